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
    public async Task count_a_late_report_by_when_the_record_now_says_that_it_was_found()
    {
        var since = Later();
        var incident = await school.Reports();
        (await FailedPoints(since)).Should().BeEmpty();

        await school.Teacher.AddsDetails(incident, new { discoveredAt = school.Clock.InHours(-30) });
        (await FailedPoints(since)).Should().Equal("must-1");

        await school.OfficeManager.Corrects(incident, "discoveredAt", school.Clock.InHours(-1), version: 2);
        (await FailedPoints(since)).Should().BeEmpty("it was reported at once after all");
    }

    [Fact]
    public async Task do_not_count_a_notification_that_was_sent_in_time_as_the_record_now_says()
    {
        var since = Later();
        var incident = await school.Reports();
        await school.OfficeManager.EstablishesAwareness(incident, school.Clock.InHours(-80));
        await school.OfficeManager.NotifiesIco(incident, school.Clock.InHours(-7), "A holiday.");
        (await FailedPoints(since)).Should().Equal("how-6c");

        await school.OfficeManager.Corrects(incident, "sentAt", school.Clock.InHours(-9), version: 3);
        (await FailedPoints(since)).Should().BeEmpty();
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

    /// <summary>So that a report on the time from here on tells of nothing else.</summary>
    private string Later()
    {
        school.Clock.Advance(TimeSpan.FromHours(1));

        return school.Clock.Now;
    }

    private async Task<IEnumerable<string>> FailedPoints(string since) =>
        (await school.OfficeManager.Gets($"{Path}?from={since}"))["policyPoints"]!.AsArray()
            .Select(point => point!["id"]!.GetValue<string>());

    private Task<ReportedIncident> Reports(string kind, params string[] policies) => school.Teacher.Reports(
        new { title = "Weak", kind, breachType = "phishing", informationPolicies = policies });
}
