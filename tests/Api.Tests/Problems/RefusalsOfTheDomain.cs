using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Incidents.Api.Problems;
using Incidents.Domain;
using static Incidents.Domain.Points;

namespace Incidents.Api.Tests.Problems;

public sealed class RefusalsOfTheDomain
{
    [Fact]
    public void keep_their_code_their_point_and_their_words() =>
        Rules.NotClassified.Refuses("Classify the incident first.").ToProblem().Should().BeEquivalentTo(new
        {
            Code = "not-classified",
            Status = 409,
            Title = "Not classified",
            Type = "/problems/not-classified",
            Detail = "Classify the incident first.",
            PolicyPoint = How5a,
            Blocking = (object?)null,
            Errors = (object?)null,
        });

    [Fact]
    public void have_the_status_of_their_kind()
    {
        StatusOf(Rules.IncidentClosed).Should().Be(409);
        StatusOf(Rules.ConflictOfInterest).Should().Be(403);
        StatusOf(Rules.NoSuchEscalation).Should().Be(404);
        StatusOf(Rules.UnknownPolicy).Should().Be(422);

        static int StatusOf(Rule rule) => rule.Refuses("No.").ToProblem().Status;
    }

    [Fact]
    public void list_everything_that_stands_in_the_way()
    {
        var refusal = Rules.ClosureBlocked.Refuses("Two things stand in the way.") with
        {
            Blocking =
                [Rules.OutcomeNotSubmitted.Refuses("Submit it."), Rules.NoSuchEvidence.Refuses("Name it.")],
        };

        refusal.ToProblem().Blocking.Should().Equal(
            new BlockingProblem("outcome-not-submitted", How5e, "Submit it."),
            new BlockingProblem("no-such-evidence", PolicyPoint: null, "Name it."));
    }

    [Fact]
    public void for_another_version_say_which_it_has() =>
        ((Decision)new Stale(7)).ToProblem().Should().BeEquivalentTo(new
        {
            Code = "stale-version",
            Status = 412,
            CurrentVersion = 7L,
        });

    [Fact]
    public void of_fields_gather_the_messages_of_each()
    {
        Decision invalid = new Invalid(
            [new("/a", "is odd."), new("", "says nothing."), new("/a", "is late.")]);

        var problem = invalid.ToProblem();

        problem.Code.Should().Be("invalid-request");
        problem.Status.Should().Be(400);
        problem.Detail.Should().StartWith("3 things are wrong");
        problem.Errors.Should().HaveCount(2);
        problem.Errors!["/a"].Should().Equal("is odd.", "is late.");
        problem.Errors[""].Should().Equal("says nothing.");
    }

    [Fact]
    public void are_none_where_something_was_recorded() =>
        ((Func<Problem>)(() => Decision.Nothing.ToProblem())).Should().Throw<InvalidOperationException>();

    [Fact]
    public async Task are_sent_as_the_contract_says()
    {
        var refusal = Rules.ClosureBlocked.Refuses("Two things.") with
        {
            Blocking = [Rules.IcoNotAssessed.Refuses("Assess.")],
        };
        await using var service = await Answers.Of(
            app => app.MapGet("/v1/incidents/7/closure", IResult () => refusal.ToProblem()));

        var problem = await service.Problem("/v1/incidents/7/closure", 409);

        problem.EnumerateObject().Select(member => member.Name).Should().Equal(
            "type", "code", "status", "title", "detail", "instance", "policyPoint", "blocking", "traceId");
        problem.GetProperty("blocking").ToString().Should().Be(
            """[{"code":"ico-not-assessed","policyPoint":"how-6c","detail":"Assess."}]""");
    }
}
