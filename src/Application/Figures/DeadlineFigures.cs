using Incidents.Application.Register;
using Incidents.Application.Store;
using static Incidents.Application.Store.KeptPlans;
using static Incidents.Application.Store.StatementTrigger;

namespace Incidents.Application.Figures;

/// <summary>Deadlines as flat rows, each with the report, the severity and the circle of its incident, and
/// sums over them: how each step was kept, by severity and the month in which it was due, a row each, with
/// how many took how long. They are kept as the figures of the register are.</summary>
internal static class DeadlineFigures
{
    /// <summary>The flat rows.</summary>
    public const string Table = $"{IncidentStore.Schema}.deadline_lines";

    /// <summary>The sums.</summary>
    public const string Sums = $"{IncidentStore.Schema}.deadline_figures";

    /// <summary>What is not in them yet.</summary>
    public const string Log = $"{IncidentStore.Schema}.deadline_log";

    /// <summary>The sums with the log.</summary>
    public const string Now = $"{IncidentStore.Schema}.deadline_figures_now";

    /// <summary>The deadlines themselves.</summary>
    public const string Rows = $"{IncidentStore.Schema}.mt_doc_deadlinerow";

    private const string Lines = RegisterLines.Table;

    private const string Counted = "tenant_id, circle, step, clock, severity_rank, due_at, outcome, took";

    private const string Summed = "tenant_id, month, circle, step, clock, severity_rank";

    /// <summary>What became of it. One that runs is met or missed only once it has ended, or by the
    /// clock.</summary>
    private const string Outcome =
        """
        case when d.data->'deadline'->>'state' = 'met' then 'met'
            when d.data->'deadline'->>'state' = 'missed' then 'missed'
            when d.data->'deadline'->>'state' = 'running' then 'running'
            when (d.data->'deadline'->>'dueAt')::timestamptz
                < (d.data->'deadline'->>'endedAt')::timestamptz then 'missed'
            else 'stopped' end
        """;

    /// <summary>What can become of one.</summary>
    private static readonly IReadOnlyList<string> Outcomes = ["met", "missed", "running", "stopped"];

    /// <summary>What the owner makes of it, after the lines of the register.</summary>
    public static string Make =>
        $$"""
        drop table if exists {{Table}}, {{Sums}}, {{Log}} cascade;
        create table {{Table}} (
            tenant_id text not null, id text not null, incident_id uuid not null, reported_at timestamptz,
            circle text not null, step text not null, clock text not null, severity_rank integer not null,
            due_at timestamptz not null, outcome text not null, took bigint, primary key (id, tenant_id));
        create index on {{Table}} (incident_id);
        create index on {{Table}} (tenant_id, due_at) where outcome = 'running';
        create index on {{Table}} (tenant_id, reported_at, incident_id) include (due_at)
            where outcome = 'running';
        create index on {{Table}} (tenant_id, step, severity_rank, took, due_at) include (circle, incident_id)
            where took is not null;
        create table {{Sums}} (
            tenant_id text not null, month date not null, circle text not null, step text not null,
            clock text not null, severity_rank integer not null, met bigint not null,
            missed bigint not null, running bigint not null, stopped bigint not null,
            buckets bigint[], numbers bigint[],
            primary key ({{Summed}})) with (fillfactor = 50);
        create table {{Log}} (
            number bigint generated always as identity primary key, sign integer not null, tenant_id text,
            circle text, step text, clock text, severity_rank integer, due_at timestamptz, outcome text,
            took bigint);
        create view {{Now}} as
            select {{Summed}}, met, missed, running, stopped, buckets, numbers from {{Sums}}
            union all
            {{Parts(Log, always: true)}};
        {{Triggers}}
        {{Draw}}
        """;

    /// <summary>Draws everything up from the deadlines.</summary>
    public static string Draw =>
        $"""
        delete from {Table};
        {Keep($"{Rows} d")};
        delete from {Sums};
        delete from {Log};
        insert into {Sums} ({Summed}, met, missed, running, stopped, buckets, numbers)
        {Parts($"(select 1 as sign, {Counted} from {Table})", always: true)};
        """;

    /// <summary>Puts the oldest of the log into the sums.</summary>
    public static string Add =>
        $"""
        with taken as (
            delete from {Log} where {FiguresSchema.IsOldest(Log)}
            returning sign, {Counted})
        insert into {Sums} as f ({Summed}, met, missed, running, stopped, buckets, numbers)
        {Parts("taken", always: true)}
        on conflict ({Summed}) do update set met = f.met + excluded.met, missed = f.missed + excluded.missed,
            running = f.running + excluded.running, stopped = f.stopped + excluded.stopped,
            (buckets, numbers) = (
                select array_agg(s.bucket), array_agg(s.n) from (
                    select bucket, sum(n)::bigint as n from (
                        select unnest(f.buckets), unnest(f.numbers)
                        union all select unnest(excluded.buckets), unnest(excluded.numbers)) l(bucket, n)
                    group by bucket having sum(n) <> 0) s);
        """;

    /// <summary>What deadlines count for: what became of them, and how long they took. What a deadline
    /// counted for and still counts for is none. A bucket may be told twice.</summary>
    /// <param name="deadlines">Flat rows, with a sign.</param>
    /// <param name="always">Whether also of all months together.</param>
    public static string Parts(string deadlines, bool always = false) =>
        $$"""
        select {{Summed}}, {{string.Join(", ", Outcomes.Select(outcome =>
            $"coalesce(sum(n) filter (where outcome = '{outcome}'), 0)::bigint as {outcome}"))}},
            array_agg(bucket) filter (where bucket is not null) as buckets,
            array_agg(n) filter (where bucket is not null) as numbers
        from (
            select s.tenant_id, m.month, s.circle, s.step, s.clock, s.severity_rank, s.outcome,
                {{FigureParts.Bucket("s.took")}}::bigint as bucket, sum(s.sign)::bigint as n
            from {{deadlines}} s
            cross join lateral (
                select date_trunc('month', s.due_at at time zone '{{FigureParts.Zone}}')::date as month
                {{(always ? $"union all select {FigureParts.Always}" : "")}}) m
            group by 1, 2, 3, 4, 5, 6, 7, 8
            having sum(s.sign) <> 0) counted
        group by {{Summed}}
        """;

    private static string Triggers =>
        $"""
        {OnInsert("keep_deadline_lines", Rows, $"{Keep($"{Given} d")};")}
        {OnUpdate("keep_changed_deadline_lines", Rows,
            $"{Keep($"{Changed(Given, Former, Document)} d")};")}
        {OnDelete("drop_deadline_lines", Rows,
            $"""
            delete from {Table} k using {Former} o
            where {SameSchool("k.tenant_id", "o.tenant_id")} and k.id = o.id;
            """)}
        {OnInsert("move_deadline_lines", Lines, $"{Move(Given)};")}
        {OnUpdate("move_changed_deadline_lines", Lines,
            $"{Move(Changed(Given, Former, Place))};")}
        {OnInsert("count_deadlines", Table, $"{Count(1, Given)};")}
        {OnUpdate("count_changed_deadlines", Table,
            $"""
            {Count(-1, Changed(Former, Given, Each))};
            {Count(1, Changed(Given, Former, Each))};
            """)}
        {OnDelete("count_dropped_deadlines", Table,
            $"{Count(-1, Former)};")}
        """;

    private static string Count(int sign, string deadlines) =>
        $"insert into {Log} (sign, {Counted}) select {sign}, {Each("k")} from {deadlines} k";

    private static string Move(string lines) =>
        $"""
        update {Table} k
        set severity_rank = l.severity_rank, circle = l.circle, reported_at = l.reported_at from {lines} l
        where {SameSchool("k.tenant_id", "l.tenant_id")} and k.incident_id = l.id
            and row(k.severity_rank, k.circle, k.reported_at)
                is distinct from row(l.severity_rank, l.circle, l.reported_at)
        """;

    private static string Document(string row) => $"{row}.data";

    private static string Place(string row) => $"{row}.severity_rank, {row}.circle, {row}.reported_at";

    private static string Keep(string deadlines) =>
        $"""
        insert into {Table} as k (
            tenant_id, id, incident_id, reported_at, circle, step, clock, severity_rank, due_at, outcome,
            took)
        select d.tenant_id, d.id, d.incident_id, l.reported_at, coalesce(l.circle, ''),
            d.data->'deadline'->>'step', d.data->'deadline'->>'clock', coalesce(l.severity_rank, 0),
            (d.data->'deadline'->>'dueAt')::timestamptz, {Outcome},
            (d.data->'deadline'->>'tookSeconds')::bigint
        from {deadlines}
        left join lateral (
            select circle, severity_rank, reported_at from {Lines}
            where {SameSchool("tenant_id", "d.tenant_id")} and id = d.incident_id offset 0) l on true
        on conflict (tenant_id, id) do update set
            (circle, step, clock, severity_rank, due_at, outcome, took) = row(excluded.circle, excluded.step,
                excluded.clock, excluded.severity_rank, excluded.due_at, excluded.outcome, excluded.took)
        where row({Each("k")}) is distinct from row({Each("excluded")})
        """;

    private static string Each(string row) =>
        string.Join(", ", Counted.Split(", ").Select(column => $"{row}.{column}"));
}
