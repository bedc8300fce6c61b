using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Incidents.Application.Notifications;

/// <summary>Sends again and again, in every process of the service that is told of a mail server.</summary>
public sealed partial class MailLoop(MailDelivery delivery, TimeProvider clock, ILogger<MailLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    /// <remarks>Where the database is away, what waits goes on waiting.</remarks>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.Go(
        delivery.Round, failure => Failed(logger, failure.GetType().Name), Every, clock, stoppingToken);

    [LoggerMessage(LogLevel.Warning, "No notices could be sent ({Failure}). It is tried again.")]
    private static partial void Failed(ILogger logger, string failure);
}
