namespace Incidents.Domain;

/// <summary>Decide when the school became aware of a breach with reasonable
/// certainty (UK GDPR Art 33(1)).</summary>
/// <param name="AwareAt">UTC.</param>
[Policy(How6c), Duty(DutyIds.Awareness)]
public sealed record EstablishAwareness(DateTimeOffset AwareAt, [property: MaxLength(5_000)] string Reason)
    : IncidentCommand
{
    /// <returns><see cref="BreachAwarenessEstablished"/>, from which 72 hours count; nothing
    /// when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.AwareAt == AwareAt)
            return Decision.Nothing;

        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to establish awareness.");

        return Impossible(AwareAt, incident, context) is { } impossible
            ? impossible
            : new BreachAwarenessEstablished(AwareAt, Text.Narrative(Reason));
    }

    /// <summary>The refusal of an instant at which nobody can have been aware.</summary>
    internal static Refusal? Impossible(DateTimeOffset awareAt, Incident incident, Context context)
    {
        if (awareAt < incident.DiscoveredAt)
            return Rules.AwarenessImpossible.Refuses(
                "The school cannot have been aware before the incident was found; check awareAt and "
                    + "discoveredAt.");

        return awareAt > context.Now
            ? Rules.AwarenessImpossible.Refuses(
                "The school cannot become aware in the future; check awareAt.")
            : null;
    }
}
