using System.Net;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Security;

public sealed class SigningIn(SchoolWithSignIn world) : IClassFixture<SchoolWithSignIn>
{
    private School School => world.School;

    [Fact]
    public async Task opens_what_the_roles_of_the_token_open()
    {
        var manager = await world.SignsIn("o.manager", "Olive Manners", "officeManager", "somethingElse");
        var teacher = await world.SignsIn("a.teacher", "Ann Teller", "staff");
        var incident = await teacher.Reports(Tales.LostLaptop);

        (await manager.Classifies(incident)).ShouldRecord("incidentClassified");
        (await teacher.Classifies(incident)).ShouldBeRefused(403, "not-your-duty", "how-5a");
        (await manager.Gets("/v1/admin/api-keys")).ShouldBeRefused(403, "not-your-duty");
    }

    [Fact]
    public async Task shows_who_acted_by_the_name_that_the_token_says()
    {
        var manager = await world.SignsIn("p.manager", "Pia Lang", "officeManager");
        var incident = await School.Reports();
        await manager.Classifies(incident);

        (await Actor(manager, incident))["name"]!.GetValue<string>().Should().Be("Pia Lang");
        (await School.Database.Asks("select p::text from incidents.mt_doc_personrow p"))
            .Should().AllSatisfy(row => row.Should().NotContain("Pia Lang").And.NotContain("p.manager"));
    }

    [Fact]
    public async Task is_being_the_person_whom_a_body_or_a_key_names_by_the_same_subject()
    {
        var incident = await School.HasClassified();
        await School.OfficeManager.Posts(incident, "allocation", new
        {
            investigator = new { subject = "l.manager", name = "Lena Marsh", role = "lineManager" },
            directedBy = "The headteacher",
        });

        var investigator = await world.SignsIn("l.manager", "Lena Marsh", "lineManager");
        (await investigator.Accepts(incident)).ShouldRecord("allocationAccepted");

        var sameByKey = await School.Joins("l.manager", "Lena Marsh", Domain.Role.LineManager);
        (await sameByKey.Gets(incident.Path)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task at_another_issuer_is_being_somebody_else()
    {
        var incident = await School.Reports();
        var own = await world.SignsIn("881", "Own Person", "dataProtectionOfficer");
        var countys = world.Bearing(await OfCounty("881", "881/2001", "CN=Data Protection"));
        await own.EstablishesAwareness(incident, School.Clock.Now);
        var first = await Actor(own, incident);
        await countys.EstablishesAwareness(incident, School.Clock.InHours(-1));
        var second = await Actor(own, incident);

        second["personId"]!.ToString().Should().NotBe(first["personId"]!.ToString());
        second["name"]!.GetValue<string>().Should().Be("County person 881");
    }

    [Fact]
    public async Task is_for_the_school_that_the_token_names_and_for_no_other()
    {
        await School.Administrator.Posts("/v1/admin/tenants", new { tenant = "ashfield", name = "Ashfield" });
        var incident = await School.Reports();

        var here = world.Bearing(await OfCounty("1", "881/2001", "CN=Audit"));
        var there = world.Bearing(await OfCounty("1", "881/2002", "CN=Audit"));

        (await here.Gets(incident.Path)).ShouldBe(HttpStatusCode.OK);
        (await there.Gets(incident.Path)).ShouldBeRefused(404, "not-found");
        (await there.Gets("/v1/incidents")).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task again_with_another_name_and_other_roles_changes_what_is_known()
    {
        var before = await world.SignsIn("m.wedding", "Mia Before", "officeManager");
        var incident = await School.Reports();
        await before.Classifies(incident);

        School.Clock.Advance(TimeSpan.FromMinutes(5));
        var after = await world.SignsIn("m.wedding", "Mia After", "staff", "lineManager");
        await after.Gets("/v1/incidents");
        await before.Gets("/v1/incidents");

        (await Actor(School.OfficeManager, incident))["name"]!.GetValue<string>().Should().Be("Mia After");
        (await School.Database.Asks("select data -> 'roles' from incidents.mt_doc_personrow p"))
            .Should().Contain("""["staff", "lineManager"]""");
    }

    [Fact]
    public async Task many_times_at_the_same_moment_makes_one_person()
    {
        var token = await world.Provider.Issues(new { sub = "busy", name = "Busy Body", roles = "auditor" });
        var before = await People();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => world.Bearing(token).Gets("/v1/incidents")));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        (await People()).Should().Be(before + 1);
    }

    [Fact]
    public async Task goes_on_when_the_provider_changes_its_key()
    {
        var before = await world.SignsIn("k.before", "Kay", "auditor");
        (await before.Gets("/v1/incidents")).ShouldBe(HttpStatusCode.OK);

        School.Clock.Advance(TimeSpan.FromMinutes(1));
        world.Provider.ChangesItsKey();
        var after = await world.SignsIn("k.after", "Kai", "auditor");

        (await after.Gets("/v1/incidents")).ShouldBe(HttpStatusCode.OK);
        (await before.Gets("/v1/incidents")).ShouldBeRefused(401, "unauthenticated");
    }

    [Fact]
    public async Task asks_the_provider_no_oftener_for_all_the_keys_that_nobody_has()
    {
        await (await world.SignsIn("k.flood", "Flo", "auditor")).Gets("/v1/incidents");
        var asked = world.Provider.Asked;

        foreach (var key in Enumerable.Range(0, 20))
        {
            var forged = new Forged(world.Provider.Authority, School.Clock)
                .By(Forged.SomeKey($"no-key-{key}"));
            (await world.Bearing(forged).Gets("/v1/incidents")).ShouldBeRefused(401, "unauthenticated");
        }

        world.Provider.Asked.Should().BeLessThanOrEqualTo(asked + 1);
    }

    private async Task<long> People() =>
        long.Parse((await School.Database.Asks("select count(*) from incidents.mt_doc_personrow"))[0]);

    private Task<string> OfCounty(string number, string establishment, string group) =>
        world.County.Issues(new
        {
            sub = $"pairwise-{number}",
            staff_number = number,
            display_name = $"County person {number}",
            establishment,
            groups = new[] { group, "CN=Everybody" },
        });

    /// <summary>Who did the latest step.</summary>
    private static async Task<JsonNode> Actor(Member reader, ReportedIncident incident) =>
        (await reader.Gets($"{incident.Path}/history")).Items[^1]["actor"]!;
}
