using System.Text.Json;
using System.Text.Json.Serialization;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.History;

/// <summary>How opened events are written for their reader: a text that may not be
/// read says so in its place.</summary>
public static class EdgeJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = Configure();

    private static JsonSerializerOptions Configure()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new OpenedTextConverter());
        options.Converters.Add(new DecimalAsTextConverter());
        options.Converters.Add(new TimeOfDayConverter());
        options.Converters.Add(new UtcConverter());

        return options;
    }

    private sealed class OpenedTextConverter : JsonConverter<Text>
    {
        public override Text Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Opened events are only written.");

        public override void Write(Utf8JsonWriter writer, Text value, JsonSerializerOptions options)
        {
            if (value is ClearText clear)
            {
                writer.WriteStringValue(clear.Value);
                return;
            }

            writer.WriteStartObject();
            writer.WriteBoolean(value is ErasedText ? "erased" : "withheld", true);
            writer.WriteEndObject();
        }
    }

    /// <summary>Instants go out in UTC, with a <c>Z</c>.</summary>
    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(
            Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }
}
