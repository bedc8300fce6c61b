using System.Text.Json;
using Incidents.Domain;

namespace Incidents.Api.Bodies.Shapes;

/// <summary>What a field should have been. Which of these it must be depends on the field, and the command
/// says so.</summary>
internal sealed record CorrectedValueShape : Shape
{
    public const int LongestText = 20_000;
    public const int LongestItem = 200;

    private static readonly TextShape Text = new(LongestText);
    private static readonly ListShape Texts = new(new TextShape(LongestItem));
    private static readonly ListShape People = new(Of(typeof(InvolvedPerson)));

    public override string Expectation => "text, an instant, a list of texts or a list of people";

    public override void Check(JsonElement value, string pointer, Findings findings)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when Unicode.Read(value) is { } text && TextShape.IsBlank(text):
                findings.Add(pointer, "must not be blank.");
                break;
            case JsonValueKind.String:
                Text.Check(value, pointer, findings);
                break;
            case JsonValueKind.Array:
                (IsOfPeople(value) ? People : Texts).Check(value, pointer, findings);
                break;
            default:
                findings.Add(pointer, $"must be {Expectation}.");
                break;
        }
    }

    /// <summary>Whether a list begins like one of people.</summary>
    public static bool IsOfPeople(JsonElement list) =>
        list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.Object;
}
