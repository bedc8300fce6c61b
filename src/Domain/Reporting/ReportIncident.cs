namespace Incidents.Domain;

/// <summary>Report a security incident at once (must-1). Only the title is required.</summary>
[Policy(Must1, Must2, How1, How2, How4a), Duty("report")]
public sealed record ReportIncident : ReportedFacts
{
    /// <summary>What it is about, in a few words; the register shows it, so it names nobody.</summary>
    [MaxLength(200)]
    public required string Title { get; init; }

    /// <summary>How the report reached the school.</summary>
    public ReportChannel? Channel { get; init; }

    /// <summary>Whose report it is, where somebody else enters it (how-4a).</summary>
    public Person? OnBehalfOf { get; init; }

    /// <summary>Whom the reporter chose to tell (how-1).</summary>
    public Role? ReportTo { get; init; }

    /// <summary>Not available here: whoever needs protection must not be recorded by name.</summary>
    public bool? ProtectIdentity { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<INamedPerson> NamedPeople =>
        OnBehalfOf is null ? base.NamedPeople : base.NamedPeople.Prepend(OnBehalfOf);

    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        if (ProtectIdentity == true)
            yield return new("/protectIdentity",
                "cannot be promised yet, so nothing was recorded. Leave it out to report by name, or "
                + "speak to the headteacher, the deputy headteacher, the office manager or the chair of "
                + "governors.");

        if (ReportTo is not (null or Role.Headteacher or Role.DeputyHeadteacher or Role.OfficeManager
            or Role.ChairOfGovernors))
        {
            yield return new("/reportTo",
                "is one of headteacher, deputyHeadteacher, officeManager, chairOfGovernors (how-1).");
        }
    }

    /// <returns><see cref="IncidentReported"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (Unacceptable(incident.Circle, context) is { } unacceptable)
            return unacceptable;

        return new IncidentReported(
            Reference.From(context.NewId), context.Pin, ReporterOf(context), Text.Narrative(Title),
            Kind ?? IncidentKind.PotentialBreach, Text.Narrative(Description), OccurredAt, DiscoveredAt,
            Channel, Text.Narrative(Location), BreachType, Concerned(context), [.. ConcernsRoles ?? []],
            Text.Narratives(SystemsInvolved), [.. InformationPolicies ?? []],
            Text.Narrative(RemedialActionTaken), Text.Narrative(TrainingOfThoseInvolved),
            Text.Narrative(OthersInformed), PersonalDataInvolved ?? Answer.Unknown, ReportTo);
    }

    /// <summary>Whoever tells is the reporter, also where somebody else writes it down (how-4a).</summary>
    private Reporter ReporterOf(Context context)
    {
        var actor = context.Actor;
        if (OnBehalfOf is null)
            return new(ReporterProtection.Named, actor.PersonId, [.. actor.Roles.Order()], EnteredBy: null,
                null, null);

        var known = context.Who(OnBehalfOf);

        return new(ReporterProtection.Named, known.PersonId, known.Roles, actor.PersonId,
            Text.Name(OnBehalfOf.Name, known.PersonId, TextClass.Reporter),
            Text.Of(OnBehalfOf.Role, TextClass.Reporter));
    }
}
