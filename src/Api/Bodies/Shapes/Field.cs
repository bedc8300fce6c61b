using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Incidents.Domain;

namespace Incidents.Api.Bodies.Shapes;

/// <summary>A field of a command, or of an object within one.</summary>
/// <param name="Name">As the body spells it.</param>
/// <param name="Shape">What its value may look like.</param>
/// <param name="IsRequired">Whether a body without it is refused.</param>
/// <param name="AllowsNull">Whether null is another way of leaving it out.</param>
/// <param name="IsOfPath">Whether the path gives it instead of the body.</param>
internal sealed record Field(string Name, Shape Shape, bool IsRequired, bool AllowsNull, bool IsOfPath)
{
    /// <summary>The field of a property; none for one that cannot be set from outside.</summary>
    public static Field? Of(JsonPropertyInfo property)
    {
        var parameter = property.AssociatedParameter;
        if (parameter is null && property.Set is null)
            return null;

        var member = (MemberInfo)property.AttributeProvider!;
        var maxLength = member.GetCustomAttribute<MaxLengthAttribute>()?.Length ?? TextShape.DefaultMaxLength;
        var allowsNull = property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : parameter?.IsNullable ?? property.IsSetNullable;
        var isRequired = property.IsRequired || (parameter is { HasDefaultValue: false } && !allowsNull);

        return new(property.Name, Shape.Of(property.PropertyType, maxLength), isRequired, allowsNull,
            member.GetCustomAttribute<PathAttribute>() is not null);
    }

    /// <summary>Finds what is wrong with a value that was given.</summary>
    public void Check(JsonElement value, string pointer, Findings findings)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!AllowsNull)
                findings.Add(pointer, IsRequired
                    ? $"must not be null: give {Shape.Expectation}."
                    : "must not be null; leave it out instead.");

            return;
        }

        if (Shape is TextShape && value.ValueKind == JsonValueKind.String
            && Unicode.Read(value) is { } text && TextShape.IsBlank(text))
            findings.Add(
                pointer, IsRequired ? "must not be blank." : "must not be blank; leave it out instead.");
        else
            Shape.Check(value, pointer, findings);
    }

    /// <summary>Whether a part of the path can be this.</summary>
    public bool Allows(string? part) => part is not null && Shape switch
    {
        IdShape => IdShape.Allows(part),
        WholeNumberShape => int.TryParse(part, NumberStyles.None, null, out _),
        TextShape text => !TextShape.IsBlank(part) && part.Length <= text.MaxLength,
        _ => throw new NotSupportedException($"{Name} cannot stand in a path."),
    };
}
