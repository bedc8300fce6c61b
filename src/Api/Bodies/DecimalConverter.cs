using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Incidents.Api.Bodies;

/// <summary>Decimals are text, because a JSON number may pass through a
/// floating-point one on its way.</summary>
internal sealed class DecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryRead(reader.GetString()!, out var number)
            ? number
            : throw new JsonException("A decimal is written as text.");

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Digits with at most one point; no exponent, no separators, no spaces.</summary>
    public static bool TryRead(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out number);
}
