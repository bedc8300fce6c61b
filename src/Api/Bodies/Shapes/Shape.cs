using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Incidents.Api.Bodies.Shapes;

/// <summary>What a value in a body may look like. Made once for a type, from what the
/// serializer knows of it.</summary>
internal abstract record Shape
{
    private static readonly ConcurrentDictionary<Type, ObjectShape> Objects = new();

    /// <summary>What is expected, as it follows "give" or "must be".</summary>
    public abstract string Expectation { get; }

    /// <summary>Finds what is wrong with a value that is not null.</summary>
    public abstract void Check(JsonElement value, string pointer, Findings findings);

    /// <summary>The shape of a type.</summary>
    /// <exception cref="NotSupportedException">No body can hold such a type: a
    /// defect of the command.</exception>
    public static Shape Of(Type type, int maxLength = TextShape.DefaultMaxLength)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;

        return Single(type, maxLength)
            ?? (Json.Bodies.GetTypeInfo(type) switch
            {
                { Kind: JsonTypeInfoKind.Object } info => Objects.GetOrAdd(type, _ => ObjectShape.Of(info)),
                { Kind: JsonTypeInfoKind.Dictionary, KeyType: { IsEnum: true } key, ElementType: { } item } =>
                    new MapShape(WordShape.Of(key), Of(item, maxLength)),
                { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } item } =>
                    new ListShape(Of(item, maxLength)),
                _ => throw new NotSupportedException($"No body can hold {type}."),
            });
    }

    private static Shape? Single(Type type, int maxLength) => type switch
    {
        { IsEnum: true } => WordShape.Of(type),
        _ when type == typeof(string) => new TextShape(maxLength),
        _ when type == typeof(Guid) => new IdShape(),
        _ when type == typeof(DateTimeOffset) => new InstantShape(),
        _ when type == typeof(DateOnly) => new DayShape(),
        _ when type == typeof(TimeOnly) => new TimeOfDayShape(),
        _ when type == typeof(int) => new WholeNumberShape(int.MinValue, int.MaxValue),
        _ when type == typeof(long) => new WholeNumberShape(long.MinValue, long.MaxValue),
        _ when type == typeof(bool) => new YesNoShape(),
        _ when type == typeof(decimal) => new DecimalShape(),
        _ when type == typeof(Domain.CorrectedValue) => new CorrectedValueShape(),
        _ => null,
    };
}
