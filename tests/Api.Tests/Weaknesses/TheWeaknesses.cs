namespace Incidents.Api.Tests.Weaknesses;

public sealed class TheWeaknesses(School school) : IClassFixture<School>
{
    private const string Path = "/v1/reports/weaknesses";

    [Fact]
    public async Task are_the_policies_and_points_that_fail_most_first()
    {
        await Reports("nearMiss", "email", "suppliers");
        await Reports("confirmedBreach", "email");
        await school.Teacher.Reports(new { title = "Late", discoveredAt = school.Clock.InHours(-30) });

        var weaknesses = await school.OfficeManager.Gets(Path);
        var first = weaknesses["informationPolicies"]![0]!;

        weaknesses["informationPolicies"]!.AsArray().Select(each => each!["id"]!.GetValue<string>())
            .Where(id => id is "email" or "suppliers").Should().Equal("email", "suppliers");
        first["title"]!.GetValue<string>().Should().Be("Email and messaging");
        first["incidents"]!.GetValue<long>().Should().Be(2);
        first["byKind"]!.ToJsonString().Should().Be("""{"confirmedBreach":1,"nearMiss":1}""");
        first["byBreachType"]!.ToJsonString().Should().Be("""{"phishing":2}""");
        first["byMonth"]!.ToJsonString().Should().Be("""{"2026-03":2}""");
        weaknesses["policyPoints"]![0]!["id"]!.GetValue<string>().Should().Be("must-1");
        (await school.OfficeManager.Gets($"{Path}?format=csv")).Text.Should()
            .StartWith("of,id,title,month,kind,severity,breachType,incidents\r\n")
            .And.Contain("policyPoint,must-1,Report an incident at once,2026-03,potentialBreach,,,1");
    }

    [Fact]
    public async Task say_what_came_back_after_a_control_was_put_in_place()
    {
        var first = await school.HasInvestigated();
        await school.OfficeManager.AddsDetails(first, new
        {
            breachType = "bcc-not-used",
            informationPolicies = new[] { "clear-desk" },
        });
        await school.LineManager.Posts(first, "scope", new
        {
            expectedOutcomes = new[] { "Why" },
            stakeholders = new[] { "All" },
            policiesBreached = new[] { "access-control" },
        });
        await school.LineManager.Posts(
            first, "controls", new { description = "Two pairs of eyes", owner = "The office" });
        var control = school.Clock.Now;
        school.Clock.Advance(TimeSpan.FromHours(1));
        await school.Teacher.Reports(new { title = "Again", breachType = "bcc-not-used" });

        var weaknesses = await school.OfficeManager.Gets(Path);

        weaknesses["informationPolicies"]!.AsArray().Select(each => each!["id"]!.GetValue<string>())
            .Should().Contain("access-control").And.NotContain("clear-desk", "it was not breached");
        var again = weaknesses["recurrences"]!.AsArray()
            .Single(each => each!["of"]!.GetValue<string>() == "breachType")!;
        again["id"]!.GetValue<string>().Should().Be("bcc-not-used");
        again["firstControlAt"]!.GetValue<string>().Should().Be(control);
        again["before"]!.GetValue<long>().Should().Be(1);
        again["after"]!.GetValue<long>().Should().Be(1);
    }

    private Task<ReportedIncident> Reports(string kind, params string[] policies) => school.Teacher.Reports(
        new { title = "Weak", kind, breachType = "phishing", informationPolicies = policies });
}
