using Incidents.Application.Register;
using Incidents.Application.Store;

namespace Incidents.Application.Figures;

/// <summary>Deadlines as flat rows, each with the severity and the circle of its incident, and sums over
/// them: how each step was kept, by severity and the month in which it was due. They are kept as the figures
/// of the register are.</summary>
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

    private const string Rows = $"{IncidentStore.Schema}.mt_doc_deadlinerow";
    private const string Lines = RegisterLines.Table;

    private const string Counted = "tenant_id, circle, step, clock, severity_rank, due_at, outcome, took";

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

    /// <summary>What the owner makes of it, after the lines of the register.</summary>
    public static string Make =>
        $$"""
        drop table if exists {{Table}}, {{Sums}}, {{Log}} cascade;
        create table {{Table}} (
            tenant_id text not null, id text not null, incident_id uuid not null, circle text not null,
            step text not null, clock text not null, severity_rank integer not null,
            due_at timestamptz not null, outcome text not null, took bigint, primary key (tenant_id, id));
        create index on {{Table}} (tenant_id, incident_id);
        create index on {{Table}} (tenant_id, due_at) where outcome = 'running';
        create index on {{Table}} (tenant_id, step, severity_rank, took, due_at) where took is not null;
        create table {{Sums}} (
            tenant_id text not null, circle text not null, month date not null, step text not null,
            clock text not null, severity_rank integer not null, by text not null, word text not null,
            n bigint not null,
            primary key (tenant_id, month, circle, step, clock, severity_rank, by, word));
        create index on {{Sums}} (n) where n = 0;
        create table {{Log}} (
            number bigint generated always as identity primary key, sign integer not null, tenant_id text,
            circle text, step text, clock text, severity_rank integer, due_at timestamptz, outcome text,
            took bigint);
        create view {{Now}} as
            select tenant_id, circle, month, step, clock, severity_rank, by, word, n from {{Sums}}
            union all
            {{Parts(Log, always: true)}};
        {{Functions}}
        {{Draw}}
        """;

    /// <summary>Draws everything up from the deadlines.</summary>
    public static string Draw =>
        $"""
        delete from {Table};
        {Keep($"{Rows} d")};
        delete from {Sums};
        delete from {Log};
        insert into {Sums} (tenant_id, circle, month, step, clock, severity_rank, by, word, n)
        {Parts($"(select 1 as sign, {Counted} from {Table})", always: true)};
        """;

    /// <summary>Puts the oldest of the log into the sums.</summary>
    public static string Add =>
        $"""
        with taken as (
            delete from {Log} where number in (select number from {Log} order by number limit 20000)
            returning sign, {Counted})
        insert into {Sums} as f (tenant_id, circle, month, step, clock, severity_rank, by, word, n)
        {Parts("taken", always: true)}
        on conflict (tenant_id, month, circle, step, clock, severity_rank, by, word)
            do update set n = f.n + excluded.n;
        delete from {Sums} where n = 0;
        """;

    /// <summary>What deadlines count for: what became of them, and how long they took.</summary>
    /// <param name="deadlines">Flat rows, with a sign.</param>
    /// <param name="always">Whether also of all months together.</param>
    public static string Parts(string deadlines, bool always = false) =>
        $"""
        select s.tenant_id, s.circle, m.month, s.step, s.clock, s.severity_rank, p.by, p.word,
            sum(s.sign)::bigint as n
        from {deadlines} s
        cross join lateral (
            select '' as by, s.outcome as word
            union all select 'bucket', {FigureParts.Bucket("s.took")} where s.took is not null) p
        cross join lateral (
            select date_trunc('month', s.due_at at time zone '{FigureParts.Zone}')::date as month
            {(always ? $"union all select {FigureParts.Always}" : "")}) m
        group by 1, 2, 3, 4, 5, 6, 7, 8
        """;

    private static string Functions =>
        $$"""
        create or replace function {{IncidentStore.Schema}}.keep_deadline_line() returns trigger
        language plpgsql as $keep$ begin
            {{Keep("(select new.tenant_id, new.id, new.incident_id, new.data) d")}};
            return null;
        end $keep$;
        create or replace function {{IncidentStore.Schema}}.drop_deadline_line() returns trigger
        language plpgsql as $drop$ begin
            delete from {{Table}} where tenant_id = old.tenant_id and id = old.id;
            return null;
        end $drop$;
        create or replace function {{IncidentStore.Schema}}.move_deadline_lines() returns trigger
        language plpgsql as $move$ begin
            update {{Table}} set severity_rank = new.severity_rank, circle = new.circle
            where tenant_id = new.tenant_id and incident_id = new.id;
            return null;
        end $move$;
        create or replace function {{IncidentStore.Schema}}.log_deadline_figures() returns trigger
        language plpgsql as $log$ begin
            if tg_op <> 'INSERT' then
                insert into {{Log}} (sign, {{Counted}}) values (-1, {{Each("old")}});
            end if;
            if tg_op <> 'DELETE' then
                insert into {{Log}} (sign, {{Counted}}) values (1, {{Each("new")}});
            end if;
            return null;
        end $log$;
        create or replace trigger keep_deadline_line after insert or update of data on {{Rows}}
            for each row execute function {{IncidentStore.Schema}}.keep_deadline_line();
        create or replace trigger drop_deadline_line after delete on {{Rows}}
            for each row execute function {{IncidentStore.Schema}}.drop_deadline_line();
        create trigger move_deadline_lines after insert on {{Lines}}
            for each row execute function {{IncidentStore.Schema}}.move_deadline_lines();
        create trigger move_changed_deadline_lines after update on {{Lines}} for each row
            when (row(old.severity_rank, old.circle) is distinct from row(new.severity_rank, new.circle))
            execute function {{IncidentStore.Schema}}.move_deadline_lines();
        create trigger log_deadline_figures after insert or delete on {{Table}}
            for each row execute function {{IncidentStore.Schema}}.log_deadline_figures();
        create trigger log_changed_deadline_figures after update on {{Table}} for each row
            when (row({{Each("old")}}) is distinct from row({{Each("new")}}))
            execute function {{IncidentStore.Schema}}.log_deadline_figures();
        """;

    private static string Keep(string deadlines) =>
        $"""
        insert into {Table} as k (
            tenant_id, id, incident_id, circle, step, clock, severity_rank, due_at, outcome, took)
        select d.tenant_id, d.id, d.incident_id, coalesce(l.circle, ''), d.data->'deadline'->>'step',
            d.data->'deadline'->>'clock', coalesce(l.severity_rank, 0),
            (d.data->'deadline'->>'dueAt')::timestamptz, {Outcome},
            (d.data->'deadline'->>'tookSeconds')::bigint
        from {deadlines}
        left join {Lines} l on l.tenant_id = d.tenant_id and l.id = d.incident_id
        on conflict (tenant_id, id) do update set
            (circle, step, clock, severity_rank, due_at, outcome, took) = row(excluded.circle, excluded.step,
                excluded.clock, excluded.severity_rank, excluded.due_at, excluded.outcome, excluded.took)
        where row({Each("k")}) is distinct from row({Each("excluded")})
        """;

    private static string Each(string row) =>
        string.Join(", ", Counted.Split(", ").Select(column => $"{row}.{column}"));
}
