using System.Collections.Concurrent;
using System.Diagnostics;
using Marten;
using Marten.Services;

namespace Incidents.Application.Changes;

/// <summary>Wakes whoever waits: those who number, when something was recorded on this node; those who read a
/// tenant's feed, when there is more of it. A call too many does no harm, and one that is missed costs no
/// more than the time to the next look.</summary>
public sealed class ChangeBell : DocumentSessionListenerBase, IDisposable
{
    private const int MostTraced = 32;

    private readonly ConcurrentQueue<ActivityContext> _traced = new();
    private readonly SemaphoreSlim _recorded = new(0);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _readers =
        new(StringComparer.Ordinal);

    /// <summary>The tenants whose feed somebody waits for.</summary>
    public IReadOnlyCollection<string> Awaited => [.. _readers.Keys];

    /// <summary>Comes when a tenant's feed may have more; to be asked for before the feed is read.</summary>
    public Task More(string tenant) => _readers.GetOrAdd(
        tenant, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>A tenant's feed has more.</summary>
    public void Ring(string tenant)
    {
        if (_readers.TryRemove(tenant, out var waiting))
            waiting.SetResult();
    }

    /// <summary>Comes back when something was recorded here, or the time is over.</summary>
    public Task Recorded(TimeSpan atMost, CancellationToken cancellation) =>
        _recorded.WaitAsync(atMost, cancellation);

    /// <summary>The traces of the commits since it was last asked, where somebody takes traces.</summary>
    public IReadOnlyList<ActivityContext> TracedCommits()
    {
        if (_traced.IsEmpty)
            return [];

        var commits = new List<ActivityContext>();
        while (_traced.TryDequeue(out var commit))
            commits.Add(commit);

        return commits;
    }

    /// <inheritdoc/>
    public override Task AfterCommitAsync(
        IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        if (commit.GetEvents().Any())
            Tell();

        return Task.CompletedTask;
    }

    /// <summary>Something was recorded on this node.</summary>
    public void Tell()
    {
        if (Activity.Current is { Recorded: true, Context: var trace } && _traced.Count < MostTraced)
            _traced.Enqueue(trace);
        if (_recorded.CurrentCount == 0)
            _recorded.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => _recorded.Dispose();
}
