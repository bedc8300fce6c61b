namespace Incidents.Domain;

/// <summary>Recommend a remedial action, or record why none is called for.</summary>
/// <param name="DueOn">A date of the school's calendar.</param>
[Policy(How6d, How4e), Duty(DutyIds.RemedialActions)]
public sealed record RecommendRemedialAction(
    [property: MaxLength(5_000)] string? Description = null,
    [property: MaxLength(200)] string? Owner = null,
    DateOnly? DueOn = null,
    bool? None = null,
    [property: MaxLength(5_000)] string? Reason = null) : IncidentCommand
{
    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        if (None == true && Reason is null)
            yield return new("/reason", "is required: say why no remedial action is called for.");

        if (None == true && (Description, Owner, DueOn) is not (null, null, null))
            yield return new(
                "/none", "either recommends an action or says that none is called for, not both.");

        if (None != true && Description is null)
            yield return new("/description", "is required: say what is to be done.");

        if (None != true && Reason is not null)
            yield return new("/reason", "goes with none: true; put what is to be done in description.");
    }

    /// <returns><see cref="RemedialActionRecommended"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Rules.IncidentClosed.Refuses("Reopen the incident to recommend a remedial action.");

        return new RemedialActionRecommended(context.NewId, None == true, Text.Narrative(Description),
            Text.Narrative(Owner), DueOn, Text.Narrative(Reason));
    }
}
