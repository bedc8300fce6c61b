using System.Text.Json.Nodes;
using Incidents.Api.Routes;
using Incidents.Application.Checklist;
using Incidents.Application.Details;
using Incidents.Application.History;
using Incidents.Domain;

namespace Incidents.Api.Tests.OpenApi;

public sealed class TheAnswersOfTheDescription
{
    /// <summary>The events are declared in the order of an incident's life, so that what makes a part comes
    /// before what becomes of it.</summary>
    private static readonly IReadOnlyList<Type> Life =
        [.. SampleEvents.Types.OrderBy(type => type.MetadataToken)];

    [Fact]
    public void are_what_the_examples_show()
    {
        foreach (var operation in Description.Operations)
        {
            foreach (var (schema, example) in operation.Answers.Where(answer => answer.Example is not null))
                Conformity.Problems(example, schema).Should().BeEmpty(operation.ToString());
        }
    }

    [Fact]
    public void show_references_that_could_be()
    {
        foreach (var name in (string[])["getIncident", "listIncidents", "reportIncident"])
        {
            var answers = Description.Operations.Single(each => each.Id == name)
                .Answers.Select(each => each.Example!);

            answers.SelectMany(Members).Where(member => member.Key == "reference").Should().NotBeEmpty()
                .And.AllSatisfy(member => member.Value!.GetValue<string>().Should()
                    .MatchRegex("^SI-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$"));
        }
    }

    [Fact]
    public void of_an_incident_show_every_event()
    {
        var incident = IncidentDetails.From(SampleEvents.Reading(Life));

        Conformity.Problems(Sent(incident), Description.Schemas["Incident"]!).Should().BeEmpty();
        Description.Schemas["Incident"]!["properties"]!.AsObject().Select(member => member.Key).Should()
            .BeEquivalentTo(incident.Select(member => member.Key), "what is described is shown");
    }

    [Fact]
    public void of_an_incident_show_who_has_taken_the_investigation_over() =>
        Conformity.Problems(
            Sent(IncidentDetails.From(
                SampleEvents.Reading(typeof(IncidentReported), typeof(InvestigationTakenOver)))),
            Description.Schemas["Incident"]!).Should().BeEmpty();

    [Fact]
    public void of_the_history_show_every_event()
    {
        foreach (var item in IncidentHistory.Of(SampleEvents.Reading(Life)))
        {
            Conformity.Problems(Sent(item), Description.Schemas["HistoryItem"]!).Should()
                .BeEmpty(item.ToJsonString());
        }
    }

    [Fact]
    public void of_the_checklist_show_every_step()
    {
        var checklist = IncidentChecklist.Of(SampleEvents.Reading(
            typeof(IncidentReported), typeof(IncidentClassified), typeof(StepRuledOut)));

        checklist.ToJsonString().Should().Contain("reason");
        Conformity.Problems(Sent(checklist), Description.Schemas["Checklist"]!).Should().BeEmpty();
    }

    [Fact]
    public void of_a_command_are_those_of_its_kind()
    {
        foreach (var route in Description.Steps)
        {
            var made = SampleEvents.Of(typeof(IncidentReported));
            var incident = Incident.Initial.Evolve(made) with { Id = SampleEvents.Id };
            var rendered = Answers.To(route, new ReportIncident { Title = "" }, new(
                incident, [made], route.Command == typeof(SubmitOutcomeReport) ? "1" : $"{SampleEvents.Id}"));
            var described = Description.Of(route.Command).Node["responses"]![$"{rendered.Status}"];

            described.Should().NotBeNull($"{route.Template} answers {rendered.Status}");
            var schema = described!["content"]!["application/json"]!["schema"]!;
            Conformity.Problems(JsonNode.Parse(rendered.Body), schema).Should().BeEmpty();

            var headers = described["headers"]!.AsObject();
            headers.ContainsKey("Location").Should().Be(rendered.Location is not null);
            headers.ContainsKey("ETag").Should().Be(rendered.ETag is not null);
        }
    }

    /// <summary>As it arrives.</summary>
    private static JsonNode Sent(JsonNode answer) => JsonNode.Parse(answer.ToJsonString(EdgeJson.Options))!;

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? node) => node switch
    {
        JsonObject map => map.Concat(map.SelectMany(member => Members(member.Value))),
        JsonArray list => list.SelectMany(Members),
        _ => [],
    };
}
