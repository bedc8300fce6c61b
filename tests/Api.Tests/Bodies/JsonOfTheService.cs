using System.Text.Json;
using Incidents.Api.Bodies;
using Incidents.Domain;

namespace Incidents.Api.Tests.Bodies;

public sealed class JsonOfTheService
{
    [Fact]
    public void is_spelled_as_the_contract_says() =>
        JsonSerializer.Serialize(
            new
            {
                ReportedAt = new DateTimeOffset(2026, 3, 1, 10, 30, 0, 120, TimeSpan.FromHours(1)),
                Kind = IncidentKind.NearMiss,
                Score = 2.750m,
                Name = "Zoë <b>",
                Nothing = (string?)null,
            },
            Json.Options).Should().Be(
            """{"reportedAt":"2026-03-01T09:30:00.12Z","kind":"nearMiss","score":"2.750","""
            + "\"name\":\"Zoë \\u003Cb\\u003E\"}");

    [Theory]
    [InlineData("""{"summary": "a", "sumary": "b"}""")]
    [InlineData("""{"summary": "a", "summary": "b"}""")]
    [InlineData("""{"Summary": "a"}""")]
    [InlineData("""{"summary": "a",}""")]
    public void is_strict_for_whoever_reads_with_it(string json) =>
        ((Func<object?>)(() => JsonSerializer.Deserialize<Strict>(json, Json.Options))).Should()
            .Throw<JsonException>();

    [Theory]
    [InlineData("1")]
    [InlineData("\"1\"")]
    public void has_no_numbers_for_words(string json) =>
        ((Func<object>)(() => JsonSerializer.Deserialize<Severity>(json, Json.Options))).Should()
            .Throw<JsonException>();

    private sealed record Strict
    {
        public required string Summary { get; init; }
    }
}
