namespace Incidents.Application;

/// <summary>What a process does again and again, from its start until the service stops.</summary>
public static class Rounds
{
    /// <summary>Goes round after round. One that fails ends neither the others nor the service: whoever asks
    /// hears of it, and the next comes as ever.</summary>
    public static async Task Go(
        Func<CancellationToken, Task> round, Action<Exception> failed, TimeSpan every, TimeProvider clock,
        CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            do
                await Once(round, failed, stopping);
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private static async Task Once(
        Func<CancellationToken, Task> round, Action<Exception> failed, CancellationToken stopping)
    {
        try
        {
            await round(stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            failed(exception);
        }
    }
}
