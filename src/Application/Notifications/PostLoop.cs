using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Incidents.Application.Notifications;

/// <summary>Sends again and again, in every process of the service that is told of a mail server.</summary>
public sealed partial class PostLoop(Post post, TimeProvider clock, ILogger<PostLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await post.Round(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The database is away: what waits goes on waiting.
                Failed(logger, exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "No notices could be sent ({Failure}). It is tried again.")]
    private static partial void Failed(ILogger logger, string failure);
}
