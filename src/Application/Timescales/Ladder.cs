using Incidents.Application.Commands;
using Incidents.Application.Store;
using Incidents.Domain;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Incidents.Application.Timescales;

/// <summary>Climbs the ladder by itself: takes what has come due and sends each incident the command of the
/// clock, on the way of every command. Any number of processes may sweep at once: what one has in hand the
/// others pass over, and what has been recorded decides.</summary>
public sealed partial class Ladder(
    NpgsqlDataSource database, IncidentCommands commands, LadderMeter meter, TimeProvider clock,
    ILogger<Ladder> logger)
{
    private const string Table = $"{IncidentStore.Schema}.mt_doc_deadlinerow";
    private const int Batch = 200;

    /// <summary>So many at once keep two cores busy, and leave most connections to people.</summary>
    private const int AtOnce = 8;

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
            meter.Looked(due.Count == 0 ? 0 : await Waiting(now, cancellation));
            if (due.Count == 0)
                return recorded;

            await Parallel.ForEachAsync(due.GroupBy(row => (row.Tenant, row.IncidentId)),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (incident, token) =>
                {
                    foreach (var row in incident)
                        meter.Late(now - row.NextAt);

                    var events = await Act(incident.Key.Tenant, incident.Key.IncidentId, token);
                    Interlocked.Add(ref recorded, events);
                });
        }
        while (true);
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
            Failed(logger, tenant, incident, exception);
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

    [LoggerMessage(LogLevel.Warning,
        "The ladder could not act on incident {IncidentId} of tenant {Tenant}: {Outcome}. It tries again.")]
    private static partial void NotDone(ILogger logger, string tenant, Guid incidentId, string outcome);

    [LoggerMessage(LogLevel.Error,
        "The ladder failed on incident {IncidentId} of tenant {Tenant}. It tries again.")]
    private static partial void Failed(ILogger logger, string tenant, Guid incidentId, Exception exception);

    private sealed record DueRow(string Tenant, Guid IncidentId, DateTimeOffset NextAt);
}
