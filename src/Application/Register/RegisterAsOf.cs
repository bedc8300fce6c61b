using System.Text;
using System.Text.Json;
using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;
using Incidents.Domain;
using Marten;
using Npgsql;

namespace Incidents.Application.Register;

/// <summary>The register as it stood at an instant. What each line showed from when to when stands in rows of
/// its own, so that a page is found as one of today is; only a title that has been corrected since is opened
/// from its event. Who sees a line is asked of today.</summary>
public sealed class RegisterAsOf(IDocumentStore store, NpgsqlDataSource database, Vault vault)
{
    /// <summary>A page of what the caller may see, the latest report first.</summary>
    public async Task<RegisterPage<RegisterLine>> Page(
        Caller caller, RegisterFilter filter, DateTimeOffset asOf, RegisterCursor? after, int limit,
        CancellationToken cancellation)
    {
        var found = new List<RegisterLine>();
        while (true)
        {
            var lot = await Lot(caller, filter, asOf, after, limit + 1, cancellation);
            foreach (var then in lot.Where(then => IsWanted(then, filter, caller.Actor)))
            {
                if (found.Count == limit)
                    return new(found, RegisterCursor.After(found[^1]));

                found.Add(RegisterLine.Of(then, dueAt: null));
            }

            if (lot.Count <= limit)
                return new(found, Next: null);

            after = RegisterCursor.After(RegisterLine.Of(lot[^1], dueAt: null));
        }
    }

    /// <summary>What a title was then that has been corrected since is known only once it is
    /// opened.</summary>
    private static bool IsWanted(RegisterEntry then, RegisterFilter filter, Actor actor) =>
        filter.Text is not { } text
        || then.Reference.Contains(text, StringComparison.OrdinalIgnoreCase)
        || (Visibility.ReadsTitles(actor) && then.Title.Contains(text, StringComparison.OrdinalIgnoreCase));

    private async Task<IReadOnlyList<RegisterEntry>> Lot(
        Caller caller, RegisterFilter filter, DateTimeOffset asOf, RegisterCursor? after, int limit,
        CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
        command.CommandText = Sql(command.Parameters, caller, filter, after);
        command.Parameters.AddWithValue("tenant", caller.Tenant);
        command.Parameters.AddWithValue("asOf", asOf.ToUniversalTime());
        command.Parameters.AddWithValue("limit", limit);

        var entries = new List<RegisterEntry>();
        var titled = new Dictionary<Guid, long>();
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                var today = JsonSerializer.Deserialize<RegisterEntry>(
                    reader.GetString(0), StoreJson.Options)!;
                var state = today.States[reader.GetInt32(1) - 1];
                entries.Add(Then(today, state, reader.GetInt64(2)));
                if (state.TitledIn != today.States[^1].TitledIn)
                    titled.Add(today.Id, state.TitledIn);
            }
        }

        if (titled.Count == 0)
            return entries;

        var titles = await Titles(caller.Tenant, titled, cancellation);

        // What has been erased since is not shown as of before either.
        return [.. entries.Select(entry => !titled.ContainsKey(entry.Id) ? entry
            : titles.GetValueOrDefault(entry.Id) is { } title ? entry with { Title = title }
            : entry with { Title = "", Erased = true })];
    }

    private static RegisterEntry Then(RegisterEntry today, LineState state, long version) => today with
    {
        Status = state.Status,
        Kind = state.Kind,
        Severity = state.Severity,
        BreachType = state.BreachType,
        InformationPolicies = state.Policies,
        Investigator = state.Investigator,
        Incident = today.Incident with { Version = version },
    };

    private static string Sql(
        NpgsqlParameterCollection values, Caller caller, RegisterFilter filter, RegisterCursor? after)
    {
        var page = new StringBuilder(
            $"""
            select s.tenant_id, s.id, s.number, s.reported_at from {AsOf(filter)} s
            join {RegisterLines.Table} l on l.tenant_id = s.tenant_id and l.id = s.id
            where {RegisterSight.Of(values, caller.Actor, "l.")}
            """);
        foreach (var condition in RegisterConditions.OfState(values, filter, "s.")
            .Concat(RegisterConditions.OfReport(values, filter, "s.")))
            page.Append(" and ").Append(condition);

        if (filter.Text is { } text)
        {
            RegisterConditions.Text(values, text);
            page.Append(Visibility.ReadsTitles(caller.Actor)
                ? " and (l.reference ilike @text or l.title ilike @text or s.titled_in <> l.titled_in)"
                : " and l.reference ilike @text");
        }

        if (after is not null)
        {
            page.Append(" and s.reported_at <= @after_at and (s.reported_at, s.id) < (@after_at, @after_id)");
            values.AddWithValue("after_at", after.ReportedAt.ToUniversalTime());
            values.AddWithValue("after_id", after.Id);
        }

        return $"""
            select d.data::text, p.number, (
                select max(e.version) from {IncidentStore.Schema}.mt_events e
                where e.tenant_id = p.tenant_id and e.stream_id = p.id and e.timestamp <= @asOf)
            from ({page} order by s.reported_at desc, s.id desc limit @limit) p
            join {RegisterLines.Whole} d on d.tenant_id = p.tenant_id and d.id = p.id
            order by p.reported_at desc, p.id desc
            """;
    }

    /// <summary>What was shown at the instant. Few incidents were open at any, and these are found by when
    /// they were so, before anything else is asked of them (<c>offset 0</c>); of the rest the latest come
    /// first.</summary>
    private static string AsOf(RegisterFilter filter) =>
        filter.Status is { Count: > 0 } && !filter.Status.Contains(IncidentStatus.Closed)
            ? $"""
                (select * from {RegisterLines.States} where tenant_id = @tenant and status <> 'closed'
                    and tstzrange(from_at, until_at) @> @asOf offset 0)
                """
            : $"""
                (select * from {RegisterLines.States} where tenant_id = @tenant and reported_at <= @asOf
                    and from_at <= @asOf and until_at > @asOf)
                """;

    private async Task<IReadOnlyDictionary<Guid, string>> Titles(
        string tenant, IReadOnlyDictionary<Guid, long> titled, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(tenant);
        var keys = new KeyChain();
        await vault.Load(session, keys, titled.Keys, cancellation);
        var ids = titled.Keys.ToArray();
        var events = await session.Events.QueryAllRawEvents()
            .Where(e => e.StreamId.IsOneOf(ids)).ToListAsync(cancellation);

        return events.Where(e => titled[e.StreamId] == e.Version)
            .Select(e => (e.StreamId, Title: Vault.TitleOf(
                tenant, e.StreamId, (IncidentEvent)e.Data, keys)))
            .Where(each => each.Title is not null)
            .ToDictionary(each => each.StreamId, each => each.Title!);
    }
}
