namespace Incidents.Domain.Tests;

/// <summary>The ordinary life of an incident up to a status.</summary>
internal static class Life
{
    /// <param name="investigator">By default the line manager; of a critical
    /// incident the office manager.</param>
    /// <param name="author">Of the outcome report; by default the investigator.</param>
    public static IncidentEvent[] Until(
        IncidentStatus status, Severity severity = Severity.Minor, Answer personalData = Answer.No,
        Actor? investigator = null, Actor? author = null)
    {
        var who = investigator ?? (severity == Severity.Critical ? OfficeManager : LineManager);
        IncidentEvent[][] stages =
        [
            [Reported()],
            [Classified(severity, personalData: personalData)],
            [.. severity == Severity.Major ? new[] { Engaged() } : [], Allocated(who)],
            [Accepted(who)],
            [.. Worked, Submitted(author ?? who)],
            [Judged(), AcceptedReport()],
            [
                .. severity >= Severity.Major || personalData == Answer.Yes
                    ? new IncidentEvent[] { Assessed(), NoActionNeeded() }
                    : [],
                Closed(),
            ],
        ];

        return [.. stages.Take((int)status + 1).SelectMany(stage => stage)];
    }

    /// <summary>Every step before the outcome report is done or ruled out.</summary>
    public static IncidentEvent[] Worked =>
        [.. Checklist.CanBeRuledOut.Select(RuledOut), NotDisciplined()];

    public static IncidentEvent[] With(this IncidentEvent[] events, params IncidentEvent[] more) =>
        [.. events, .. more];
}
