using System.Text.Json.Serialization.Metadata;
using Incidents.Application.History;
using Incidents.Domain;
using Microsoft.OpenApi;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>A member of an answer.</summary>
internal sealed record AnswerMember(string Name, IOpenApiSchema Schema, bool IsAlwaysThere);

/// <summary>Schemas of what is answered, from the types that are written. They are open: a later version may
/// answer more.</summary>
internal sealed class AnswerSchemas(Book book)
{
    /// <summary>A text that was sealed, as its reader may see it.</summary>
    public OpenApiSchemaReference OpenText() => book.Named("OpenText", () => new()
    {
        Description = "A text of an incident as its reader may see it: the text itself, or that it is "
            + "withheld from this reader, or that it has been erased.",
        OneOf = [new OpenApiSchema { Type = JsonSchemaType.String }, Instead("withheld"), Instead("erased")],
    });

    /// <summary>An object.</summary>
    public static OpenApiSchema Object(params IEnumerable<AnswerMember> members)
    {
        var all = members.ToList();

        return new()
        {
            Type = JsonSchemaType.Object,
            Properties = all.ToDictionary(
                member => member.Name, member => member.Schema, StringComparer.Ordinal),
            Required = all.Where(member => member.IsAlwaysThere).Select(member => member.Name)
                .ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>A list.</summary>
    public static OpenApiSchema List(IOpenApiSchema item) =>
        new() { Type = JsonSchemaType.Array, Items = item };

    public static OpenApiSchema Plain(string? description = null) =>
        new() { Type = JsonSchemaType.String, Description = description };

    public static OpenApiSchema Id() => new() { Type = JsonSchemaType.String, Format = "uuid" };

    public static OpenApiSchema Instant() => new() { Type = JsonSchemaType.String, Format = "date-time" };

    public static OpenApiSchema Day() => new() { Type = JsonSchemaType.String, Format = "date" };

    public static OpenApiSchema TimeOfDay() =>
        new()
        {
            Type = JsonSchemaType.String,
            Format = "time-local",
            Pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$",
        };

    public static OpenApiSchema YesNo() => new() { Type = JsonSchemaType.Boolean };

    public static OpenApiSchema WholeNumber(bool large) =>
        new() { Type = JsonSchemaType.Integer, Format = large ? "int64" : "int32" };

    public static OpenApiSchema ExactNumber() =>
        new() { Type = JsonSchemaType.String, Pattern = @"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$" };

    /// <summary>The version of an incident.</summary>
    public static OpenApiSchema Version(string description = "How many events the incident has.") => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int64",
        Minimum = "1",
        Description = description,
    };

    /// <summary>The schema of a type.</summary>
    public IOpenApiSchema Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;

        return Single(type) ?? InfoOf(type) switch
        {
            { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } item } => List(Of(item)),
            { Kind: JsonTypeInfoKind.Dictionary, ElementType: { } item } =>
                new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Of(item) },
            { Kind: JsonTypeInfoKind.Object } => book.Named(NameOf(type), () => Described(type)),
            _ => throw new NotSupportedException($"No schema is known for {type}."),
        };
    }

    /// <summary>What is written of an object; where a file lies in the store is nobody's concern.</summary>
    public IEnumerable<AnswerMember> MembersOf(Type type) => InfoOf(type).Properties
        .Where(property => (type, property.Name) != (typeof(EvidenceFile), "blobId"))
        .Where(property => property.AttributeProvider is System.Reflection.PropertyInfo { CanWrite: true })
        .Select(property => new AnswerMember(property.Name, Described(property), !IsNullable(property)));

    /// <summary>The schemas of every event that an incident can have, and of every look at it.</summary>
    public IEnumerable<IOpenApiSchema> Events() => EventTypes.All.Concat(EventTypes.Looks).Select(Of);

    private static OpenApiSchema Instead(string why) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            [why] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Enum = [true] },
        },
        Required = new HashSet<string>(StringComparer.Ordinal) { why },
        AdditionalPropertiesAllowed = false,
    };

    private IOpenApiSchema? Single(Type type) => type switch
    {
        { IsEnum: true } => book.Vocabulary(type),
        _ when type.IsAssignableTo(typeof(Text)) => OpenText(),
        _ when type == typeof(string) => Plain(),
        _ when type == typeof(Guid) => Id(),
        _ when type == typeof(DateTimeOffset) => Instant(),
        _ when type == typeof(DateOnly) => Day(),
        _ when type == typeof(TimeOnly) => TimeOfDay(),
        _ when type == typeof(int) => WholeNumber(large: false),
        _ when type == typeof(long) => WholeNumber(large: true),
        _ when type == typeof(bool) => YesNo(),
        _ when type == typeof(decimal) => ExactNumber(),
        _ => null,
    };

    private OpenApiSchema Described(Type type)
    {
        var schema = Object(MembersOf(type));
        schema.Description = DomainWords.Of(type);

        return schema;
    }

    private IOpenApiSchema Described(JsonPropertyInfo property)
    {
        var schema = Of(property.PropertyType);
        if (DomainWords.Of((System.Reflection.PropertyInfo)property.AttributeProvider!) is { } description)
            schema.Description = description;

        return schema;
    }

    private static bool IsNullable(JsonPropertyInfo property) =>
        property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : property.IsGetNullable;

    private static JsonTypeInfo InfoOf(Type type)
    {
        EdgeJson.Options.MakeReadOnly(populateMissingResolver: true);

        return EdgeJson.Options.GetTypeInfo(type);
    }

    /// <summary>A view is named after what it shows.</summary>
    private static string NameOf(Type type) =>
        type.Name.EndsWith("View", StringComparison.Ordinal) ? type.Name[..^"View".Length] : type.Name;
}
