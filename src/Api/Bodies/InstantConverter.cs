using System.Text.Json;
using System.Text.Json.Serialization;

namespace Incidents.Api.Bodies;

/// <summary>Instants are read with any offset and kept and written in UTC.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            && Instants.Read(reader.GetString()!, out var instant) is null
            ? instant
            : throw new JsonException("An instant is written as in RFC 3339.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Instants.Write(value));
}
