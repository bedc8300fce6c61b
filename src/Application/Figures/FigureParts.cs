namespace Incidents.Application.Figures;

/// <summary>What a line of the register counts for, in SQL: written once, for the sums that are kept, for
/// what is not in them yet, and for lines that are counted as they are.</summary>
internal static class FigureParts
{
    /// <summary>Of all lines together, beside those of each month.</summary>
    public const string Always = "'-infinity'::date";

    /// <summary>By which months are told in the sums.</summary>
    public const string Zone = "Europe/London";

    /// <summary>The columns of a line that it is counted by.</summary>
    public static IReadOnlyList<string> Counted { get; } =
    [
        "tenant_id", "circle", "reported_at", "kind", "severity_rank", "status", "breach_type", "to_report",
        "to_classify", "to_close", "weak_policies", "failed_points",
    ];

    /// <summary>The parts of lines, each with the month of its report. What a line counted for and still
    /// counts for is none.</summary>
    /// <param name="lines">With the columns that are counted, and a sign.</param>
    /// <param name="zone">A statement of the zone in which months are told.</param>
    /// <param name="always">Whether also of all lines together, but for tallies, which are few.</param>
    public static string Of(string lines, string zone, bool always = false) =>
        $"""
        select s.tenant_id, s.circle, m.month, p.of, p.id, p.by, p.word, sum(s.sign)::bigint as n
        from {lines} s
        cross join lateral (
            select 'tally' as of, s.kind || '/' || s.severity_rank || '/' || s.status as id, '' as by,
                '' as word
            union all
            select 'length', t.id, 'bucket', {Bucket("t.seconds")}
            from (values ('report', s.to_report), ('classify', s.to_classify), ('close', s.to_close))
                t(id, seconds) where t.seconds is not null
            union all
            select 'breachType', s.breach_type, '', '' where s.breach_type is not null
            union all
            select w.of, w.id, d.by, d.word
            from (
                select distinct 'informationPolicy' as of, unnest(s.weak_policies) as id
                union all
                select distinct 'policyPoint', unnest(s.failed_points)) w
            cross join (values ('', ''), ('kind', s.kind), ('severity', s.severity_rank::text),
                ('breachType', coalesce(s.breach_type, 'unknown'))) d(by, word)) p
        cross join lateral (
            select date_trunc('month', s.reported_at at time zone {zone})::date as month
            {(always ? $"union all select {Always} where p.of <> 'tally'" : "")}) m
        group by 1, 2, 3, 4, 5, 6, 7
        having sum(s.sign) <> 0
        """;

    /// <summary>Seconds cut to two digits: where a length of time is looked for among all.</summary>
    public static string Bucket(string seconds) =>
        $"trunc({seconds}::numeric, 2 - greatest(2, length({seconds}::text)))::text";

    /// <summary>Where a bucket ends, this value excluded.</summary>
    public static long EndOf(long bucket)
    {
        var step = 1L;
        for (var rest = bucket; rest >= 100; rest /= 10)
            step *= 10;

        return bucket + step;
    }
}
