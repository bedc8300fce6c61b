namespace Incidents.Domain;

/// <summary>A piece of evidence that a path names.</summary>
internal static class NamedEvidence
{
    /// <summary>The refusal, where the incident has no such evidence or the actor does not see it: whoever
    /// sees only their own report sees the evidence that they recorded.</summary>
    public static Refusal? NotThere(Guid id, Incident incident, Context context) =>
        context.Made<EvidenceRecorded>(id) is not null && Sees(id, incident, context)
            ? null
            : Rules.NoSuchEvidence.RefusesPath("This incident has no such evidence.");

    private static bool Sees(Guid id, Incident incident, Context context) =>
        context.Recorders.GetValueOrDefault(id) == context.Actor.PersonId
        || Visibility.Of(incident, context.Actor, context.Pack).Extent != Extent.OwnReport;
}
