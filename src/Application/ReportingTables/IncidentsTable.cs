using Incidents.Application.Register;
using static Incidents.Application.ReportingTables.Phrases;
using static Incidents.Application.Store.KeptPlans;

namespace Incidents.Application.ReportingTables;

/// <summary>One row for each incident.</summary>
internal static class IncidentsTable
{
    private static readonly string Source =
        $"""
        join {RegisterLines.Table} r on {SameSchool("r.tenant_id", "t.tenant_id")} and r.id = t.incident_id
        join {RegisterLines.Whole} w on w.tenant_id = t.tenant_id and w.id = t.incident_id
        cross join lateral (select
            min(e.timestamp) filter (where e.type in ('details_verified')) as verified,
            min(e.timestamp) filter (where e.type in ('incident_classified')) as classified,
            min(e.timestamp) filter (where e.type in ('investigation_allocated')) as allocated,
            min(e.timestamp) filter (where e.type = 'allocation_accepted') as accepted,
            min(e.timestamp) filter (where e.type = 'outcome_report_submitted') as reported,
            max(case e.type when 'incident_closed' then e.timestamp
                when 'incident_imported' then (e.data->>'closedAt')::timestamptz end) as closed,
            count(*) filter (where e.type = 'incident_reopened') as reopened,
            count(*) filter (where e.type = 'incident_escalated') as escalated,
            count(*) filter (where e.type = 'timescale_missed') as missed,
            (w.data->'incident'->>'discoveredAt')::timestamptz as discovered,
            (w.data->'incident'->>'awareAt')::timestamptz as aware,
            (array_agg(e.data->>'personalDataInvolved' order by e.version desc)
                filter (where jsonb_exists(e.data, 'personalDataInvolved')))[1] as personal_data,
            (array_agg(e.data->>'decision' order by e.version desc)
                filter (where e.type = 'ico_assessed'))[1] as ico_decision,
            coalesce(min({SentAt}) filter (where e.type = 'ico_notified'),
                min((e.data->>'icoNotifiedAt')::timestamptz)
                    filter (where e.type = 'incident_imported')) as ico_notified,
            max(e.version) as version
            from {Events} e {SendingCorrected}
            where e.tenant_id = t.tenant_id and e.stream_id = t.incident_id) s
        """;

    public static ReportingTable Table { get; } = new(
        "incidents", "Every incident with how far it has come, and how long that took.", "incident_id",
        [
            new("reference", "text", "r.reference", "Short name of the incident, safe to say."),
            new("status", "text", "r.status",
                "How far it has come: reported, classified, allocated, investigating, outcomeReported, "
                + "outcomeAccepted or closed."),
            new("kind", "text", "r.kind", "confirmedBreach, potentialBreach or nearMiss."),
            new("is_near_miss", "boolean", "r.kind = 'nearMiss'", "Whether it is a near miss."),
            new("severity", "text", "r.severity",
                "minor, moderate, major or critical; null before it is classified."),
            new("severity_rank", "integer", "r.severity_rank",
                "The severity to sort by: 1 is minor, 4 critical, 0 not classified."),
            new("breach_type", "text", "r.breach_type", "The breach type of the policy pack."),
            new("personal_data", "text", "s.personal_data",
                "Whether personal data is involved: yes, no or unknown."),
            new("reported_at", "timestamptz", "r.reported_at", "When it was reported."),
            new("reported_on", "date", Day("r.reported_at"), "The day of the report, by the school's time."),
            new("reported_month", "date", $"date_trunc('month', {Local("r.reported_at")})::date",
                "The first day of the month of the report."),
            new("school_year", "text", SchoolYear("r.reported_at"),
                "The school year of the report, from 1 September, such as 2025/26."),
            new("discovered_at", "timestamptz", "s.discovered",
                "When it was found, as far as somebody said."),
            new("verified_at", "timestamptz", "s.verified", "When the details were first verified."),
            new("classified_at", "timestamptz", "s.classified", "When it was first classified."),
            new("allocated_at", "timestamptz", "s.allocated", "When an investigator was first named."),
            new("investigating_at", "timestamptz", "s.accepted",
                "When an investigator first took it on; null where they named themselves."),
            new("outcome_reported_at", "timestamptz", "s.reported", "When an outcome was first reported."),
            new("closed_at", "timestamptz", "case when r.status = 'closed' then s.closed end",
                "When it was closed; null while it is open."),
            new("closed_on", "date",
                $"case when r.status = 'closed' then {Day("s.closed")} end",
                "The day of the closure, by the school's time."),
            new("aware_at", "timestamptz", "s.aware",
                "When the school became aware of a breach; the ICO's 72 hours count from it."),
            new("ico_decision", "text", "s.ico_decision",
                "The latest decision for the ICO: notAPersonalDataBreach, notReportable, reportable or "
                + "reportableAndInform."),
            new("ico_notified_at", "timestamptz", "s.ico_notified", "When the ICO was first notified."),
            new("hours_discovered_to_reported", "numeric(12,2)", Hours("s.discovered", "r.reported_at"),
                "Elapsed hours from the discovery to the report."),
            new("hours_to_classify", "numeric(12,2)", Hours("r.reported_at", "s.classified"),
                "Elapsed hours from the report to the first classification."),
            new("hours_to_allocate", "numeric(12,2)", Hours("s.classified", "s.allocated"),
                "Elapsed hours from the first classification to the first allocation."),
            new("hours_to_report_outcome", "numeric(12,2)", Hours("s.allocated", "s.reported"),
                "Elapsed hours from the first allocation to the first outcome report."),
            new("hours_to_close", "numeric(12,2)",
                $"case when r.status = 'closed' then {Hours("r.reported_at", "s.closed")} end",
                "Elapsed hours from the report to the closure; null while it is open."),
            new("reopenings", "integer", "s.reopened", "How often it was opened again."),
            new("escalations", "integer", "s.escalated", "How often it was handed up."),
            new("missed_timescales", "integer", "s.missed", "How many steps missed their time."),
            new("version", "bigint", "s.version", "How many events it has."),
            new("is_imported", "boolean", "w.data->>'importedAt' is not null",
                "Whether it was taken over from a paper register: then its dates are those of the paper, "
                + "most of them days without a time."),
            new("is_erased", "boolean", "(w.data->>'erased')::boolean", "Whether its texts were erased."),
        ],
        Source);
}
