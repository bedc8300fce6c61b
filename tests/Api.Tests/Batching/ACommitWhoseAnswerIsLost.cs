using System.Net;

namespace Incidents.Api.Tests.Batching;

public sealed class ACommitWhoseAnswerIsLost(TestCluster cluster)
{
    private const int Reporters = 40;
    private const int Breaks = 6;

    [Fact]
    public async Task is_no_reason_to_record_again_what_went_with_it()
    {
        await using var wire = new Wire();
        await using var school = new School(cluster) { Wired = wire.Through };
        await school.InitializeAsync();
        for (var number = 0; number < Breaks; number++)
            wire.BreakNext(Break.OnAnswer);

        // Without an Idempotency-Key: nothing else would keep a second record off.
        var answers = await Task.WhenAll(Enumerable.Range(0, Reporters).Select(async number =>
            (Title: $"Number {number}", Answer: await school.Teacher.Posts(
                "/v1/incidents", new { title = $"Number {number}" }))));

        var recorded = await school.Database.Asks("select title from incidents.register_lines");
        recorded.Should().OnlyHaveUniqueItems();
        answers.Where(each => each.Answer.StatusCode == HttpStatusCode.Created).Select(each => each.Title)
            .Should().BeSubsetOf(recorded);
        answers.Where(each => each.Answer.StatusCode != HttpStatusCode.Created).Should().NotBeEmpty()
            .And.AllSatisfy(each => each.Answer.ShouldBeRefused(503, "unavailable"));
    }
}
