using Incidents.Application.Evidence;

namespace Incidents.Api.Hosting;

/// <summary>Whether the store of evidence answers, asked at most every ten seconds however often somebody
/// wants to know.</summary>
public sealed class EvidenceStoreHealth(IBlobStore blobs, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private (long At, bool IsReachable)? _latest;

    /// <summary>In a word.</summary>
    public async Task<string> State(CancellationToken cancellation)
    {
        if (_latest is not { } latest || clock.GetElapsedTime(latest.At) > Fresh)
            _latest = latest = (clock.GetTimestamp(), await IsReachable(cancellation));

        return latest.IsReachable ? "reachable" : "away";
    }

    private async Task<bool> IsReachable(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await blobs.IsReachable(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
