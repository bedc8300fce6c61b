namespace Incidents.Api.Security;

/// <summary>How many requests are worked on at the same time. More would make each slower without making
/// more of them: whoever comes then waits in line for a moment, and whoever would wait longer is told to come
/// back.</summary>
/// <param name="atOnce">0: as many as come.</param>
public sealed class ConcurrencySlots(int atOnce, TimeProvider clock) : IDisposable
{
    /// <summary>How long somebody waits in line at most.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>How many may wait for one place.</summary>
    private const int LineForEach = 8;

    private readonly SemaphoreSlim _places = new(Math.Max(1, atOnce));
    private int _waiting;

    /// <summary>Takes a place, which is to be given back.</summary>
    /// <returns>False: there is none, also after waiting.</returns>
    public async ValueTask<bool> Take(CancellationToken cancellation)
    {
        if (atOnce == 0 || _places.Wait(0, CancellationToken.None))
            return true;

        try
        {
            return Interlocked.Increment(ref _waiting) <= atOnce * LineForEach && await Wait(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        if (atOnce > 0)
            _places.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task<bool> Wait(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(LongestWait, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await _places.WaitAsync(both.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
