namespace Incidents.Domain;

/// <summary>Link the incident to another of the school; nothing is merged or removed. Also after
/// closure.</summary>
[Policy(Why1), Duty(DutyIds.Links)]
public sealed record LinkIncident(LinkRelation Relation, Guid IncidentId) : IncidentCommand, INamesOther
{
    /// <inheritdoc/>
    public Guid NamedOther => IncidentId;

    /// <returns><see cref="IncidentLinked"/>; nothing when it is linked so already.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.Links.TryGetValue(IncidentId, out var relation) && relation == Relation)
            return Decision.Nothing;

        if (IncidentId == incident.Id)
            return Decision.Wrong("/incidentId", "is this incident itself; name another.");

        if (context.Other is not { } other)
            return Rules.NoSuchIncident.Refuses("incidentId: you see no such incident.");

        if (Relation == LinkRelation.DuplicateOf && other.IsDuplicate)
            return Rules.DuplicateOfDuplicate.Refuses(
                "That incident is itself a duplicate; link to the one that it duplicates.");

        return new IncidentLinked(context.NewId, Relation, IncidentId);
    }
}

/// <summary>Another incident that a command names, as far as a rule asks about it.</summary>
/// <param name="IsDuplicate">Whether it is linked as a duplicate of a third.</param>
public sealed record OtherIncident(Guid Id, bool IsDuplicate);
