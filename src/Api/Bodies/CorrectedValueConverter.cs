using System.Text.Json;
using System.Text.Json.Serialization;
using Incidents.Api.Bodies.Shapes;
using Incidents.Domain;

namespace Incidents.Api.Bodies;

/// <summary>What a field should have been, by the form in which it was written.</summary>
internal sealed class CorrectedValueConverter : JsonConverter<CorrectedValue>
{
    public override CorrectedValue Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var value = document.RootElement;
        if (value.ValueKind == JsonValueKind.String)
        {
            var text = value.GetString()!;

            return new(text, Instants.Read(text, out var instant) is null ? instant : null);
        }

        if (value.ValueKind != JsonValueKind.Array)
            throw new JsonException("A corrected value is a text or a list.");

        return CorrectedValueShape.IsOfPeople(value)
            ? new(null, People: value.Deserialize<IReadOnlyList<InvolvedPerson>>(options))
            : new(null, Texts: value.Deserialize<IReadOnlyList<string>>(options));
    }

    public override void Write(
        Utf8JsonWriter writer, CorrectedValue value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A corrected value is only read.");
}
