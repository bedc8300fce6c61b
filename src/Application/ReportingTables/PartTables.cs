using Incidents.Application.Changes;
using Incidents.Application.Register;
using Incidents.Application.Store;
using static Incidents.Application.ReportingTables.Phrases;
using static Incidents.Application.Store.KeptPlans;

namespace Incidents.Application.ReportingTables;

/// <summary>The tables of what happened in an incident, one row for each.</summary>
internal static class PartTables
{
    /// <summary>Seconds that a notification was late, as corrected; null: in time.</summary>
    private const string LateBy =
        "(case when k.data is null then e.data else k.data end->>'lateBySeconds')";

    /// <summary>All of them, in the order of an incident's life.</summary>
    public static IReadOnlyList<ReportingTable> All { get; } =
    [
        new("events", "Everything that happened to incidents, in the order of the change feed.", "event_id",
            [
                new("event_id", "uuid", "e.id", "The event's own id."),
                new("position", "bigint", "p.position", "Its position in the change feed."),
                new("version", "bigint", "e.version", "Which event of the incident it is, from 1."),
                new("type", "text", "e.type", "What happened, such as incident_classified."),
                new("recorded_at", "timestamptz", "e.timestamp", "When it was recorded."),
                new("recorded_on", "date", Day("e.timestamp"), "The day of that, by the school's time."),
            ],
            $"""
            join {Events} e on {SameSchool("e.tenant_id", "t.tenant_id")} and e.stream_id = t.incident_id
            join {ChangesSchema.Positions} p on p.seq_id = e.seq_id
            """) { OnlyGrows = true },
        new("information_policies", "Which information policies an incident touches.",
            "incident_id, policy",
            [new("policy", "text", "p.policy", "The id of the information policy in the policy pack.")],
            $"""
            join {RegisterLines.Whole} r on r.tenant_id = t.tenant_id and r.id = t.incident_id
            cross join lateral (
                select distinct policy from jsonb_array_elements_text(r.data->'informationPolicies') policy) p
            """),
        new("deadlines", "The time of each step: when it is due, and whether that was met.",
            "incident_id, number",
            [
                new("number", "integer", "(d.data->'deadline'->>'number')::int",
                    "Which deadline of the incident it is, from 1."),
                new("step", "text", "d.data->'deadline'->>'step'", "The step, by the id of its duty."),
                new("clock", "text", "d.data->'deadline'->>'clock'",
                    "elapsed: every hour counts; working: the school's working time."),
                new("started_at", "timestamptz", "(d.data->'deadline'->>'startedAt')::timestamptz",
                    "From when the time counts."),
                new("due_at", "timestamptz", "(d.data->'deadline'->>'dueAt')::timestamptz",
                    "When the step is due."),
                new("due_on", "date", Day("(d.data->'deadline'->>'dueAt')::timestamptz"),
                    "The day of that, by the school's time."),
                new("ended_at", "timestamptz", "(d.data->'deadline'->>'endedAt')::timestamptz",
                    "When the step was done or no longer called for; null while it runs."),
                new("state", "text", "d.data->'deadline'->>'state'",
                    "running, met, missed or stopped. Running and due_at past: overdue."),
                new("hours_late", "numeric(12,2)",
                    $"case when jsonb_exists(d.data->'deadline', 'endedAt') then greatest({Hours(
                        "(d.data->'deadline'->>'dueAt')::timestamptz",
                        "(d.data->'deadline'->>'endedAt')::timestamptz")}, 0) end",
                    "By how many elapsed hours it was done late; 0: in time; null while it runs."),
            ],
            $"""
            join {IncidentStore.Schema}.mt_doc_deadlinerow d
                on d.tenant_id = t.tenant_id and d.incident_id = t.incident_id
            """),
        new("escalations", "Each time an incident was handed up.", "escalation_id",
            [
                new("escalation_id", "uuid", "(e.data->>'escalationId')::uuid", "The escalation's id."),
                new("to_role", "text", "e.data->>'to'", "The role that it went to."),
                new("escalated_by", "text", "e.data->>'by'", "Whether a person or the clock escalated."),
                new("escalated_at", "timestamptz", "e.timestamp", "When."),
                new("acknowledged_at", "timestamptz", "l.at", "When it was acknowledged; null: not yet."),
                new("hours_to_acknowledge", "numeric(12,2)", Hours("e.timestamp", "l.at"),
                    "Elapsed hours until then."),
            ],
            $"{EventsOf("incident_escalated")} {FirstOf("escalation_acknowledged", "escalationId")}")
        { OfNamedEvents = true },
        new("ico_assessments", "Each assessment whether the ICO must be notified; the latest counts.",
            "assessment_id",
            [
                new("assessment_id", "uuid", "(e.data->>'assessmentId')::uuid", "The assessment's id."),
                new("assessed_at", "timestamptz", "e.timestamp", "When."),
                new("likelihood", "text", "e.data->>'likelihood'",
                    "Of a risk to people: unlikely or likely."),
                new("is_high_risk", "boolean", "(e.data->>'highRisk')::boolean", "Whether the risk is high."),
                new("outcome", "text", "e.data->>'outcome'", "What the ruleset computed."),
                new("decision", "text", "e.data->>'decision'", "What the assessor decided."),
                new("is_against_outcome", "boolean", "e.data->>'decision' <> e.data->>'outcome'",
                    "Whether the decision differs from what was computed."),
            ],
            EventsOf("ico_assessed"))
        { OfNamedEvents = true },
        new("ico_notifications", "Each notification of the ICO, and what was told later.", "notification_id",
            [
                new("notification_id", "uuid", "(e.data->>'notificationId')::uuid", "The notification's id."),
                new("is_supplement", "boolean", "e.type = 'ico_notification_supplemented'",
                    "Whether it adds to an earlier one."),
                new("sent_at", "timestamptz", SentAt, "When it was sent, as corrected."),
                new("sent_on", "date", Day(SentAt),
                    "The day of that, by the school's time."),
                new("is_late", "boolean", $"case when e.type = 'ico_notified' then {LateBy} is not null end",
                    "Whether it was later than 72 hours after awareness; null for a supplement."),
                new("hours_late", "numeric(12,2)", $"round({LateBy}::numeric / 3600, 2)",
                    "By how many hours; null: in time, or a supplement."),
                new("people_approximately", "integer", "(e.data->>'peopleApproximately')::int",
                    "How many people, about."),
                new("records_approximately", "integer", "(e.data->>'recordsApproximately')::int",
                    "How many records, about."),
            ],
            $"{EventsOf("ico_notified", "ico_notification_supplemented")} {SendingCorrected}")
        { OfNamedEvents = true },
        new("data_subject_notices", "Whom of the people whose data it is were informed, or why not.",
            "notice_id",
            [
                new("notice_id", "uuid", "(e.data->>'noticeId')::uuid", "The notice's id."),
                new("is_informed", "boolean", "e.type = 'data_subjects_informed'",
                    "Whether they were informed."),
                new("audience", "text", "e.data->>'audience'",
                    "pupils, parents, staff, serviceUsers or other; null: not informed."),
                new("people", "integer", "(e.data->>'count')::int", "How many."),
                new("is_estimate", "boolean", "(e.data->>'countIsEstimate')::boolean",
                    "Whether that is an estimate."),
                new("informed_at", "timestamptz", "(e.data->>'informedAt')::timestamptz", "When."),
                new("exemption", "text", "e.data->>'exemption'",
                    "Why not: encrypted, riskRemoved, disproportionateEffort or notHighRisk."),
            ],
            EventsOf("data_subjects_informed", "data_subjects_not_informed"))
        { OfNamedEvents = true },
        new("remedial_actions", "Each remedial action, and whether it was carried out.", "action_id",
            [
                new("action_id", "uuid", "(e.data->>'actionId')::uuid", "The action's id."),
                new("recommended_at", "timestamptz", "e.timestamp", "When it was recommended."),
                new("due_on", "date", "(e.data->>'dueOn')::date", "When it is due, by the school's date."),
                new("completed_at", "timestamptz", "l.at", "When it was completed; null: not yet."),
                new("completed_on", "date", Day("l.at"), "The day of that, by the school's time."),
                new("is_late", "boolean", $"{Day("l.at")} > (e.data->>'dueOn')::date",
                    "Whether it was completed late; null: not completed, or never due."),
                new("hours_to_complete", "numeric(12,2)", Hours("e.timestamp", "l.at"),
                    "Elapsed hours from the recommendation."),
            ],
            $"{EventsOf("remedial_action_recommended")} and e.data->>'none' = 'false' "
            + FirstOf("remedial_action_completed", "actionId"))
        { OfNamedEvents = true },
        new("controls", "Each control against recurrence, and whether it was found to work.", "control_id",
            [
                new("control_id", "uuid", "(e.data->>'controlId')::uuid", "The control's id."),
                new("put_in_place_at", "timestamptz", "e.timestamp", "When it was put in place."),
                new("put_in_place_on", "date", Day("e.timestamp"), "The day of that, by the school's time."),
                new("due_on", "date", "(e.data->>'dueOn')::date", "When it is to be reviewed."),
                new("reviews", "integer", "coalesce(l.times, 0)", "How often it was reviewed."),
                new("first_reviewed_at", "timestamptz", "l.at", "When it was first reviewed."),
                new("is_effective", "boolean", "(l.latest->>'effective')::boolean",
                    "What the latest review found; null: not reviewed."),
            ],
            $"{EventsOf("control_put_in_place")} {FirstOf("control_reviewed", "controlId")}")
        { OfNamedEvents = true },
        new("outcome_reports", "Each outcome report, and what became of it.", "incident_id, number",
            [
                new("number", "integer", "(e.data->>'number')::int", "Which report of the incident, from 1."),
                new("submitted_at", "timestamptz", "e.timestamp", "When it was submitted."),
                new("is_satisfied", "boolean", "(l.latest->>'satisfied')::boolean",
                    "Whether the appropriate action was found to be taken; null: not assessed."),
                new("assessed_at", "timestamptz", "l.at", "When it was first assessed."),
            ],
            $"{EventsOf("outcome_report_submitted")} {FirstOf("outcome_assessed", "number")}")
        { OfNamedEvents = true },
    ];
}
