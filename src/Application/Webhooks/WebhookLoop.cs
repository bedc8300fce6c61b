using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Incidents.Application.Webhooks;

/// <summary>Delivers again and again, in every process of the service.</summary>
public sealed partial class WebhookLoop(
    WebhookDelivery delivery, TimeProvider clock, ILogger<WebhookLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private bool _failing;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Go(Round, Tell, Every, clock, stoppingToken);

    private async Task Round(CancellationToken cancellation)
    {
        await delivery.Round(cancellation);
        _failing = false;
    }

    /// <summary>Where the database is away, what is to be told is told later.</summary>
    private void Tell(Exception failure)
    {
        if (!_failing)
            Failed(logger, failure.GetType().Name);
        _failing = true;
    }

    [LoggerMessage(LogLevel.Warning, "No webhook could be told of anything ({Failure}). It is tried again.")]
    private static partial void Failed(ILogger logger, string failure);
}
