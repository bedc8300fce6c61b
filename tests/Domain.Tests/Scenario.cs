namespace Incidents.Domain.Tests;

/// <summary>Given what has happened, when somebody acts, then this becomes of it.</summary>
internal static class Scenario
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>When everything was recorded, unless a test says it: so long ago that every
    /// retention is over.</summary>
    public static readonly DateTimeOffset LongAgo = Now.AddYears(-20);

    public static readonly PolicyPack Pack = DefaultPack.Create();
    public static readonly PackPin Pin = new(1, new string('a', 64));
    public static readonly HiddenIdentity Identity =
        new(new("5eb54d3c-8f7e-4f1d-9c41-0f0a5b6c7d8e"), "who it is");
    public static readonly Guid IncidentId = new("6a1d9f71-1ab3-4209-b51d-0b83ca371a7d");
    public static readonly Guid NewId = new("0195549c-3d80-7000-8000-0123456789ab");

    /// <summary>Another incident of the school, which the actor sees.</summary>
    public static readonly Guid Elsewhere = new(11, 0, 0, new byte[8]);

    /// <summary>Another incident of the school, which is a duplicate of a third.</summary>
    public static readonly Guid ElsewhereTwice = new(12, 0, 0, new byte[8]);

    /// <summary>The words that every text of a test says, where it does not matter what it says.</summary>
    public const string Why = "because it is so";

    public static History Given(params IEnumerable<IncidentEvent> events) => new([.. events]);

    public static Context ContextOf(
        IncidentCommand command, IReadOnlyList<IncidentEvent> events, Actor by, Guid id) => new()
        {
            Actor = by,
            Now = Now,
            Pack = Pack,
            Pin = Pin,
            NewId = id,
            Identity = command is ReportIncident { ProtectIdentity: true } ? Identity : null,
            People = (command as INamesPeople)?.NamedPeople.ToDictionary(
            person => person, School.Identify,
            (IEqualityComparer<INamedPerson>)ReferenceEqualityComparer.Instance) ?? [],
            Parts = events.Select(e => (Id: PartOf(e), Event: e)).Where(part => part.Id is not null)
            .DistinctBy(part => part.Id).ToDictionary(part => part.Id!.Value, part => part.Event),
            Replaced = (command as IReplaces)?.Replaced(Given(events).Incident) is { } version
                ? events.ElementAt((int)version - 1)
                : null,
            Past = command is INamesEvent { NamedVersion: var named }
                && named >= 1 && named <= events.Count
                    ? new(events[(int)named - 1], RecorderOf(events[(int)named - 1]))
                    : null,
            Other = command is INamesOther { NamedOther: var other }
                && (other == Elsewhere || other == ElsewhereTwice)
                    ? new(other, IsDuplicate: other == ElsewhereTwice)
                    : null,
        };

    /// <summary>Here only the report tells who recorded it.</summary>
    private static Guid? RecorderOf(IncidentEvent @event) =>
        @event is IncidentReported { Reporter: var reporter }
            ? reporter.EnteredBy ?? reporter.PersonId
            : null;

    private static Guid? PartOf(IncidentEvent @event) => @event switch
    {
        EvidenceRecorded e => e.EvidenceId,
        ExpertHelpRequested e => e.HelpId,
        IncidentEscalated e => e.EscalationId,
        RiskIdentified e => e.RiskId,
        ControlPutInPlace e => e.ControlId,
        RemedialActionRecommended e => e.ActionId,
        DetrimentConcernRaised e => e.ConcernId,
        _ => null,
    };
}

internal static class Sights
{
    public static Extent Sees(this Incident incident, Actor actor) => Visibility.Of(incident, actor, Pack)
        .Extent;
}

internal sealed record History(ImmutableArray<IncidentEvent> Events)
{
    /// <summary>When the events were recorded.</summary>
    public DateTimeOffset RecordedAt { get; init; } = LongAgo;

    public Incident Incident =>
        Events.Aggregate(Incident.Initial, (incident, e) => incident.Evolve(e, RecordedAt)) with
        {
            Id = IncidentId,
        };

    /// <summary>The edge looks at the command's own problems before it looks for the incident.</summary>
    /// <param name="under">The pack that the incident is handled under; the default one.</param>
    /// <param name="reporter">Whether whoever acts is the reporter whom the seal hides.</param>
    public Verdict When(
        IncidentCommand command, Actor by, long? expecting = null, PolicyPack? under = null,
        bool reporter = false) =>
        command.Problems().ToImmutableArray() is { IsEmpty: false } problems
            ? new(new Invalid(problems))
            : new(Judgement.On(command, Incident, ContextOf(command, Events, by, NewId) with
            {
                ExpectedVersion = expecting,
                Pack = under ?? Pack,
                ActorIsReporter = reporter,
            }));
}

internal sealed record Verdict(Decision Decision)
{
    public void Then(params IncidentEvent[] events)
    {
        var recorded = Decision.Should().BeOfType<Recorded>().Which.Events;

        recorded.Select(e => e.GetType()).Should().Equal(events.Select(e => e.GetType()));
        recorded.Should().BeEquivalentTo(events, o => o.RespectingRuntimeTypes().WithStrictOrdering());
    }

    public void ThenNothing() => Then();

    public TEvent ThenRecorded<TEvent>()
        where TEvent : IncidentEvent =>
        Decision.Should().BeOfType<Recorded>().Which.Events.OfType<TEvent>().Should().ContainSingle().Subject;

    public Refusal ThenRefused(string code, string? point)
    {
        var refusal = Decision.Should().BeOfType<Refusal>().Subject;
        (refusal.Rule.Code, refusal.Point).Should().Be((code, point));
        refusal.ShouldBeSaid();

        return refusal;
    }

    public void ThenInvalid(params string[] pointers)
    {
        var problems = Decision.Should().BeOfType<Invalid>().Which.Problems;
        problems.Select(problem => problem.Pointer).Should().BeEquivalentTo(pointers);
        foreach (var problem in problems)
            problem.ShouldBeSaid();
    }

    public void ThenStale(long current) => Decision.Should().Be(new Stale(current));
}
