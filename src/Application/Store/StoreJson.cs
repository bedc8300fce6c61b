using System.Text.Json;
using System.Text.Json.Serialization;
using Incidents.Domain;

namespace Incidents.Application.Store;

/// <summary>How events, snapshots and rows are written as JSON. A text is
/// stored sealed or not at all.</summary>
public static class StoreJson
{
    /// <summary>The options, with which every golden file was written too.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(new());

    /// <summary>Sets up options like <see cref="Options"/>.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.IgnoreReadOnlyProperties = true;
        options.Converters.Add(new WordsConverter());
        options.Converters.Add(new SealedTextConverter());
        options.Converters.Add(new DecimalAsTextConverter());
        options.Converters.Add(new TimeOfDayConverter());

        return options;
    }

    /// <summary>Enums as the contract spells them. Marten takes every plain enum converter out for one of its
    /// own, which spells them otherwise; this one it leaves in place.</summary>
    private sealed class WordsConverter : JsonConverterFactory
    {
        private readonly JsonStringEnumConverter _words = new(
            JsonNamingPolicy.CamelCase, allowIntegerValues: false);

        public override bool CanConvert(Type typeToConvert) => _words.CanConvert(typeToConvert);

        public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            _words.CreateConverter(typeToConvert, options);
    }

    /// <summary>It takes every text but the sealed one, however exactly a member names its type.</summary>
    private sealed class SealedTextConverter : JsonConverter<Text>
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeof(Text).IsAssignableFrom(typeToConvert) && typeToConvert != typeof(SealedText);

        public override Text? Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<SealedText>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, Text value, JsonSerializerOptions options)
        {
            if (value is not SealedText @sealed)
                throw new InvalidOperationException(
                    $"A {value.GetType().Name} was about to be stored; only a sealed text may be.");

            JsonSerializer.Serialize(writer, @sealed, options);
        }
    }
}

/// <summary>Decimals are written as text, so that no reader takes them for floating point.</summary>
public sealed class DecimalAsTextConverter : JsonConverter<decimal>
{
    /// <inheritdoc/>
    public override decimal Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        decimal.Parse(reader.GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A local time is written as hours and minutes, for example <c>08:30</c>.</summary>
public sealed class TimeOfDayConverter : JsonConverter<TimeOnly>
{
    /// <summary>How one is written.</summary>
    public const string Format = "HH':'mm";

    /// <inheritdoc/>
    public override TimeOnly Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeOnly.ParseExact(reader.GetString()!, Format, System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(Format, System.Globalization.CultureInfo.InvariantCulture));
}
