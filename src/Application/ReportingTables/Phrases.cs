using Incidents.Application.Store;

namespace Incidents.Application.ReportingTables;

/// <summary>What the statements of several tables say alike.</summary>
internal static class Phrases
{
    /// <summary>The events of everybody.</summary>
    public const string Events = $"{IncidentStore.Schema}.mt_events";

    /// <summary>The school's clock: the policy is of a school in England.</summary>
    private const string Zone = "Europe/London";

    /// <summary>An instant as the school's clock shows it.</summary>
    public static string Local(string instant) => $"({instant} at time zone '{Zone}')";

    /// <summary>Its day.</summary>
    public static string Day(string instant) => $"{Local(instant)}::date";

    /// <summary>Its school year, such as 2025/26, from 1 September.</summary>
    public static string SchoolYear(string instant)
    {
        var begins = $"extract(year from {Local(instant)} - interval '8 months')::int";

        return $"{begins} || '/' || lpad((({begins} + 1) % 100)::text, 2, '0')";
    }

    /// <summary>Elapsed hours between two instants.</summary>
    public static string Hours(string from, string to) =>
        $"round(extract(epoch from {to} - {from}) / 3600, 2)";

    /// <summary>The incident's events of these names.</summary>
    public static string EventsOf(params string[] names) =>
        $"join {Events} e on e.tenant_id = t.tenant_id and e.stream_id = t.incident_id "
        + $"and e.type in ({string.Join(", ", names.Select(name => $"'{name}'"))})";

    /// <summary>The latest correction of when something was sent, of event <c>e</c>. It is looked for only
    /// where something was sent, not once for each event of the incident.</summary>
    public const string SendingCorrected =
        $"""
        left join lateral (
            select c.data, (c.data->>'instant')::timestamptz as at from {Events} c
            where e.data->>'sentAt' is not null
                and c.tenant_id = e.tenant_id and c.stream_id = e.stream_id and c.type = 'record_corrected'
                and c.data->>'field' = 'sentAt' and (c.data->>'corrects')::bigint = e.version
            order by c.version desc limit 1) k on true
        """;

    /// <summary>When event <c>e</c> says that something was sent, as corrected.</summary>
    public const string SentAt = "coalesce(k.at, (e.data->>'sentAt')::timestamptz)";

    /// <summary>The first later event of a name that is about the same part. All of them are gathered once
    /// for the incidents, not once for each part.</summary>
    public static string FirstOf(string name, string part) =>
        $"""
        left join (
            select l.tenant_id, l.stream_id, l.data->>'{part}' as part, min(l.timestamp) as at,
                (array_agg(l.data order by l.version desc))[1] as latest, count(*) as times
            from incident o join {Events} l on l.tenant_id = o.tenant_id and l.stream_id = o.incident_id
                and l.type = '{name}'
            group by 1, 2, 3) l
            on l.tenant_id = t.tenant_id and l.stream_id = t.incident_id and l.part = e.data->>'{part}'
        """;
}
