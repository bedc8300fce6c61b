using Incidents.Application.Commands;
using Incidents.Application.Store;
using Incidents.Domain;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Incidents.Application.Timescales;

/// <summary>Climbs the ladder by itself: takes what has come due and sends each incident the command of the
/// clock, many in one transaction. Where somebody else works on one of them meanwhile, each goes on the way
/// of every command. Any number of processes may sweep at once: what one has in hand the
/// others pass over, and what has been recorded decides.</summary>
public sealed partial class Ladder(
    NpgsqlDataSource database, IncidentCommands commands, LadderLot lot, LadderMeter meter,
    TimeProvider clock, ILogger<Ladder> logger)
{
    private const string Table = $"{IncidentStore.Schema}.mt_doc_deadlinerow";
    private const int Batch = 400;

    /// <summary>So many at once keep two cores busy, and leave most connections to people.</summary>
    private const int AtOnce = 4;

    /// <summary>Acts on everything that is due.</summary>
    /// <param name="hold">How long a deadline stays in hand. One that could not be acted on, or whose process
    /// was killed, is taken again after it.</param>
    /// <returns>How many events were recorded.</returns>
    public async Task<int> Sweep(TimeSpan hold, CancellationToken cancellation)
    {
        var recorded = 0;
        do
        {
            var now = Instants.Stored(clock.GetUtcNow());
            var due = await Take(now, now + hold, cancellation);
            var waiting = await Waiting(now, cancellation);
            if (due.Count == 0)
            {
                meter.Looked(due: 0);
                meter.Finished(parked: waiting);
                return recorded;
            }

            meter.Looked(waiting);

            foreach (var row in due)
                meter.Late(now - row.NextAt);
            await Parallel.ForEachAsync(Lots(due),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (incidents, token) =>
                    Interlocked.Add(ref recorded, await Act(incidents.Tenant, incidents.Ids, token)));
        }
        while (true);
    }

    private static IEnumerable<(string Tenant, Guid[] Ids)> Lots(IEnumerable<DueRow> due) =>
        due.GroupBy(row => row.Tenant, StringComparer.Ordinal).SelectMany(tenant =>
            tenant.Select(row => row.IncidentId).Distinct().Chunk(LadderLot.Size)
                .Select(ids => (tenant.Key, ids)));

    private async Task<int> Act(string tenant, Guid[] incidents, CancellationToken cancellation)
    {
        IReadOnlyList<Guid> left = incidents;
        var recorded = 0;
        if (incidents.Length > 1)
        {
            try
            {
                var done = await lot.Act(tenant, incidents, cancellation);
                meter.Fired(done.Recorded);
                (recorded, left) = (done.Recorded.Length, done.Left);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One of them kept all from it; alone, each goes its way or says why not.
                OneByOne(logger, tenant, incidents.Length, Rounds.KindOf(exception));
            }
        }

        foreach (var incident in left)
            recorded += await Act(tenant, incident, cancellation);

        return recorded;
    }

    private async Task<int> Act(string tenant, Guid incident, CancellationToken cancellation)
    {
        try
        {
            IReadOnlyList<IncidentEvent> events = [];
            var outcome = await commands.Carry(
                new(new(tenant, Actor.Clock, Ids.Random()), new KeepTimescales(), incident),
                done =>
                {
                    events = done.Events;

                    return new Rendered(Status: 200, Location: null, ETag: null, Body: []);
                },
                cancellation);
            if (outcome is Outcome.Answered)
            {
                meter.Fired(events);

                return events.Count;
            }

            meter.Failed();
            NotDone(logger, tenant, incident, outcome.GetType().Name);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            meter.Failed();
            Failed(logger, tenant, incident, Rounds.KindOf(exception), exception.StackTrace);
        }

        return 0;
    }

    private async Task<List<DueRow>> Take(
        DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            with due as (
                select tenant_id, id from {Table}
                where next_at <= @now and (taken_until is null or taken_until <= @now)
                order by next_at
                limit {Batch}
                for update skip locked)
            update {Table} as deadline set taken_until = @until from due
            where deadline.tenant_id = due.tenant_id and deadline.id = due.id
            returning deadline.tenant_id, deadline.incident_id, deadline.next_at
            """);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("until", until);

        var rows = new List<DueRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new(
                reader.GetString(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return rows;
    }

    private async Task<long> Waiting(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"select count(*) from {Table} where next_at <= @now");
        command.Parameters.AddWithValue("now", now);

        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    [LoggerMessage(LogLevel.Information,
        "{Count} incidents of tenant {Tenant} could not be acted on at once ({Failure}); each is by itself.")]
    private static partial void OneByOne(ILogger logger, string tenant, int count, string failure);

    [LoggerMessage(LogLevel.Warning,
        "The ladder could not act on incident {IncidentId} of tenant {Tenant}: {Outcome}. It tries again.")]
    private static partial void NotDone(ILogger logger, string tenant, Guid incidentId, string outcome);

    [LoggerMessage(LogLevel.Error,
        "The ladder failed on incident {IncidentId} of tenant {Tenant} ({Failure}). It tries again."
        + "\n{Places}")]
    private static partial void Failed(
        ILogger logger, string tenant, Guid incidentId, string failure, string? places);

    private sealed record DueRow(string Tenant, Guid IncidentId, DateTimeOffset NextAt);
}
