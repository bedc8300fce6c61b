using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Incidents.Application.Store;

namespace Incidents.Api.Bodies;

/// <summary>How the service spells JSON, in one place for every body and every answer.</summary>
public static class Json
{
    /// <summary>How deep a body may be nested.</summary>
    public const int MaxDepth = 32;

    /// <summary>For answers, and for whatever is not read by <see cref="BodyReader"/>.</summary>
    public static JsonSerializerOptions Options { get; } = Frozen(Apply(new()));

    /// <summary>For bodies: the same, and a null where a value is promised is refused. Answers are not held
    /// to that, so that an old record stays readable.</summary>
    internal static JsonSerializerOptions Bodies { get; } =
        Frozen(Apply(new() { RespectNullableAnnotations = true }));

    /// <summary>Gives options that somebody else made, such as the framework's
    /// own, the same spelling.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MaxDepth = MaxDepth;

        // Names with accents stay readable; what could end a script or a tag is still escaped.
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

        options.Converters.Add(
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new DecimalConverter());
        options.Converters.Add(new TimeOfDayConverter());
        options.Converters.Add(new CorrectedValueConverter());

        return options;
    }

    private static JsonSerializerOptions Frozen(JsonSerializerOptions options)
    {
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();
        options.MakeReadOnly();

        return options;
    }
}
