using System.Collections.Concurrent;
using System.Linq.Expressions;
using Incidents.Application.Commands;
using Incidents.Domain;
using JasperFx.Events;

namespace Incidents.Application.Store;

/// <summary>What is stored beside an event: who acted, as an id and roles, and our own correlation. It is set
/// on each event, so that events of several callers can share a transaction.</summary>
public static class Metadata
{
    /// <summary>The header of whoever acted.</summary>
    internal const string PersonId = "personId";

    /// <summary>The header by which an event beside an incident's own stream names the incident.</summary>
    internal const string Incident = "incidentId";

    private const string Roles = "roles";
    private const string OnBehalfOf = "onBehalfOf";

    private static readonly ConcurrentDictionary<Type, Func<StoredEvent, IEvent>> Wrappers = new();
    private static readonly ConcurrentDictionary<Type, string> TypeNames = new();

    /// <summary>An event in Marten's envelope, which knows it by its own type.</summary>
    public static IEvent Wrap(StoredEvent @event) => Wrappers.GetOrAdd(@event.GetType(), WrapperOf)(@event);

    /// <summary>The name under which Marten finds an event's type again.</summary>
    public static string TypeOf(StoredEvent @event) => TypeNames.GetOrAdd(
        @event.GetType(), type => $"{type.FullName}, {type.Assembly.GetName().Name}");

    /// <summary>Puts it on an event.</summary>
    /// <param name="at">The instant of the decision, UTC.</param>
    public static IEvent On(IEvent e, Caller caller, DateTimeOffset at, Guid id, Guid? onBehalfOf = null)
    {
        Bare(e, at, id);
        e.CorrelationId = caller.Correlation.ToString();
        e.CausationId = caller.Correlation.ToString();
        e.SetHeader(PersonId, caller.Actor.PersonId.ToString());
        e.SetHeader(Roles, string.Join(',', caller.Actor.Roles.Order().Select(Words.CamelCase)));
        if (onBehalfOf is { } person)
            e.SetHeader(OnBehalfOf, person.ToString());

        return e;
    }

    /// <summary>Puts on an event no more than when it was recorded: of whoever acted, and by which call, the
    /// record is not to tell (how-1).</summary>
    public static IEvent Bare(IEvent e, DateTimeOffset at, Guid id)
    {
        e.Id = id;
        e.Timestamp = at;

        return e;
    }

    /// <summary>Puts the incident on an event that stands on a stream of its own.</summary>
    public static IEvent About(IEvent e, Guid incident)
    {
        e.SetHeader(Incident, incident.ToString());

        return e;
    }

    /// <summary>Who acted; nobody, where the record was not to tell.</summary>
    public static Actor? ActorOf(IEvent e) => Guid.TryParse(Header(e, PersonId), out var person)
        ? new(person, [.. (Header(e, Roles) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(role => Enum.Parse<Role>(role, ignoreCase: true))])
        : null;

    /// <summary>Which call it came of: what came of the same call bears the same id.</summary>
    public static Guid? Causation(IEvent e) =>
        Guid.TryParse(e.CausationId, out var causation) ? causation : null;

    /// <summary>For whom it was entered.</summary>
    public static Guid? OnBehalf(IEvent e) =>
        Guid.TryParse(Header(e, OnBehalfOf), out var person) ? person : null;

    private static Func<StoredEvent, IEvent> WrapperOf(Type type)
    {
        var @event = Expression.Parameter(typeof(StoredEvent));
        var wrapper = typeof(Event<>).MakeGenericType(type).GetConstructor([type])!;

        return Expression.Lambda<Func<StoredEvent, IEvent>>(
            Expression.New(wrapper, Expression.Convert(@event, type)), @event).Compile();
    }

    private static string? Header(IEvent e, string name) => e.GetHeader(name)?.ToString();
}
