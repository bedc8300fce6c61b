using System.Collections.Immutable;
using CsCheck;
using Incidents.Domain;

namespace Incidents.Application.Tests.Store;

/// <summary>Events of any content, found by reflection: any text, any number,
/// anything that can be left out.</summary>
internal static class AnyEvent
{
    // Few, so that an event often names a part that another made.
    private static readonly Gen<Guid> AnyId = Gen.Int[1, 4].Select(i => new Guid(i, 0, 0, new byte[8]));

    private static readonly Gen<DateTimeOffset> AnyInstant = Gen.Select(
        Gen.Long[0, TimeSpan.TicksPerDay * 36_500], Gen.Int[-12, 12],
        (ticks, offset) =>
            new DateTimeOffset(2000, 1, 1, 12, 0, 0, TimeSpan.FromHours(offset)).AddTicks(ticks));

    private static readonly Gen<Text> AnyText = Gen.Select(
        AnyId, Gen.Enum<TextClass>(), Gen.String,
        Text (key, @class, text) => new SealedText(key, @class, text, text));

    /// <summary>Of one type.</summary>
    public static Gen<StoredEvent> Of(Type type) => Record(type).Select(value => (StoredEvent)value!);

    private static Gen<object?> Record(Type type) => RecordShape.Of(type)
        .Select(member => member.IsOptional
            ? Gen.Frequency<object?>((1, Gen.Const((object?)null)), (3, Value(member.Type)))
            : Value(member.Type))
        .Aggregate(Gen.Const(ImmutableList<object?>.Empty),
            (all, next) => Gen.Select(all, next, (values, value) => values.Add(value)))
        .Select(values => (object?)RecordShape.Make(type, values));

    private static Gen<object?> Value(Type type) => type switch
    {
        _ when type == typeof(Text) => Boxed(AnyText),
        _ when type == typeof(string) => Boxed(Gen.String),
        _ when type == typeof(Guid) => Boxed(AnyId),
        _ when type == typeof(DateTimeOffset) => Boxed(AnyInstant),
        _ when type == typeof(TimeOnly) => Boxed(Gen.Int[0, 1439].Select(m => new TimeOnly(m / 60, m % 60))),
        _ when type == typeof(DateOnly) => Boxed(Gen.Int[0, 100_000].Select(DateOnly.FromDayNumber)),
        _ when type == typeof(decimal) => Boxed(Gen.Decimal),
        _ when type == typeof(bool) => Boxed(Gen.Bool),
        _ when type == typeof(int) => Boxed(Gen.Int),
        _ when type == typeof(long) => Boxed(Gen.Long),
        { IsEnum: true } => Gen.Int[0, Enum.GetValues(type).Length - 1]
            .Select(i => Enum.GetValues(type).GetValue(i)),
        _ when Nullable.GetUnderlyingType(type) is { } inner => Value(inner),
        _ when RecordShape.ElementOf(type) is { } element => Value(element).Array[0, 3]
            .Select(items => (object?)RecordShape.ListOf(element, items)),
        _ => Record(type),
    };

    private static Gen<object?> Boxed<T>(Gen<T> gen) => gen.Select(value => (object?)value);
}
