using Incidents.Application.Store;
using static Incidents.Application.Store.KeptPlans;
using static Incidents.Application.Store.StatementTrigger;

namespace Incidents.Application.Register;

/// <summary>A column by which lines of the register are found.</summary>
/// <param name="From">What it holds, of <c>e</c>, the line, and <c>f</c>, its facts.</param>
internal sealed record LineColumn(string Name, string Type, string From);

/// <summary>The register's lines as flat rows, by which they are found, filtered and sorted without being
/// opened. The database keeps them with the lines, in the same transaction, whoever writes those: a row says
/// nothing that its line does not say.</summary>
internal static class RegisterLines
{
    /// <summary>The table.</summary>
    public const string Table = $"{IncidentStore.Schema}.register_lines";

    /// <summary>What lines showed, each time from an instant to another.</summary>
    public const string States = $"{IncidentStore.Schema}.register_states";

    /// <summary>The lines themselves.</summary>
    public const string Whole = $"{IncidentStore.Schema}.mt_doc_registerentry";

    /// <summary>All columns but the keys.</summary>
    public static IReadOnlyList<LineColumn> Columns { get; } =
    [
        new("reference", "text", "e.reference"),
        new("title", "text", "e.title"),
        new("reported_at", "timestamptz", "e.\"reportedAt\""),
        new("imported_at", "timestamptz", "e.\"importedAt\""),
        new("status", "text", "e.status"),
        new("kind", "text", "e.kind"),
        new("severity", "text", "e.severity"),
        new("severity_rank", "integer", "e.\"severityRank\""),
        new("breach_type", "text", "e.\"breachType\""),
        new("policies", "text[]", "e.\"informationPolicies\""),
        new("investigator", "uuid", "e.investigator"),
        new("holder", "uuid", "(f.next->>'personId')::uuid"),
        new("holder_roles", "text", "f.next->>'roles'"),
        new("holder_since", "timestamptz", "f.\"nextSince\""),
        new("seen_by", "uuid[]", "e.\"seenBy\""),
        new("reported_by", "uuid[]", "e.\"reportedBy\""),
        new("entered_by", "uuid", "e.\"enteredBy\""),
        new("shut_out_people", "uuid[]", "e.\"shutOutPeople\""),
        new("shut_out_roles", "text[]", "e.\"shutOutRoles\""),
        new("remaining", "text", "e.remaining"),
        new("circle", "text",
            "array_to_string(e.\"shutOutRoles\", ',') || coalesce('/' || e.remaining, '')"),
        new("is_restricted", "boolean", "e.\"isRestricted\""),
        new("is_breach", "boolean", "e.\"isBreach\""),
        new("is_for_ico", "boolean", "e.\"isForIco\""),
        new("is_notified", "boolean", "coalesce((d.data->'incident'->>'icoNotified')::boolean, false)"),
        new("is_open", "boolean", "e.\"isOpen\""),
        new("to_report", "bigint", "e.\"secondsToReport\""),
        new("to_classify", "bigint", "e.\"secondsToClassify\""),
        new("to_close", "bigint", "e.\"secondsToClose\""),
        // Those that the investigation found to be breached; until it has scoped them, those of the report.
        new("weak_policies", "text[]",
            "case when cardinality(f.\"policiesBreached\") > 0 then f.\"policiesBreached\" "
                + "else e.\"informationPolicies\" end"),
        new("failed_points", "text[]", "f.\"failedPoints\""),
        new("first_control_at", "timestamptz", "f.\"firstControlAt\""),
        new("closed_at", "timestamptz", "(d.data->'incident'->>'closedAt')::timestamptz"),
        new("is_erased", "boolean", "e.erased"),
        new("titled_in", "bigint", "(d.data->'states'->-1->>'titledIn')::bigint"),
    ];

    private static readonly string[] Indexes =
    [
        "(tenant_id, reported_at, id)",
        "(tenant_id, severity_rank, reported_at, id)",
        "(tenant_id, status, reported_at, id)",
        "(tenant_id, breach_type, reported_at, id)",
        "(tenant_id, investigator, reported_at, id) where investigator is not null",
        "(tenant_id, entered_by, reported_at, id) where entered_by is not null",
        "(tenant_id, reported_at, id) where is_open",
        "(tenant_id, reported_at, id) where is_for_ico",
        "(tenant_id, closed_at, id) where closed_at is not null and not is_erased",
        "(tenant_id, id) where is_erased",
        "(tenant_id, to_report, reported_at)",
        "(tenant_id, to_classify, reported_at)",
        "(tenant_id, to_close, reported_at)",
    ];

    /// <summary>What the owner makes of it, where it is not there or of another version.</summary>
    public static string Make =>
        $$"""
        drop table if exists {{Table}}, {{States}};
        create table {{Table}} (
            tenant_id text not null, id uuid not null,
            {{string.Join(", ", Columns.Select(column => $"{column.Name} {column.Type}"))}},
            primary key (id, tenant_id));
        {{string.Join("\n", Indexes.Select(index => $"create index on {Table} {index};"))}}
        create index on {{Table}} using gin (policies) with (fastupdate = off);
        create index on {{Table}} using gin (seen_by, reported_by, shut_out_people)
            with (fastupdate = off);
        do $trigrams$ begin
            if exists (select from pg_available_extensions where name = 'pg_trgm') then
                create extension if not exists pg_trgm;
                -- What is put off is sorted in by some command in the end: little at a time.
                create index on {{Table}} using gin (title gin_trgm_ops, reference gin_trgm_ops)
                    with (gin_pending_list_limit = 256);
            end if;
        exception when insufficient_privilege then
            raise notice 'Without pg_trgm a search for a part of a title looks through all of them.';
        end $trigrams$;
        create table {{States}} (
            tenant_id text not null, id uuid not null, number integer not null,
            reported_at timestamptz not null, from_at timestamptz not null, until_at timestamptz not null,
            status text not null, kind text not null, severity text, breach_type text,
            policies text[] not null, investigator uuid, titled_in bigint not null,
            primary key (id, tenant_id, number));
        create index on {{States}} (tenant_id, reported_at, id);
        create index on {{States}} (tenant_id, status, reported_at, id);
        create index on {{States}} using gist (tstzrange(from_at, until_at)) where status <> 'closed';
        {{Triggers}}
        {{Fill("")}}
        """;

    /// <summary>Writes rows and states again, for lines that a condition on <c>d</c> picks.</summary>
    public static string Fill(string where) =>
        $"""
        {Upsert($"{Whole} d", where)};
        {UpsertStates($"{Whole} d", where)};
        {DropStates($"{Whole} d", where)};
        """;

    /// <summary>Most steps change no more of an entry than the incident that it carries, and that it was
    /// closed is all that a row has from there.</summary>
    private const string WithOtherRows =
        $"""
        where not exists (
            select from {Former} o where o.tenant_id = d.tenant_id and o.id = d.id
                and o.data - 'incident' = d.data - 'incident'
                and o.data->'incident'->'closedAt' is not distinct from d.data->'incident'->'closedAt')
        """;

    private const string WithOtherStates =
        $"""
        where not exists (
            select from {Former} o where o.tenant_id = d.tenant_id and o.id = d.id
                and o.data->'states' = d.data->'states')
        """;

    private static string Triggers =>
        $"""
        {OnInsert("keep_register_lines", Whole,
            $"""
            {Upsert($"{Given} d", "")};
            {UpsertStates($"{Given} d", "")};
            """)}
        {OnUpdate("keep_changed_register_lines", Whole,
            $"""
            {Upsert($"{Given} d", WithOtherRows)};
            {UpsertStates($"{Given} d", WithOtherStates)};
            {DropStates($"{Given} d", WithOtherStates)};
            """)}
        {OnDelete("drop_register_lines", Whole,
            $"""
            delete from {Table} l using {Former} o
            where {SameSchool("l.tenant_id", "o.tenant_id")} and l.id = o.id;
            delete from {States} l using {Former} o
            where {SameSchool("l.tenant_id", "o.tenant_id")} and l.id = o.id;
            """)}
        """;

    private static string Upsert(string lines, string where)
    {
        var names = string.Join(", ", Columns.Select(column => column.Name));

        return $"""
            insert into {Table} as l (tenant_id, id, {names})
            select d.tenant_id, d.id, {string.Join(", ", Columns.Select(column => column.From))}
            from {lines}
            cross join lateral jsonb_to_record(d.data) as e(
                reference text, title text, "reportedAt" timestamptz, "importedAt" timestamptz, status text,
                kind text, severity text, "severityRank" integer, "breachType" text,
                "informationPolicies" text[], investigator uuid, "seenBy" uuid[], "reportedBy" uuid[],
                "enteredBy" uuid, "shutOutPeople" uuid[],
                "shutOutRoles" text[], remaining text, "isRestricted" boolean, "isBreach" boolean,
                "isForIco" boolean, "isOpen" boolean, erased boolean, "secondsToReport" bigint,
                "secondsToClassify" bigint, "secondsToClose" bigint, facts jsonb)
            cross join lateral jsonb_to_record(e.facts) as f(
                "icoNotifiedAt" timestamptz, "policiesBreached" text[], "failedPoints" text[],
                "firstControlAt" timestamptz, next jsonb, "nextSince" timestamptz)
            {where}
            on conflict (tenant_id, id) do update set ({names}) = row({Each("excluded")})
            where row({Each("l")}) is distinct from row({Each("excluded")})
            """;
    }

    private static string UpsertStates(string lines, string where) =>
        $"""
        with shown as (
            select d.tenant_id, d.id, s.ordinality as number,
                (d.data->>'reportedAt')::timestamptz as reported_at,
                s."from" as from_at, coalesce(
                    lead(s."from") over (partition by d.tenant_id, d.id order by s.ordinality),
                    'infinity') as until_at,
                s.status, s.kind, s.severity, s."breachType" as breach_type, s.policies, s.investigator,
                s."titledIn" as titled_in
            from {lines}
            cross join lateral rows from (jsonb_to_recordset(d.data->'states') as (
                "from" timestamptz, status text, kind text, severity text, "breachType" text, policies text[],
                investigator uuid, "titledIn" bigint)) with ordinality as s
            {where})
        insert into {States} as l select * from shown
        on conflict (tenant_id, id, number) do update set (reported_at, from_at, until_at, status, kind,
            severity, breach_type, policies, investigator, titled_in) = row(excluded.reported_at,
            excluded.from_at, excluded.until_at, excluded.status, excluded.kind, excluded.severity,
            excluded.breach_type, excluded.policies, excluded.investigator, excluded.titled_in)
        where l.* is distinct from excluded.*
        """;

    /// <summary>States that lines no longer have. It joins nothing but the lines, so that for one line none
    /// but its own states are looked at.</summary>
    private static string DropStates(string lines, string where) =>
        $"""
        delete from {States} l using (
            select d.tenant_id, d.id, jsonb_array_length(d.data->'states') as latest
            from {lines} {where}) s
        where {SameSchool("l.tenant_id", "s.tenant_id")} and l.id = s.id and l.number > s.latest
        """;

    private static string Each(string of) =>
        string.Join(", ", Columns.Select(column => $"{of}.{column.Name}"));
}
