namespace Incidents.Domain;

/// <summary>What stands in the way of closing an incident.</summary>
public static class ClosureGate
{
    /// <summary>On what ground it would be closed.</summary>
    public static ClosureGround GroundOf(Incident incident) => incident switch
    {
        { Finding: Finding.NotAnIncident } => ClosureGround.NotAnIncident,
        { IsDuplicate: true } => ClosureGround.Duplicate,
        _ => ClosureGround.OutcomeAccepted,
    };

    /// <summary>The duty to close it: what was found to be no incident, although it is grave or holds
    /// personal data, is for others than the rest (how-5b).</summary>
    public static string DutyOn(Incident incident) =>
        GroundOf(incident) == ClosureGround.NotAnIncident && incident.NeedsIcoAssessment
            ? DutyIds.ClosureOfNoIncident
            : DutyIds.Closure;

    /// <summary>Everything that stands in the way, in the policy's order. What was no incident needs only its
    /// reason, and a duplicate only its link.</summary>
    public static ImmutableArray<Refusal> Blocking(Incident incident, PolicyPack pack) =>
        GroundOf(incident) != ClosureGround.OutcomeAccepted
            ? []
            :
            [
                .. Detriment(incident, pack),
                .. Escalations(incident),
                .. DataSubjects(incident),
                .. Regulator(incident),
                .. RemedialActions(incident),
                .. Outcome(incident),
            ];

    private static IEnumerable<Refusal> Detriment(Incident incident, PolicyPack pack)
    {
        var resolving = StandIns.Holding(DutyIds.DetrimentConcernsResolution, incident, pack);
        if (!incident.OpenConcerns.IsEmpty)
            yield return Rules.DetrimentOpen.Refuses(
                "The reporter's concern about detriment waits to be resolved by "
                    + $"{Duties.AnyOf(resolving)}.");
    }

    private static IEnumerable<Refusal> Escalations(Incident incident)
    {
        if (incident.OpenEscalations.Any(open => open.By == EscalatedBy.Person))
            yield return Rules.EscalationUnacknowledged.Refuses(
                "An escalation waits to be acknowledged by the role it went to, or its stand-in.");
    }

    private static IEnumerable<Refusal> DataSubjects(Incident incident)
    {
        var highRisk = incident.Ico is { HighRisk: true } or { Decision: IcoOutcome.ReportableAndInform };
        if (highRisk && !incident.DataSubjectsDecided)
            yield return Rules.DataSubjectsNotDecided.Refuses(
                "The assessment says high risk: inform the people, or record the exemption of UK GDPR "
                    + "Art 34(3).");
    }

    private static IEnumerable<Refusal> Regulator(Incident incident)
    {
        if (incident.PersonalData == Answer.Unknown)
            yield return Rules.PersonalDataUnknown.Refuses(
                "Say whether personal data is involved: classify again with personalDataInvolved.");

        if (incident.NeedsIcoAssessment && incident.Ico is not { Current: true })
            yield return Rules.IcoNotAssessed.Refuses(incident.Ico is null
                ? "Assess whether the ICO must be notified."
                : "Assess again whether the ICO must be notified: severity, kind or personal data "
                    + "changed since.");

        if (incident.Ico?.Decision is IcoOutcome.Reportable or IcoOutcome.ReportableAndInform
            && !incident.IcoNotified)
            yield return Rules.IcoNotNotified.Refuses(
                "The decision is to notify the ICO: notify it and record that, or assess again.");
    }

    private static IEnumerable<Refusal> RemedialActions(Incident incident)
    {
        if (incident.IsGrave && !incident.RemedialActionsDecided)
            yield return Rules.RemedialActionMissing.Refuses(
                "Recommend a remedial action, or record the reason why none is called for.");

        if (incident.OpenActions.Any(open => !open.Planned))
            yield return Rules.RemedialActionUnowned.Refuses(
                "A remedial action has neither been completed nor has an owner and a due date: complete it, "
                    + "or recommend it again with both and complete this one with that outcome.");
    }

    /// <summary>The next of the three steps that has not been taken.</summary>
    private static IEnumerable<Refusal> Outcome(Incident incident) => incident.Report?.Stage switch
    {
        null or ReportStage.Returned => [Rules.OutcomeNotSubmitted.Refuses("Submit the outcome report.")],
        ReportStage.Submitted => [Rules.OutcomeNotAssessed.Refuses("Assess the outcome (how-4d).")],
        ReportStage.Assessed =>
            [Rules.OutcomeNotAccepted.Refuses("Review the outcome report and accept it.")],
        _ => [],
    };
}
