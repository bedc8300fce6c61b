using System.Collections.Immutable;
using Incidents.Domain;

namespace Incidents.Benchmarks.Seeding;

/// <summary>Something that happened in a life, with who did it.</summary>
/// <param name="By">None: the record does not tell.</param>
internal sealed record Lived(IncidentEvent Event, DateTimeOffset At, Guid Id, Actor By, Guid Correlation);

/// <summary>What a life is lived under.</summary>
internal sealed record World(
    Cast Cast, PolicyPack Pack, PackPin Pin, Func<DateTimeOffset, CalendarInForce> Calendars,
    DateTimeOffset Until);

/// <summary>One incident, carried from command to command by the domain's own deciders, with the clock acting
/// on its deadlines in between.</summary>
internal sealed class Life(World world, Guid id, DateTimeOffset reportedAt, Random random)
{
    private readonly List<Lived> _events = [];
    private readonly Dictionary<Guid, IncidentEvent> _parts = [];
    private Incident _incident = Incident.Initial with { Id = id };
    private ImmutableArray<Deadline> _deadlines = [];

    public Guid Id => id;

    public Random Random => random;

    public World World => world;

    public Incident Incident => _incident;

    public IReadOnlyList<Lived> Events => _events;

    public DateTimeOffset Now { get; private set; } = reportedAt;

    /// <summary>The id of what the latest command made.</summary>
    public Guid Made { get; private set; }

    /// <summary>Whether the time that is told of is over.</summary>
    public bool IsOver => Now >= world.Until;

    /// <summary>Lets some of the school's hours pass; a few times much more.</summary>
    public void Wait(double meanHours)
    {
        var then = WorkingHours.After(Now, -Math.Log(1 - random.NextDouble()) * meanHours);
        while (_deadlines.Where(deadline => deadline.IsRunning).Min(deadline => deadline.NextAt)
            is { } next && next <= then && next < world.Until)
        {
            Now = next > Now ? next : Now;
            if (!Does(Actor.Clock, new KeepTimescales()))
                break;
        }

        Now = then > Now ? then : Now;
    }

    /// <summary>Asks for a command; nothing happens once the time that is told of is over.</summary>
    /// <returns>Whether something was recorded.</returns>
    public bool Does(Actor by, IncidentCommand command, OtherIncident? other = null)
    {
        if (IsOver)
            return false;

        var newId = _events.Count == 0 ? id : Guids.At(Now, random);
        var decision = Judgement.On(command, _incident, ContextOf(by, command, newId, other));
        if (decision is not Recorded { Events: { IsEmpty: false } events })
            return decision is Recorded ? false
                : throw new InvalidOperationException($"{command.GetType().Name}: {decision}");

        var correlation = Guids.Random(random);
        for (var index = 0; index < events.Length; index++)
            Record(events[index], IdOf(newId, index), by, correlation);
        Made = newId;
        _parts[newId] = events[0];

        return true;
    }

    private void Record(IncidentEvent @event, Guid eventId, Actor by, Guid correlation)
    {
        if (Deadlines.AreTouchedBy(@event))
            _deadlines = Deadlines.After(
                _deadlines, _incident, @event, Now, world.Pack, world.Calendars);
        _incident = _incident.Evolve(@event, Now);
        _events.Add(new(@event, Now, eventId, by, correlation));
    }

    private Context ContextOf(Actor by, IncidentCommand command, Guid newId, OtherIncident? other) => new()
    {
        Actor = by,
        Now = Now,
        Pack = world.Pack,
        Pin = world.Pin,
        NewId = newId,
        People = command is INamesPeople naming
            ? naming.NamedPeople.ToDictionary(
                person => person, person => world.Cast.Identify(person, random),
                (IEqualityComparer<INamedPerson>)ReferenceEqualityComparer.Instance)
            : [],
        Parts = _parts,
        Replaced = (command as IReplaces)?.Replaced(_incident) is { } version
            ? _events[(int)version - 1].Event
            : null,
        Past = command is INamesEvent { NamedVersion: var named }
            ? new(_events[(int)named - 1].Event, _events[(int)named - 1].By.PersonId)
            : null,
        Other = other,
        Deadlines = command is KeepTimescales ? _deadlines : [],
    };

    /// <summary>As a command gives them to its events.</summary>
    private static Guid IdOf(Guid first, int index) => index == 0 ? first : new Context
    {
        Actor = Actor.Clock,
        Now = default,
        Pack = null!,
        Pin = null!,
        NewId = first,
    }.IdOf(index);
}

/// <summary>When people of a school do something.</summary>
internal static class WorkingHours
{
    private const double Begin = 7.5;
    private const double End = 17.5;

    /// <summary>So many of the school's hours later.</summary>
    public static DateTimeOffset After(DateTimeOffset from, double hours)
    {
        var at = Within(from);
        while (true)
        {
            var left = End - at.TimeOfDay.TotalHours;
            if (hours <= left)
                return new(at.AddHours(hours).Ticks / TimeSpan.TicksPerMillisecond
                    * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

            hours -= left;
            at = Within(new(at.Date.AddDays(1).AddHours(Begin), TimeSpan.Zero));
        }
    }

    private static DateTimeOffset Within(DateTimeOffset at)
    {
        if (at.TimeOfDay.TotalHours >= End)
            at = new(at.Date.AddDays(1), TimeSpan.Zero);
        if (at.TimeOfDay.TotalHours < Begin)
            at = new(at.Date.AddHours(Begin), TimeSpan.Zero);
        while (at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            at = new(at.Date.AddDays(1).AddHours(Begin), TimeSpan.Zero);

        return at;
    }
}
