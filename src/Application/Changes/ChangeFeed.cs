using Incidents.Application.Commands;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Incidents.Domain;
using Npgsql;

namespace Incidents.Application.Changes;

/// <summary>A page of the feed.</summary>
/// <param name="Next">The position after which the next page begins: that of the last change here, or, where
/// there is no more that the caller may see, the latest of the tenant.</param>
/// <param name="Latest">The latest position of the tenant.</param>
public sealed record ChangePage(IReadOnlyList<Change> Items, long Next, long Latest);

/// <summary>What somebody waits for: an incident's event, or a position.</summary>
public sealed record Awaited(Guid Incident, long Version, long? Position = null);

/// <summary>Every event of a tenant in one order, for whoever may have it. An incident that the reader may
/// not see leaves out its changes; their positions are passed over.</summary>
public sealed class ChangeFeed(NpgsqlDataSource database, ChangeBell bell, TimeProvider clock)
{
    private const string Positions = ChangesSchema.Positions;

    /// <summary>What a reporter hears of their report besides what they recorded themselves, as in its
    /// history.</summary>
    private static readonly string[] ToldToReporter =
    [
        EventNames.All[typeof(IncidentReported)], EventNames.All[typeof(ReporterAsked)],
        EventNames.All[typeof(DetrimentConcernResolved)],
    ];

    /// <summary>How long it takes at most until somebody hears that their own is not there yet.</summary>
    private static readonly TimeSpan LongestWaitForOwn = TimeSpan.FromSeconds(5);

    /// <summary>A look stands on a stream of its own and names its incident beside it.</summary>
    private const string About = $"coalesce((e.headers->>'{Metadata.Incident}')::uuid, e.stream_id)";

    /// <summary>A look is shown with its incident; of their own report somebody sees the report and what they
    /// recorded themselves, as in its history.</summary>
    private static string Sql(NpgsqlParameterCollection values, Actor reader) =>
        $"""
        with latest as (
            select coalesce(max(position), 0) as position from {Positions} where tenant_id = @tenant)
        select latest.position, c.position, c.id, c.type, c.about, c.version, c.timestamp
        from latest left join lateral (
            select p.position, e.id, e.type, {About} as about, e.version, e.timestamp
            from {Positions} p join {IncidentStore.Schema}.mt_events e on e.seq_id = p.seq_id
            where p.tenant_id = @tenant and p.position > @after and case
                when not e.type = any(@of_incidents) then @everywhere
                else exists (
                    select from {RegisterLines.Table} r
                    where r.tenant_id = p.tenant_id and r.id = {About} and (
                        {RegisterSight.Whole(values, reader, "r.")}
                        or ({RegisterSight.Own(values, reader, "r.")}
                            and (e.type = any(@told) or e.headers->>'{Metadata.PersonId}' = @me::text)))) end
            order by p.position limit @limit) c on true
        order by c.position
        """;

    /// <summary>The changes after a position that the caller may see.</summary>
    public async Task<ChangePage> Page(Caller caller, long after, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText = Sql(command.Parameters, caller.Actor);
        command.Parameters.AddWithValue("everywhere", Visibility.SeesRegister(caller.Actor));
        command.Parameters.AddWithValue("tenant", caller.Tenant);
        command.Parameters.AddWithValue("after", after);
        command.Parameters.AddWithValue("of_incidents", Change.OfIncidents);
        command.Parameters.AddWithValue("told", ToldToReporter);
        command.Parameters.AddWithValue("limit", limit);

        var changes = new List<Change>();
        var latest = 0L;
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            latest = rows.GetInt64(0);
            if (!rows.IsDBNull(1))
                changes.Add(Change.Of(
                    caller.Tenant, rows.GetInt64(1), rows.GetGuid(2), rows.GetString(3), rows.GetGuid(4),
                    rows.GetInt64(5), rows.GetFieldValue<DateTimeOffset>(6)));
        }

        return new(changes, changes.Count == limit ? changes[^1].Position : latest, latest);
    }

    /// <summary>The same; where there is nothing yet, as soon as there is something, or when the time is
    /// over.</summary>
    /// <param name="ending">Ends the waiting before its time.</param>
    public async Task<ChangePage> Page(
        Caller caller, long after, int limit, TimeSpan wait, CancellationToken ending,
        CancellationToken cancellation)
    {
        ChangePage page = null!;
        await Until(caller.Tenant, wait, async () =>
        {
            page = await Page(caller, after, limit, cancellation);
            var isThere = page.Items.Count > 0 || page.Latest < after;
            after = page.Next;

            return isThere;
        }, ending, cancellation);

        return page;
    }

    /// <summary>Waits, for some seconds at most, until the caller finds in the feed what they have
    /// recorded.</summary>
    public Task WaitFor(
        Caller caller, Awaited awaited, CancellationToken ending, CancellationToken cancellation) =>
        Until(caller.Tenant, LongestWaitForOwn, async () =>
        {
            var position = awaited.Position ?? await PositionOf(caller.Tenant, awaited, cancellation);
            if (position is not > 0)
                return position == 0;

            var page = await Page(caller, position.Value - 1, limit: 1, cancellation);

            return awaited.Position is null
                ? page.Items is [{ Position: var shown }] && shown == position
                : page.Latest >= position;
        }, ending, cancellation);

    /// <summary>Waits, for some seconds at most, until something has been recorded; for views that are
    /// written with the event and show it from then on.</summary>
    public Task WaitForRecord(
        Caller caller, Awaited awaited, CancellationToken ending, CancellationToken cancellation) =>
        Until(caller.Tenant, LongestWaitForOwn, async () => awaited.Position is { } position
            ? await Latest(caller.Tenant, cancellation) >= position
            : await IsRecorded(caller, awaited, cancellation), ending, cancellation);

    /// <summary>Of an incident that the caller does not see, nothing is found out by waiting for
    /// it.</summary>
    private async Task<bool> IsRecorded(Caller caller, Awaited awaited, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        var whole = RegisterSight.Whole(command.Parameters, caller.Actor, "r.");
        var own = RegisterSight.Own(command.Parameters, caller.Actor, "r.");
        command.CommandText =
            $"""
            select exists (
                select from {IncidentStore.Schema}.mt_streams s
                join {RegisterLines.Table} r on r.tenant_id = s.tenant_id and r.id = s.id
                where s.tenant_id = @tenant and s.id = @incident and s.version >= @version
                    and ({whole} or {own}))
            """;
        command.Parameters.AddWithValue("tenant", caller.Tenant);
        command.Parameters.AddWithValue("incident", awaited.Incident);
        command.Parameters.AddWithValue("version", awaited.Version);

        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private async Task<long?> PositionOf(string tenant, Awaited awaited, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            select p.position from {IncidentStore.Schema}.mt_events e
            join {Positions} p on p.seq_id = e.seq_id
            where e.tenant_id = @tenant and e.stream_id = @incident and e.version = @version
            """);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("incident", awaited.Incident);
        command.Parameters.AddWithValue("version", awaited.Version);

        return (long?)await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Looks again whenever there may be more, until it is there or the time is over.</summary>
    private async Task Until(
        string tenant, TimeSpan wait, Func<Task<bool>> isThere, CancellationToken ending,
        CancellationToken cancellation)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending, cancellation);
        var over = wait > TimeSpan.Zero ? Task.Delay(wait, clock, waiting.Token) : Task.CompletedTask;
        while (true)
        {
            var more = bell.More(tenant);
            if (await isThere() || over.IsCompleted)
                break;

            await Task.WhenAny(more, over);
        }

        await waiting.CancelAsync();
    }

    /// <summary>All changes of a tenant after a position, for whoever tells others of them and has to know
    /// what they may be told.</summary>
    /// <param name="about">Of this incident, or what else it happened to, alone.</param>
    internal async Task<IReadOnlyList<Change>> Everything(
        string tenant, long after, int limit, CancellationToken cancellation, Guid? about = null)
    {
        var one = about is null ? "" : $"and {About} = @about";
        await using var command = database.CreateCommand(
            $"""
            select p.position, e.id, e.type, {About}, e.version, e.timestamp
            from {Positions} p join {IncidentStore.Schema}.mt_events e on e.seq_id = p.seq_id
            where p.tenant_id = @tenant and p.position > @after {one}
            order by p.position limit @limit
            """);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("after", after);
        command.Parameters.AddWithValue("limit", limit);
        if (about is { } subject)
            command.Parameters.AddWithValue("about", subject);

        var changes = new List<Change>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            changes.Add(Change.Of(tenant, rows.GetInt64(0), rows.GetGuid(1), rows.GetString(2),
                rows.GetGuid(3), rows.GetInt64(4), rows.GetFieldValue<DateTimeOffset>(5)));

        return changes;
    }

    /// <summary>The latest position of a tenant.</summary>
    public async Task<long> Latest(string tenant, CancellationToken cancellation) =>
        (await Latest([tenant], cancellation))[0].Position;

    /// <summary>The latest position of each of these tenants.</summary>
    internal async Task<IReadOnlyList<(string Tenant, long Position)>> Latest(
        IReadOnlyCollection<string> tenants, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            select t.tenant, coalesce((select max(position) from {Positions} where tenant_id = t.tenant), 0)
            from unnest(@tenants) as t(tenant)
            """);
        command.Parameters.AddWithValue("tenants", tenants.ToArray());

        var latest = new List<(string, long)>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            latest.Add((rows.GetString(0), rows.GetInt64(1)));

        return latest;
    }
}
