using System.Net;
using Incidents.Domain;

namespace Incidents.Api.Tests.Policy;

public sealed class ReadingPolicyPacks(School school) : IClassFixture<School>
{
    [Fact]
    public async Task lists_who_adopted_what_the_latest_first_in_pages()
    {
        await school.Adopts(pack => pack["title"] = "Listed");
        var latest = (await school.Adopts(pack => pack["title"] = "Listed last")).Version;

        var page = await school.Auditor.Gets($"{Packs.Path}?limit=1");
        var next = await school.Auditor.Gets($"{Packs.Path}?limit=1&cursor={page["next"]}");

        var item = page.Items.Should().ContainSingle().Subject;
        item["version"]!.GetValue<long>().Should().Be(latest);
        item["inForce"]!.GetValue<bool>().Should().BeTrue();
        item["adoptedBy"]!["personId"]!.GetValue<Guid>().Should().NotBeEmpty();
        item["documentControl"]!["approvedBy"]!.GetValue<string>().Should().Be("Local Governing Board");
        next.Items.Should().ContainSingle().Which["version"]!.GetValue<long>().Should().Be(latest - 1);
        next.Items[0]["inForce"]!.GetValue<bool>().Should().BeFalse();
        (await school.Auditor.Gets($"{Packs.Path}?cursor=2"))["next"].Should().BeNull("there is none before");
    }

    [Fact]
    public async Task shows_a_version_that_is_no_longer_in_force()
    {
        var first = await school.OfficeManager.Gets($"{Packs.Path}/1");
        await school.Adopts(pack => pack["title"] = "Another");

        var still = await school.OfficeManager.Gets($"{Packs.Path}/1");

        still["title"]!.GetValue<string>().Should().Be("Security incident policy");
        still["sha256"]!.ToString().Should().Be(first["sha256"]!.ToString());
        still["reviewOverdue"]!.GetValue<bool>().Should().BeFalse("it is not in force");
    }

    [Theory]
    [InlineData("99")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("first")]
    [InlineData("99999999999999999999")]
    public async Task that_were_never_adopted_is_404(string version) =>
        (await school.Administrator.Gets($"{Packs.Path}/{version}")).ShouldBeRefused(404, "not-found");

    [Fact]
    public async Task that_are_not_in_force_is_for_who_keeps_them_or_handles_incidents()
    {
        foreach (var member in school.Everybody)
        {
            var may = member.Roles.Any(role => Visibility.SeesIncidents(role) || role == Role.Auditor);
            var list = await member.Gets(Packs.Path);

            if (may)
                list.ShouldBe(HttpStatusCode.OK);
            else
                list.ShouldBeRefused(403, "not-your-duty");
        }
    }

    [Fact]
    public async Task says_from_the_day_after_its_review_was_due_that_it_is_overdue()
    {
        await school.Adopts(pack => pack["documentControl"]!["nextReview"] = "2026-07-20");
        school.Clock.SetUtcNow(new(2026, 7, 20, 22, 59, 59, TimeSpan.Zero));
        (await Overdue()).Should().BeFalse("it is still the day itself");

        // Half past midnight in London, in summer.
        school.Clock.SetUtcNow(new(2026, 7, 20, 23, 30, 0, TimeSpan.Zero));

        (await Overdue()).Should().BeTrue();
        (await school.Administrator.Gets($"{Packs.Path}?limit=1")).Items[0]["reviewOverdue"]!
            .GetValue<bool>().Should().BeTrue();
    }

    private async Task<bool> Overdue() =>
        (await school.Teacher.Gets("/v1/policy-pack"))["reviewOverdue"]!.GetValue<bool>();
}
