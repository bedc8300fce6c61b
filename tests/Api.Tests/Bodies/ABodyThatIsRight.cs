using Incidents.Api.Bodies;
using Incidents.Domain;

namespace Incidents.Api.Tests.Bodies;

public sealed class ABodyThatIsRight
{
    private static readonly Dictionary<string, string?> OfEscalation =
        new() { ["escalationId"] = "0195b3c2-7d4e-7a10-8f21-3c5d9e0a4b67" };

    [Fact]
    public void becomes_its_command()
    {
        var command = Reading.Understood<ReportIncident>("""
            {
              "title": "Letter to the wrong address",
              "kind": "confirmedBreach",
              "occurredAt": "2026-03-01T10:30:00+01:00",
              "peopleInvolved": [{ "name": "Zoë", "relation": "affected" }],
              "concernsRoles": ["lineManager"],
              "systemsInvolved": ["Post\troom\n"],
              "personalDataInvolved": "yes",
              "location": null
            }
            """);

        command.Title.Should().Be("Letter to the wrong address");
        command.Kind.Should().Be(IncidentKind.ConfirmedBreach);
        command.OccurredAt.Should().Be(new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero));
        command.OccurredAt!.Value.Offset.Should().Be(TimeSpan.Zero);
        command.PeopleInvolved.Should().Equal(new InvolvedPerson("Zoë", Subject: null, Relation.Affected));
        command.ConcernsRoles.Should().Equal(Role.LineManager);
        command.SystemsInvolved.Should().Equal("Post\troom\n");
        command.Location.Should().BeNull();
    }

    [Fact]
    public void takes_what_its_path_gives() =>
        Reading.Understood<AcknowledgeEscalation>("""{"note": "Seen."}""", OfEscalation).Should()
            .Be(new AcknowledgeEscalation(Guid.Parse(OfEscalation["escalationId"]!), "Seen."));

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    [InlineData("{}")]
    [InlineData("\uFEFF{}")]
    public void may_be_empty_where_nothing_is_asked_for(string body)
    {
        Reading.Understood<AcceptAllocation>(body).Should().Be(new AcceptAllocation());
        Reading.Understood<AcknowledgeEscalation>(body, OfEscalation).Note.Should().BeNull();
    }

    [Fact]
    public void is_read_by_the_type_that_a_table_names() =>
        BodyReader.Read(typeof(CloseIncident), """{"summary": "Done."}"""u8.ToArray(), Reading.NoPath)
            .Should().Be(new Understood<object>(new CloseIncident("Done.")));

    [Fact]
    public void may_be_nested()
    {
        var command = Reading.Understood<ClassifyIncident>("""
            {
              "severity": "major", "rationale": "Health data of many.",
              "suggestion": {
                "dataType": "sensitive", "contextAdjustment": -1, "identifiability": "limited",
                "confidentiality": "full", "integrity": "none", "availability": "none", "malicious": false
              }
            }
            """);

        command.Suggestion!.ContextAdjustment.Should().Be(-1);
        command.Suggestion.Individuals.Should().BeNull();
    }

    [Fact]
    public void may_hold_a_day() =>
        Reading.Understood<RecommendRemedialAction>(
            """{"description": "Lock the room.", "dueOn": "2026-09-01"}""")
            .DueOn.Should().Be(new DateOnly(2026, 9, 1));
}
