using Incidents.Application.Register;
using Incidents.Application.Store;
using static Incidents.Application.Store.KeptPlans;
using static Incidents.Application.Store.StatementTrigger;

namespace Incidents.Application.Figures;

/// <summary>Sums over the lines of the register, and what has changed since they were drawn up. A line that
/// changes leaves two rows in the log, in its own transaction: what it no longer counts for, and what it
/// counts for now. So nobody who writes waits for a sum, and whoever adds the log to the sums counts every
/// line as it is.</summary>
internal static class FiguresSchema
{
    /// <summary>The sums.</summary>
    public const string Sums = $"{IncidentStore.Schema}.figures";

    /// <summary>What is not in them yet.</summary>
    public const string Log = $"{IncidentStore.Schema}.figure_log";

    /// <summary>The sums with the log.</summary>
    public const string Now = $"{IncidentStore.Schema}.figures_now";

    /// <summary>Which lines show a policy or a breach type, and when a control was put in place.</summary>
    public const string Shown = $"{IncidentStore.Schema}.shown_lines";

    private const string Lines = RegisterLines.Table;

    private static readonly string Counted = string.Join(", ", FigureParts.Counted);

    /// <summary>What the owner makes of it, after the lines.</summary>
    public static string Make =>
        $$"""
        drop table if exists {{Sums}}, {{Log}}, {{Shown}} cascade;
        create table {{Sums}} (
            tenant_id text not null, circle text not null, month date not null, of text not null,
            id text not null, by text not null, word text not null, n bigint not null,
            primary key (tenant_id, of, by, month, circle, id, word)) with (fillfactor = 50);
        create table {{Log}} (
            number bigint generated always as identity primary key, sign integer not null,
            {{string.Join(", ", FigureParts.Counted.Select(TypeOf))}});
        create view {{Now}} as
            select tenant_id, circle, month, of, id, by, word, n from {{Sums}}
            union all
            {{FigureParts.Of(Log, $"'{FigureParts.Zone}'", always: true)}};
        create table {{Shown}} (
            tenant_id text not null, of text not null, id text not null, reported_at timestamptz not null,
            incident_id uuid not null, control_at timestamptz, circle text not null,
            primary key (tenant_id, of, id, reported_at, incident_id));
        create index on {{Shown}} (tenant_id, of, id, control_at) where control_at is not null;
        create index on {{Shown}} (incident_id);
        {{Triggers}}
        {{Draw}}
        """;

    /// <summary>Draws everything up from the lines.</summary>
    public static string Draw =>
        $"""
        delete from {Sums};
        delete from {Log};
        insert into {Sums} (tenant_id, circle, month, of, id, by, word, n)
        {FigureParts.Of(
            $"(select 1 as sign, {Counted} from {Lines})", $"'{FigureParts.Zone}'", always: true)};
        delete from {Shown};
        {Show($"{Lines}")};
        """;

    /// <summary>Puts the oldest of the log into the sums, as many as <c>@lot</c> says.</summary>
    public static string Add =>
        $"""
        with taken as (
            delete from {Log} where {IsOldest(Log)}
            returning sign, {Counted})
        insert into {Sums} as f (tenant_id, circle, month, of, id, by, word, n)
        {FigureParts.Of("taken", $"'{FigureParts.Zone}'", always: true)}
        on conflict (tenant_id, of, by, month, circle, id, word) do update set n = f.n + excluded.n;
        """;

    /// <summary>The <c>@lot</c> oldest rows of a log. By a number that they do not go beyond, which an index
    /// finds however many rows the planner believes in; by their own numbers each row might be held against
    /// each.</summary>
    public static string IsOldest(string log) =>
        $"""
        number <= coalesce(
            (select number from {log} order by number offset @lot - 1 limit 1),
            (select max(number) from {log}))
        """;

    private static string Triggers =>
        $"""
        {OnInsert("count_lines", Lines,
            $"{Count(1, Given)}; {Show(Given)};")}
        {OnUpdate("count_changed_lines", Lines,
            $"""
            {Count(-1, Changed(Former, Given, Each))};
            {Count(1, Changed(Given, Former, Each))};
            {Hide(Changed(Former, Given, Showing))};
            {Show(Changed(Given, Former, Showing))};
            """)}
        {OnDelete("count_dropped_lines", Lines,
            $"{Count(-1, Former)}; {Hide(Former)};")}
        """;

    private static string Count(int sign, string lines) =>
        $"insert into {Log} (sign, {Counted}) select {sign}, {Each("l")} from {lines} l";

    private static string Hide(string lines) =>
        $"delete from {Shown} s using {lines} l "
        + $"where {SameSchool("s.tenant_id", "l.tenant_id")} and s.incident_id = l.id";

    private static string Show(string lines) =>
        $"""
        insert into {Shown} (tenant_id, of, id, reported_at, incident_id, control_at, circle)
        select l.tenant_id, w.of, w.id, l.reported_at, l.id, l.first_control_at, l.circle
        from {lines} l
        cross join lateral (
            select distinct 'informationPolicy' as of, unnest(l.weak_policies) as id
            union all select 'breachType', l.breach_type where l.breach_type is not null) w
        """;

    private static string TypeOf(string column) =>
        column is "tenant_id" ? "tenant_id text" : RegisterLines.Columns
            .Where(each => each.Name == column).Select(each => $"{each.Name} {each.Type}").Single();

    private static string Each(string row) =>
        string.Join(", ", FigureParts.Counted.Select(column => $"{row}.{column}"));

    private static string Showing(string row) =>
        $"{row}.weak_policies, {row}.breach_type, {row}.first_control_at, {row}.circle";
}
