using static Incidents.Domain.Tests.Timescales.London;

namespace Incidents.Domain.Tests.Timescales;

/// <summary>What happened to an incident, each event at its instant, and the deadlines that came of
/// it.</summary>
internal sealed class Dated
{
    private readonly List<(DateTimeOffset At, IncidentEvent Event)> _events = [];

    /// <summary>The pack that the incident is handled under.</summary>
    public PolicyPack Pack { get; init; } = Scenario.Pack;

    /// <summary>The calendar that is in force, at an instant.</summary>
    public Func<DateTimeOffset, CalendarInForce> InForce { get; init; } =
        _ => new(1, new(Scenario.Pack.Calendar, Instant));

    public Incident Incident { get; private set; } = Incident.Initial;

    public ImmutableArray<Deadline> Deadlines { get; private set; } = [];

    public IReadOnlyList<IncidentEvent> Events => [.. _events.Select(dated => dated.Event)];

    /// <summary>Something happens at a local time of London.</summary>
    public Dated At(string at, params IncidentEvent[] events) => At(London.At(at), events);

    public Dated At(DateTimeOffset at, params IEnumerable<IncidentEvent> events)
    {
        foreach (var e in events)
        {
            _events.Add((at, e));
            Deadlines = Domain.Deadlines.After(Deadlines, Incident, e, at, Pack, InForce);
            Incident = Incident.Evolve(e);
        }

        return this;
    }

    /// <summary>The clock acts at a local time of London.</summary>
    public IReadOnlyList<IncidentEvent> Sweep(string at) => Sweep(London.At(at));

    public IReadOnlyList<IncidentEvent> Sweep(DateTimeOffset at)
    {
        var context = ContextOf(new KeepTimescales(), Events, Actor.Clock, NewId) with
        {
            Now = at,
            Local = London.Local,
            Pack = Pack,
            Deadlines = Deadlines,
        };
        var recorded = Judgement.On(new KeepTimescales(), Incident, context)
            .Should().BeOfType<Recorded>().Which.Events;
        At(at, recorded);

        return recorded;
    }

    /// <summary>The only deadline of a step that is not stopped.</summary>
    public Deadline The(string step) => Deadlines.Should()
        .ContainSingle(one => one.Step == step && one.State != DeadlineState.Stopped).Subject;
}
