using Npgsql;

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
                await Once(Round, Failed, stopping);
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service stops.
        }

        async Task<TimeSpan> Round(CancellationToken cancellation)
        {
            await round(cancellation);

            return every;
        }

        TimeSpan Failed(Exception failure)
        {
            failed(failure);

            return every;
        }
    }

    /// <summary>The same, where each round and each failure says how long it is until the next.</summary>
    public static async Task Go(
        Func<CancellationToken, Task<TimeSpan>> round, Func<Exception, TimeSpan> failed, TimeProvider clock,
        CancellationToken stopping)
    {
        try
        {
            while (true)
                await Task.Delay(await Once(round, failed, stopping), clock, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    /// <summary>What a log may say of a failure: what kind it is, without a word of its message, which may
    /// quote what was stored or sent.</summary>
    public static string KindOf(Exception failure) => failure.GetBaseException() switch
    {
        PostgresException answered => answered.SqlState,
        var innermost => innermost.GetType().Name,
    };

    private static async Task<TimeSpan> Once(
        Func<CancellationToken, Task<TimeSpan>> round, Func<Exception, TimeSpan> failed,
        CancellationToken stopping)
    {
        try
        {
            return await round(stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            return failed(exception);
        }
    }
}
