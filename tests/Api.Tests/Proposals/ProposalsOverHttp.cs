using System.Net;
using Role = Incidents.Domain.Role;

namespace Incidents.Api.Tests.Proposals;

public sealed class ProposalsOverHttp(School school) : IClassFixture<School>
{
    private const string Path = "/v1/policy-change-proposals";

    [Fact]
    public async Task are_made_agreed_to_forwarded_and_read()
    {
        var champion = await school.Joins("priya.nair", "Priya Nair", Role.InformationChampion);
        var proposed = await school.Teacher.Posts(Path, Proposal("Say it in how-2."));

        proposed.ShouldBe(HttpStatusCode.Created);
        proposed.ShouldRecord("policyChangeProposed");
        (await Agrees(champion, proposed)).ShouldRecord("policyChangeAgreed");

        var shown = await school.Teacher.Gets(proposed.Location!);
        shown["status"]!.GetValue<string>().Should().Be("agreed");
        shown["proposal"]!.GetValue<string>().Should().Be("Say it in how-2.");
        shown["decision"]!["forwardedTo"]!.GetValue<string>().Should().Be("Local Governing Board");
        shown["decision"]!["decidedBy"]!["name"]!.GetValue<string>().Should().Be("Priya Nair");
        (await champion.Gets($"{Path}?status=agreed")).Items.Should()
            .Contain(item => $"{item["id"]}" == proposed.Id);
    }

    [Fact]
    public async Task are_decided_on_by_the_information_champion_alone()
    {
        var champion = await school.Joins("lena.hope", "Lena Hope", Role.InformationChampion);
        var proposed = await school.Teacher.Posts(Path, Proposal("Shorter, please."));

        (await Agrees(school.Headteacher, proposed)).ShouldBeRefused(404, "not-found");
        (await Agrees(school.OfficeManager, proposed)).ShouldBeRefused(403, "not-your-duty", "chg");
        (await Agrees(school.Teacher, proposed)).ShouldBeRefused(403, "conflict-of-interest", "why-6");
        (await champion.Posts(
            $"{proposed.Location}/decision", new { agreed = false, reason = "It is short enough." }))
            .ShouldRecord("policyChangeDeclined");
        (await Agrees(champion, proposed)).ShouldBeRefused(409, "already-decided", "chg");
        (await school.MailFilter.Posts(Path, Proposal("From a machine.")))
            .ShouldBeRefused(403, "not-your-duty", "chg");
    }

    [Fact]
    public async Task of_another_school_are_not_there()
    {
        var proposed = await school.Teacher.Posts(Path, Proposal("Ours alone."));
        var made = await school.Administrator.Posts(
            "/v1/admin/tenants", new { tenant = "oakwood", name = "Oakwood" });
        var administrator = school.With(made["key"]!.GetValue<string>());
        var manager = await school.Joins(
            administrator, "sandra.pike", "Sandra Pike", Role.OfficeManager);

        (await manager.Gets(proposed.Location!)).ShouldBeRefused(404, "not-found");
        (await manager.Gets(Path)).Items.Should().BeEmpty();
    }

    private static Task<Answer> Agrees(Member member, Answer proposed) => member.Posts(
        $"{proposed.Location}/decision",
        new { agreed = true, reason = "It helps.", forwardedTo = "Local Governing Board" });

    private static object Proposal(string proposal) =>
        new { points = new[] { "how-2" }, proposal, reason = "Staff wait." };
}
