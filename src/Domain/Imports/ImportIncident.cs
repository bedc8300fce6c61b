namespace Incidents.Domain;

/// <summary>Take over an old incident from a paper register, as the paper has it (why-1: what went wrong
/// before teaches too). It is over; one that is still open is reported (must-1). None of the steps of this
/// is recorded as done: what today's rules ask for and the paper does not show is listed with it.</summary>
[Policy(Why1, Must5), Duty(DutyIds.Imports)]
public sealed record ImportIncident : IncidentCommand, INamesPeople, IReplaces
{
    /// <summary>By what the paper register knows it, unique in the school.</summary>
    [MaxLength(100)]
    public required string PaperReference { get; init; }

    /// <summary>What it is about, in a few words; the register shows it, so it names nobody.</summary>
    [MaxLength(200)]
    public required string Title { get; init; }

    /// <summary>Breach, potential breach or near miss.</summary>
    public IncidentKind? Kind { get; init; }

    /// <summary>How grave it was held to be.</summary>
    public Severity? Severity { get; init; }

    /// <summary>What happened.</summary>
    [MaxLength(20_000)]
    public string? Description { get; init; }

    /// <summary>When it was reported.</summary>
    public required PaperMoment ReportedOn { get; init; }

    /// <summary>When it was closed.</summary>
    public required PaperMoment ClosedOn { get; init; }

    /// <summary>When it happened.</summary>
    public PaperMoment? OccurredOn { get; init; }

    /// <summary>When it was found.</summary>
    public PaperMoment? DiscoveredOn { get; init; }

    /// <summary>Where it happened.</summary>
    [MaxLength(500)]
    public string? Location { get; init; }

    /// <summary>An id of the pack's breach types.</summary>
    [MaxLength(100)]
    public string? BreachType { get; init; }

    /// <summary>Ids of the pack's information policies.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? InformationPolicies { get; init; }

    /// <summary>Whether personal data was involved.</summary>
    public Answer? PersonalDataInvolved { get; init; }

    /// <summary>Who reported it.</summary>
    public Person? ReportedBy { get; init; }

    /// <summary>Who was involved, saw it or was affected.</summary>
    public IReadOnlyList<InvolvedPerson>? PeopleInvolved { get; init; }

    /// <summary>Who investigated it.</summary>
    public Person? InvestigatedBy { get; init; }

    /// <summary>Whether the ICO was notified.</summary>
    public Answer? IcoNotified { get; init; }

    /// <summary>When the ICO was notified.</summary>
    public PaperMoment? IcoNotifiedOn { get; init; }

    /// <summary>The ICO's own reference.</summary>
    [MaxLength(100)]
    public string? IcoReference { get; init; }

    /// <summary>Why the ICO was notified, or was not.</summary>
    [MaxLength(5_000)]
    public string? IcoReason { get; init; }

    /// <summary>Whether the people were informed whose data it was.</summary>
    public Answer? PeopleInformed { get; init; }

    /// <summary>When they were informed.</summary>
    public PaperMoment? PeopleInformedOn { get; init; }

    /// <summary>What was done about it.</summary>
    [MaxLength(20_000)]
    public string? RemedialActionTaken { get; init; }

    /// <summary>What came of it.</summary>
    [MaxLength(20_000)]
    public required string Outcome { get; init; }

    /// <summary>What was learnt.</summary>
    [MaxLength(20_000)]
    public string? Lessons { get; init; }

    /// <inheritdoc/>
    public IEnumerable<INamedPerson> NamedPeople =>
        [.. Some(ReportedBy), .. PeopleInvolved ?? [], .. Some(InvestigatedBy)];

    /// <summary>An incident that was taken over before, so that the same row is told from another.</summary>
    public long? Replaced(Incident incident) => incident.Version > 0 ? 1 : null;

    /// <returns><see cref="IncidentImported"/>; nothing when it was taken over before.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (context.Replaced is { } earlier)
        {
            return earlier is IncidentImported imported && PaperComparison.IsTheSame(this, imported)
                ? Decision.Nothing
                : Decision.Wrong("/paperReference",
                    "was imported before, and this row says something else; correct that incident, or give "
                    + "another incident a reference of its own.");
        }

        if (Wrong(context).ToImmutableArray() is { IsEmpty: false } wrong)
            return new Invalid(wrong);

        return new IncidentImported(
            Reference.From(context.NewId), context.Pin, Text.Narrative(PaperReference), Text.Narrative(Title),
            Kind ?? IncidentKind.ConfirmedBreach, Severity, Text.Narrative(Description),
            ReportedOn.Instant, ClosedOn.Instant, OccurredOn?.Instant, DiscoveredOn?.Instant, [.. Dates()],
            Text.Narrative(Location), BreachType, [.. InformationPolicies ?? []],
            PersonalDataInvolved ?? Answer.Unknown, OnPaper(ReportedBy, TextClass.Reporter, context),
            [.. (PeopleInvolved ?? []).Select(person => person.Concerned(context.Who(person)))],
            OnPaper(InvestigatedBy, TextClass.Personal, context),
            IcoNotified ?? Answer.Unknown, IcoNotifiedOn?.Instant, Text.Narrative(IcoReference),
            Text.Narrative(IcoReason), PeopleInformed ?? Answer.Unknown, PeopleInformedOn?.Instant,
            Text.Narrative(RemedialActionTaken), Text.Narrative(Outcome), Text.Narrative(Lessons),
            [.. NotOnPaper()]);
    }

    /// <summary>The dates that the paper has, in the order of an incident's life.</summary>
    internal IEnumerable<PaperDate> Dates() => Moments()
        .Where(date => date.Moment is not null)
        .Select(date => new PaperDate(date.Of, date.Moment!.On, date.Moment.At));

    private IEnumerable<(PaperDateOf Of, string Column, PaperMoment? Moment)> Moments() =>
    [
        (PaperDateOf.Occurred, "occurredOn", OccurredOn),
        (PaperDateOf.Discovered, "discoveredOn", DiscoveredOn),
        (PaperDateOf.Reported, "reportedOn", ReportedOn),
        (PaperDateOf.IcoNotified, "icoNotifiedOn", IcoNotifiedOn),
        (PaperDateOf.PeopleInformed, "peopleInformedOn", PeopleInformedOn),
        (PaperDateOf.Closed, "closedOn", ClosedOn),
    ];

    private IEnumerable<FieldProblem> Wrong(Context context)
    {
        if (BreachType is not null && !context.Pack.HasBreachType(BreachType))
        {
            yield return new("/breachType",
                "is no breach type of the school; GET /v1/policy-pack lists them.");
        }

        if ((InformationPolicies ?? []).Any(id => !context.Pack.HasInformationPolicy(id)))
        {
            yield return new("/informationPolicies",
                "names an unknown information policy; GET /v1/policy-pack lists those of the school.");
        }

        foreach (var (_, column, _) in Moments().Where(date => context.IsAhead(date.Moment?.Instant)))
            yield return new($"/{column}", "lies in the future; give the day that the paper has.");

        foreach (var problem in WrongOrder().Concat(WrongAnswers()))
            yield return problem;
    }

    private IEnumerable<FieldProblem> WrongOrder()
    {
        if (OccurredOn?.On > ReportedOn.On)
            yield return new("/occurredOn", "lies after reportedOn; what had not happened was not reported.");

        if (DiscoveredOn is { } found && OccurredOn?.On > found.On)
            yield return new("/discoveredOn", "lies before occurredOn; check the two dates.");

        if (ClosedOn.On < ReportedOn.On)
            yield return new("/closedOn", "lies before reportedOn; check the two dates.");

        if (OccurredOn?.On > IcoNotifiedOn?.On)
            yield return new("/icoNotifiedOn", "lies before occurredOn; check the two dates.");

        if (OccurredOn?.On > PeopleInformedOn?.On)
            yield return new("/peopleInformedOn", "lies before occurredOn; check the two dates.");
    }

    private IEnumerable<FieldProblem> WrongAnswers()
    {
        if (IcoNotifiedOn is not null && IcoNotified != Answer.Yes)
            yield return new("/icoNotified", "must be yes where icoNotifiedOn has a date.");

        if (PeopleInformedOn is not null && PeopleInformed != Answer.Yes)
            yield return new("/peopleInformed", "must be yes where peopleInformedOn has a date.");
    }

    /// <summary>The rules of today that would have kept it from being closed, as far as the paper shows: an
    /// import goes past none of them without saying so.</summary>
    private IEnumerable<string> NotOnPaper()
    {
        var grave = Severity is Domain.Severity.Major or Domain.Severity.Critical;
        if (Severity is null)
            yield return Rules.NotClassified.Code;

        if (PersonalDataInvolved is null or Answer.Unknown)
            yield return Rules.PersonalDataUnknown.Code;

        if ((grave || PersonalDataInvolved == Answer.Yes) && IcoNotified is null or Answer.Unknown)
            yield return Rules.IcoNotAssessed.Code;

        if (IcoNotified == Answer.Yes && PeopleInformed is null or Answer.Unknown)
            yield return Rules.DataSubjectsNotDecided.Code;

        if (grave && RemedialActionTaken is null)
            yield return Rules.RemedialActionMissing.Code;
    }

    private static PersonOnPaper? OnPaper(Person? person, TextClass @class, Context context)
    {
        if (person is null)
            return null;

        var known = context.Who(person);

        return new(known.PersonId, Text.Name(person.Name, known.PersonId, @class));
    }

    private static IEnumerable<INamedPerson> Some(Person? person) => person is null ? [] : [person];
}
