using System.Text;
using Incidents.Api.Bodies;
using Incidents.Domain;

namespace Incidents.Api.Tests.Bodies;

public sealed class ABodyThatIsWrong
{
    private static readonly Dictionary<string, string?> OfAction =
        new() { ["actionId"] = Guid.Empty.ToString() };

    [Fact]
    public void is_told_everything_at_once() =>
        Reading.Problems<ClassifyIncident>("""
            {
              "severity": "Major",
              "kind": 1,
              "titel": "x",
              "suggestion": { "dataType": "simple", "contextAdjustment": 1.5, "malicious": "no" }
            }
            """).Should().BeEquivalentTo(new FieldProblem[]
        {
            new("/severity", "must be one of minor, moderate, major, critical; did you mean `major`?"),
            new("/kind", "must be one of confirmedBreach, potentialBreach, nearMiss."),
            new("/titel", "is not a field of this command; its fields are severity, rationale, kind, "
                + "breachType, personalDataInvolved, suggestion."),
            new("/suggestion/contextAdjustment", "must be a whole number: leave out fraction and exponent."),
            new("/suggestion/malicious", "must be true or false, without quotes."),
            new("/suggestion/identifiability",
                "is required: give one of negligible, limited, significant, maximum."),
            new("/suggestion/confidentiality", "is required: give one of none, partial, full."),
            new("/suggestion/integrity", "is required: give one of none, partial, full."),
            new("/suggestion/availability", "is required: give one of none, partial, full."),
            new("/rationale", "is required: give text of at most 20,000 characters."),
        });

    [Theory]
    [InlineData("titel", "title")]
    [InlineData("occurred_at", "occurredAt")]
    [InlineData("Description", "description")]
    [InlineData("loaction", "location")]
    public void is_told_which_field_was_meant(string written, string meant) =>
        Reading.ProblemOf(written, "\"x\"").Should()
            .Be($"is not a field of this command; did you mean `{meant}`?");

    [Fact]
    public void is_told_of_fields_where_none_is_taken() =>
        Reading.Problems<AcceptAllocation>("""{"reason": "x"}""").Should()
            .Equal(new FieldProblem(
                "/reason", "is not a field of this command, which takes none; leave it out."));

    [Fact]
    public void does_not_give_what_the_path_gives() =>
        Reading.Problems<CompleteRemedialAction>("""{"actionId": "x", "outcome": "Done."}""", OfAction)
            .Should()
            .Equal(new FieldProblem(
                "/actionId", "is not a field of the body, because the path gives it; leave it out."));

    [Fact]
    public void does_not_give_what_only_the_service_may_set()
    {
        Reading.Problems<RecordEvidence>("""{"description": "Letter", "file": {}}""")
            .Should().ContainSingle(problem => problem.Pointer == "/file");
        Reading.Problems<ReportIncident>("""{"title": "Letter", "namedPeople": []}""")
            .Should().ContainSingle(problem => problem.Pointer == "/namedPeople");
    }

    [Fact]
    public void gives_each_field_once() =>
        Reading.Problems<CloseIncident>("""{"summary": "a", "\u0073ummary": "b"}""").Should()
            .Equal(new FieldProblem("/summary", "is given more than once; give it once."));

    [Fact]
    public void does_not_pass_null_for_what_is_asked_for() =>
        Reading.Problems<CloseIncident>("""{"summary": null}""").Should()
            .Equal(new FieldProblem("/summary", "must not be null: give text of at most 20,000 characters."));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"summary\"")]
    [InlineData("7")]
    public void is_an_object(string body) =>
        Reading.Problems<CloseIncident>(body).Should()
            .Equal(new FieldProblem("", "must be an object, in braces, with summary."));

    [Fact]
    public void is_not_empty_where_something_is_asked_for() =>
        Reading.Problems<CloseIncident>(" ").Should()
            .Equal(new FieldProblem("", "is empty; send an object, in braces, with summary."));

    [Theory]
    [InlineData("{\n \"summary\": }", "is not JSON: reading stopped at line 2, byte 13.*")]
    [InlineData("{\"summary\": \"a\",}", "is not JSON*")]
    [InlineData("{\"summary\": \"a\" /* why */}", "is not JSON*comments are not JSON*")]
    [InlineData("{\"summary\": \"a\"} {}", "is not JSON*")]
    [InlineData("{\"summary\": NaN}", "is not JSON*")]
    public void is_told_where_it_stops_being_JSON(string body, string message) =>
        Reading.Problems<CloseIncident>(body).Should().ContainSingle().Which.Message.Should().Match(message);

    [Fact]
    public void is_not_nested_without_end()
    {
        var body = $$"""{"summary": {{new string('[', 32)}}{{new string(']', 32)}}}""";

        Reading.Problems<CloseIncident>(body).Should().ContainSingle()
            .Which.Message.Should().Contain("nesting ends at 32 levels");
    }

    [Fact]
    public void is_UTF_8()
    {
        var latin = Encoding.Latin1.GetBytes("""{"summary": "Zoë"}""");

        BodyReader.Read<CloseIncident>(latin, Reading.NoPath).Should().BeOfType<Misread<CloseIncident>>()
            .Which.Problems.Should()
                .Equal(new FieldProblem("", "is not UTF-8; send the JSON in that encoding."));
    }

    [Fact]
    public void is_told_what_the_command_itself_finds() =>
        Reading.Problems<ReportIncident>("""{"title": "Letter", "reportTo": "staff"}""").Should()
            .ContainSingle().Which.Pointer.Should().Be("/reportTo");

    [Fact]
    public void cannot_ask_for_an_answer_without_end()
    {
        var body = $$"""{ {{string.Join(',', Enumerable.Range(0, 5_000).Select(n => $"\"f{n}\": 1"))}} }""";

        var problems = Reading.Problems<CloseIncident>(body);

        problems.Should().HaveCount(101);
        problems[^1].Should().Be(
            new FieldProblem("", "has more wrong with it than these 100; correct them and send it again."));
    }

    [Fact]
    public void is_not_answered_with_a_name_as_long_as_a_letter() =>
        Reading.Problems<AcceptAllocation>($$"""{"{{new string('x', 5_000)}}": 1}""").Should()
            .Equal(
                new FieldProblem("", "has a field whose name is longer than 100 characters; leave it out."));

    [Fact]
    public void is_pointed_into_as_RFC_6901_has_it() =>
        Reading.Problems<AcceptAllocation>("""{"a/b~c": 1}""").Single().Pointer.Should().Be("/a~1b~0c");
}
