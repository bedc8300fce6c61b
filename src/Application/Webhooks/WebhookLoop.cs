using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Incidents.Application.Webhooks;

/// <summary>Delivers again and again, in every process of the service.</summary>
public sealed partial class WebhookLoop(
    WebhookDelivery delivery, TimeProvider clock, ILogger<WebhookLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private bool failing;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await delivery.Round(stoppingToken);
                failing = false;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The database is away: what is to be told is told later.
                if (!failing)
                    Failed(logger, exception.GetType().Name);
                failing = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "No webhook could be told of anything ({Failure}). It is tried again.")]
    private static partial void Failed(ILogger logger, string failure);
}
