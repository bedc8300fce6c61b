using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Incidents.Api.Bodies;
using Incidents.Api.Bodies.Shapes;
using Microsoft.OpenApi;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>Schemas of bodies, from the same shapes by which <see cref="BodyReader"/> reads them.</summary>
internal sealed class BodySchemas(Book book)
{
    /// <summary>What a text is that is not blank.</summary>
    private const string NotBlank = @"\S";

    /// <summary>The schema of a body, or of an object within one.</summary>
    public OpenApiSchemaReference Of(Type type) => book.Named(type.Name, () => Object(type, without: []));

    /// <summary>The fields of a body as a form sends them, with the file.</summary>
    public OpenApiSchema Form(Type type, params IReadOnlyList<string> without)
    {
        var form = Object(type, without);
        foreach (var field in form.Properties!.Values.OfType<OpenApiSchema>())
            field.Type &= ~JsonSchemaType.Null;

        form.Properties = new Dictionary<string, IOpenApiSchema>(form.Properties!, StringComparer.Ordinal)
        {
            ["file"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = "binary",
                Description = "The file itself, as it is.",
            },
        };
        form.Required = new HashSet<string>(form.Required!, StringComparer.Ordinal) { "file" };

        return form;
    }

    /// <summary>The schema of what a path takes.</summary>
    public IOpenApiSchema OfPath(Type type, string name) => Properties(type)
        .Where(each => each.Field.IsOfPath)
        .Where(each => each.Field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(each => Value(each.Property.PropertyType, each.Field.Shape))
        .Single();

    /// <summary>Whether an empty body is enough.</summary>
    public static bool AsksForNothing(Type type) => ((ObjectShape)Shape.Of(type)).AsksForNothing;

    private static IEnumerable<(JsonPropertyInfo Property, Field Field)> Properties(Type type) =>
        Json.Bodies.GetTypeInfo(type).Properties
            .Select(property => (Property: property, Field: Field.Of(property)!))
            .Where(each => each.Field is not null);

    private OpenApiSchema Object(Type type, IReadOnlyList<string> without)
    {
        var fields = Properties(type)
            .Where(each => !each.Field.IsOfPath && !without.Contains(each.Field.Name)).ToList();

        return new()
        {
            Type = JsonSchemaType.Object,
            Description = DomainWords.Of(type),
            Properties = fields.ToDictionary(
                each => each.Field.Name, each => Described(each.Property, each.Field),
                StringComparer.Ordinal),
            Required = fields.Where(each => each.Field.IsRequired).Select(each => each.Field.Name)
                .ToHashSet(StringComparer.Ordinal),
            AdditionalPropertiesAllowed = false,
        };
    }

    private IOpenApiSchema Described(JsonPropertyInfo property, Field field)
    {
        var value = Value(property.PropertyType, field.Shape);
        var description = DomainWords.Of((PropertyInfo)property.AttributeProvider!);
        if (value is OpenApiSchemaReference named)
        {
            if (field.AllowsNull)
            {
                return new OpenApiSchema
                {
                    Description = description,
                    OneOf = [named, new OpenApiSchema { Type = JsonSchemaType.Null }],
                };
            }

            named.Description = description;
            named.Default = Default(property);

            return named;
        }

        var own = (OpenApiSchema)value;
        own.Description = description;
        own.Default = Default(property);
        if (field.AllowsNull)
            own.Type |= JsonSchemaType.Null;

        return own;
    }

    private static JsonNode? Default(JsonPropertyInfo property) =>
        property.AssociatedParameter is { HasDefaultValue: true, DefaultValue: { } value } parameter
            ? JsonSerializer.SerializeToNode(value, parameter.ParameterType, Json.Bodies)
            : null;

    private IOpenApiSchema Value(Type type, Shape shape) => shape switch
    {
        ObjectShape => Of(Underlying(type)),
        WordShape => book.Vocabulary(Underlying(type)),
        ListShape list => List(Value(Json.Bodies.GetTypeInfo(Underlying(type)).ElementType!, list.Item)),
        MapShape map => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = map.Key.Words.ToDictionary(
                word => word,
                _ => Value(Json.Bodies.GetTypeInfo(Underlying(type)).ElementType!, map.Item),
                StringComparer.Ordinal),
            AdditionalPropertiesAllowed = false,
        },
        TextShape text => Text(text.MaxLength),
        IdShape => AnswerSchemas.Id(),
        InstantShape => AnswerSchemas.Instant(),
        DayShape => AnswerSchemas.Day(),
        TimeOfDayShape => AnswerSchemas.TimeOfDay(),
        WholeNumberShape number => AnswerSchemas.WholeNumber(number.Max > int.MaxValue),
        YesNoShape => AnswerSchemas.YesNo(),
        DecimalShape => AnswerSchemas.ExactNumber(),
        CorrectedValueShape => new OpenApiSchema
        {
            AnyOf =
            [
                Text(CorrectedValueShape.LongestText),
                List(Text(CorrectedValueShape.LongestItem)),
                List(Of(typeof(Domain.InvolvedPerson))),
            ],
        },
        _ => throw new NotSupportedException($"No schema is known for {shape.GetType().Name}."),
    };

    private static OpenApiSchema List(IOpenApiSchema item) =>
        new() { Type = JsonSchemaType.Array, Items = item, MaxItems = ListShape.MaxItems };

    private static OpenApiSchema Text(int longest) =>
        new() { Type = JsonSchemaType.String, MaxLength = longest, Pattern = NotBlank };

    private static Type Underlying(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
