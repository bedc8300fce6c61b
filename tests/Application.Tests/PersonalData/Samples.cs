using System.Collections.Immutable;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Tests.PersonalData;

/// <summary>An instance of every event, with a clear text wherever one can stand; found by reflection, so
/// that an event that is added is tried too.</summary>
internal static class Samples
{
    public const string Marker = "unmistakable";

    public const string Tenant = "hillside";

    public static readonly Guid Stream = new("0198c0de-0000-7000-8000-000000000001");

    public static readonly Guid Person = new("0198c0de-0000-4000-8000-000000000002");

    public static readonly IReadOnlySet<TextClass> Everything = Enum.GetValues<TextClass>().ToHashSet();

    public static IEnumerable<TheoryDataRow<Type>> EveryEvent() =>
        EventNames.All.Keys.Select(type => new TheoryDataRow<Type>(type));

    public static StoredEvent Of(Type type) => (StoredEvent)Make(type, new Counter());

    private static object Make(Type type, Counter counter) => type switch
    {
        _ when type == typeof(Text) => TextOf(counter.Next()),
        _ when type == typeof(string) => "word",
        _ when type == typeof(Guid) => new Guid(counter.Next(), 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]),
        _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch.AddDays(counter.Next()),
        _ when type == typeof(TimeOnly) => new TimeOnly(14, 30),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 3, 4),
        _ when type == typeof(decimal) => 2.25m,
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => counter.Next(),
        _ when type == typeof(long) => (long)counter.Next(),
        { IsEnum: true } => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!,
        _ when Nullable.GetUnderlyingType(type) is { } inner => Make(inner, counter),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) =>
            ArrayOf(type, counter),
        _ => RecordOf(type, counter),
    };

    // Classes in turn, and every other one a person's, so that each way of sealing is gone.
    private static ClearText TextOf(int number) =>
        new((TextClass)(number % 6), $"{Marker} {number}", number % 2 == 0 ? Person : null);

    private static object ArrayOf(Type type, Counter counter)
    {
        var element = type.GetGenericArguments()[0];
        var items = Array.CreateInstance(element, 2);
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Make(element, counter), i);

        return typeof(ImmutableArray).GetMethods()
            .Single(method => method.Name == nameof(ImmutableArray.Create)
                && method.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(element)
            .Invoke(null, [items])!;
    }

    private static object RecordOf(Type type, Counter counter)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();

        return constructor.Invoke(
            [.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType, counter))]);
    }

    private sealed class Counter
    {
        private int _last;

        public int Next() => ++_last;
    }
}
