using Npgsql;

namespace Incidents.Application.Batching;

/// <summary>Does for several callers at once what each of them asks for. Whoever comes while nothing is under
/// way is served at once and alone; whoever comes while something is, waits for it and then goes with all
/// others who wait. So nobody waits for company, and under load what a round trip costs is shared.</summary>
/// <param name="most">How many go together at most.</param>
/// <param name="carry">Does it for all of them, and answers each in their order. Where the database refuses
/// it, nothing was done, and each is served alone, so that what is wrong with one is told to that one and to
/// nobody else. Any other failure is everybody's: the database is away, or nobody knows what was
/// done.</param>
public sealed class Batcher<TAsk, TAnswer>(
    int most, Func<IReadOnlyList<TAsk>, CancellationToken, Task<IReadOnlyList<TAnswer>>> carry)
{
    private readonly Lock _alone = new();
    private readonly Queue<Waiting> _waiting = new();
    private bool _underWay;

    /// <summary>What becomes of this ask.</summary>
    /// <param name="cancellation">Gives up waiting. What is under way by then is done all the same.</param>
    public Task<TAnswer> Ask(TAsk ask, CancellationToken cancellation)
    {
        var mine = new Waiting(ask, cancellation);
        bool first;
        lock (_alone)
        {
            _waiting.Enqueue(mine);
            first = !_underWay;
            _underWay = true;
        }

        // Without the caller's context: what is done here is done for others too.
        if (first)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static batcher => _ = batcher.Serve(), this, preferLocal: true);
        }

        return mine.Answer.Task.WaitAsync(cancellation);
    }

    private async Task Serve()
    {
        while (Next() is { Count: > 0 } together)
        {
            if (await Carried(together))
                continue;

            foreach (var one in together)
                await Carried([one]);
        }
    }

    /// <summary>Who goes next; nobody, and then the next to come begins again.</summary>
    private List<Waiting> Next()
    {
        var together = new List<Waiting>();
        lock (_alone)
        {
            while (together.Count < most && _waiting.TryDequeue(out var next))
            {
                if (!next.Cancellation.IsCancellationRequested)
                    together.Add(next);
            }

            _underWay = together.Count > 0;
        }

        return together;
    }

    /// <summary>Whether all have their answer; not where each is to be served alone.</summary>
    private async Task<bool> Carried(List<Waiting> together)
    {
        try
        {
            var answers = await carry([.. together.Select(one => one.Ask)], CancellationToken.None);
            for (var i = 0; i < together.Count; i++)
                together[i].Answer.SetResult(answers[i]);

            return true;
        }
        catch (PostgresException) when (together.Count > 1)
        {
            return false;
        }
        catch (Exception exception)
        {
            together.ForEach(one => one.Answer.SetException(exception));

            return true;
        }
    }

    private sealed record Waiting(TAsk Ask, CancellationToken Cancellation)
    {
        public TaskCompletionSource<TAnswer> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
