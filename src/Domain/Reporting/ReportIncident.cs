namespace Incidents.Domain;

/// <summary>Report a security incident at once (must-1). Only the title is required.</summary>
[Policy(Must1, Must2, How1, How2, How4a), Duty(DutyIds.Report)]
public sealed record ReportIncident : FirstReport
{
    /// <summary>Whose report it is, where somebody else enters it (how-4a).</summary>
    public Person? OnBehalfOf { get; init; }

    /// <summary>Whether nobody is to find out whose report it is (how-1). The answer then has a receipt, by
    /// which alone the reporter follows it up.</summary>
    public bool? ProtectIdentity { get; init; }

    /// <summary>A protected reporter is no person of the directory's making: a new row there would point to
    /// them.</summary>
    public override IEnumerable<INamedPerson> NamedPeople => OnBehalfOf is null || ProtectIdentity == true
        ? base.NamedPeople
        : base.NamedPeople.Prepend(OnBehalfOf);

    /// <inheritdoc/>
    public override Discretion DiscretionFor(Actor actor) => (ProtectIdentity, OnBehalfOf) switch
    {
        (true, null) => Discretion.Actor,
        (true, _) => Discretion.Moment,
        _ => base.DiscretionFor(actor),
    };

    /// <summary>Whoever tells is the reporter, also where somebody else writes it down (how-4a).</summary>
    private protected override Reporter ReporterOf(Context context)
    {
        var actor = context.Actor;
        if (ProtectIdentity == true)
            return new(ReporterProtection.Protected, PersonId: null, [],
                OnBehalfOf is null ? null : actor.PersonId, Text.Identity(context.Identity!), Position: null);

        if (OnBehalfOf is null)
            return new(ReporterProtection.Named, actor.PersonId, [.. actor.Roles.Order()], EnteredBy: null,
                null, null);

        var known = context.Who(OnBehalfOf);

        return new(ReporterProtection.Named, known.PersonId, known.Roles, actor.PersonId,
            Text.Name(OnBehalfOf.Name, known.PersonId, TextClass.Reporter),
            Text.Of(OnBehalfOf.Role, TextClass.Reporter));
    }
}
