using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Incidents.Application.History;
using Incidents.Domain;

namespace Incidents.Api.Tests.OpenApi;

/// <summary>Events that have everything that an event of their type can have.</summary>
internal static class SampleEvents
{
    public static readonly Guid Id = Guid.Parse("0195b3c2-7d4e-7a10-8f21-3c5d9e0a4b67");

    private static readonly DateTimeOffset Moment = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);

    public static IReadOnlyList<Type> Types { get; } =
    [
        .. typeof(IncidentEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(IncidentEvent)) && !type.IsAbstract),
    ];

    public static IncidentEvent Of(Type type) => (IncidentEvent)Make(type);

    /// <summary>An incident that these events make up, as somebody who sees all of it reads it.</summary>
    public static IncidentReading Reading(params IEnumerable<Type> types)
    {
        var events = types.Select(Of).ToList();
        var actor = new ActorView(Id, Text.Narrative("Sandra Pike"), [Role.OfficeManager]);
        var incident = events.Where(IsFolded).Aggregate(Incident.Initial, (folded, e) => folded.Evolve(e));

        return new(incident with { Id = Id }, new(Extent.Whole, []), DefaultPack.Create(),
            [.. events.Select((e, index) => new OpenedEvent(index + 1, Moment, actor, actor, e))]);
    }

    /// <summary>Whole lives are not in an order that could have been; what is read of the fold needs only
    /// these.</summary>
    private static bool IsFolded(IncidentEvent e) =>
        e is IncidentReported or IncidentClassified or StepRuledOut;

    private static object Make(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(each => each.GetParameters().Length)!;

        return constructor.Invoke(
        [
            .. constructor.GetParameters()
                .Select(each => each.Name == nameof(StepRuledOut.Point)
                    ? Points.How3b
                    : Value(each.ParameterType)),
        ]);
    }

    private static object Value(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } words => Enum.GetValues(words).GetValue(0)!,
        var of when of == typeof(Text) => Text.Narrative("words"),
        var of when of == typeof(string) => "words",
        var of when of == typeof(Guid) => Id,
        var of when of == typeof(DateTimeOffset) => Moment,
        var of when of == typeof(DateOnly) => new DateOnly(2026, 3, 1),
        var of when of == typeof(TimeOnly) => new TimeOnly(14, 30),
        var of when of == typeof(int) => 1,
        var of when of == typeof(long) => 1L,
        var of when of == typeof(bool) => true,
        var of when of == typeof(decimal) => 2.75m,
        var of when of.IsAssignableTo(typeof(IEnumerable)) => List(of.GetGenericArguments()[0]),
        var of => Make(of),
    };

    private static object List(Type item)
    {
        var items = Array.CreateInstance(item, 1);
        items.SetValue(Value(item), 0);

        return typeof(SampleEvents)
            .GetMethod(nameof(Immutable), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(item).Invoke(null, [items])!;
    }

    private static ImmutableArray<T> Immutable<T>(T[] items) => [.. items];
}
