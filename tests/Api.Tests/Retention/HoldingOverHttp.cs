using System.Net;

namespace Incidents.Api.Tests.Retention;

public sealed class HoldingOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task keeps_an_incident_from_being_erased_until_every_hold_is_released()
    {
        var incident = await school.HasKeptLongEnough();
        var one = await school.ProtectionOfficer.Holds(incident);
        var other = await school.ProtectionOfficer.Holds(incident);
        one.ShouldRecord("legalHoldPlaced");
        one.Location.Should().Be($"/v1/legal-holds/{one.Id}");

        (await school.ProtectionOfficer.Erases(incident)).ShouldBeRefused(409, "legal-hold", "ref");
        (await school.ProtectionOfficer.Releases(one.Id)).ShouldRecord("legalHoldReleased");
        (await school.ProtectionOfficer.Releases(one.Id)).ShouldRecord();
        (await school.ProtectionOfficer.Erases(incident)).ShouldBeRefused(409, "legal-hold", "ref");
        (await school.ProtectionOfficer.Releases(other.Id)).ShouldRecord("legalHoldReleased");
        (await school.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");
    }

    [Fact]
    public async Task is_read_by_itself_in_the_list_and_in_the_incident()
    {
        var incident = await school.HasKept();
        var hold = await school.ProtectionOfficer.Holds(incident);

        var alone = await school.ProtectionOfficer.Gets(hold.Location!);
        alone["incidentId"]!.GetValue<Guid>().Should().Be(incident.Id);
        alone["reference"]!.ToString().Should().Be(incident.Reference);
        alone["reason"]!.ToString().Should().Be("A claim was made.");
        alone["release"].Should().BeNull();

        (await school.ProtectionOfficer.Releases(hold.Id)).ShouldBe(HttpStatusCode.OK);
        (await school.ProtectionOfficer.Gets("/v1/legal-holds")).Items
            .Single(item => item["id"]!.ToString() == hold.Id)["release"]!["reason"]!.ToString()
            .Should().Be("It was settled.");
        (await school.OfficeManager.Gets(incident.Path))["legalHolds"]![0]!["id"]!.ToString()
            .Should().Be(hold.Id);
    }

    [Fact]
    public async Task is_for_the_data_protection_officer()
    {
        var incident = await school.HasKept();
        var hold = await school.ProtectionOfficer.Holds(incident);

        (await school.OfficeManager.Holds(incident)).ShouldBeRefused(403, "not-your-duty", "ref");
        (await school.OfficeManager.Releases(hold.Id)).ShouldBeRefused(403, "not-your-duty", "ref");
        (await school.Assistant.Releases(hold.Id)).ShouldBeRefused(404, "not-found");
        (await school.OfficeManager.Gets("/v1/legal-holds")).ShouldBeRefused(403, "not-your-duty");
        (await school.ProtectionOfficer.Releases($"{Guid.CreateVersion7()}"))
            .ShouldBeRefused(404, "not-found");
        (await school.ProtectionOfficer.Releases("nonsense")).ShouldBeRefused(404, "not-found");
        (await school.ProtectionOfficer.Gets("/v1/legal-holds/nonsense")).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task is_nothing_that_another_school_finds()
    {
        var made = await school.Administrator.Posts(
            "/v1/admin/tenants", new { tenant = "ashfield", name = "Ashfield" });
        var administrator = school.With(made["key"]!.ToString());
        var officer = await school.Joins(
            administrator, "dpo", "Their officer", Domain.Role.DataProtectionOfficer);
        var incident = await school.HasKeptLongEnough();
        var hold = await school.ProtectionOfficer.Holds(incident);

        (await officer.Holds(incident)).ShouldBeRefused(422, "no-such-incident");
        (await officer.Erases(incident)).ShouldBeRefused(422, "no-such-incident");
        (await officer.Releases(hold.Id)).ShouldBeRefused(404, "not-found");
        (await officer.Gets(hold.Location!)).ShouldBeRefused(404, "not-found");
        (await officer.Gets("/v1/legal-holds")).Items.Should().BeEmpty();
        (await officer.Gets("/v1/retention")).Items.Should().BeEmpty();
        (await officer.Erases(await school.PersonIn(incident, 0))).ShouldBeRefused(422, "no-such-person");
    }
}

public sealed class WhatIsKeptTooLong(School school) : IClassFixture<School>
{
    [Fact]
    public async Task is_shown_once_its_retention_is_over_until_it_is_erased()
    {
        var first = await school.HasKept();
        (await Shown()).Should().BeEmpty();

        school.Clock.Advance(TimeSpan.FromDays(3 * 366));
        var second = await school.HasKept();
        (await Shown()).Should().Equal(first.Id);

        school.Clock.Advance(TimeSpan.FromDays(3 * 366));
        (await Shown()).Should().Equal(first.Id, second.Id);
        var page = await school.ProtectionOfficer.Gets("/v1/retention?limit=1");
        page.Items.Single()["title"]!.ToString().Should().Be(AKeptIncident.Title);
        (await school.ProtectionOfficer.Gets($"/v1/retention?limit=1&cursor={page["next"]}")).Items
            .Single()["incidentId"]!.GetValue<Guid>().Should().Be(second.Id);

        (await school.ProtectionOfficer.Erases(first)).ShouldBe(HttpStatusCode.OK);
        (await Shown()).Should().Equal(second.Id);
        (await school.OfficeManager.Gets("/v1/retention")).ShouldBeRefused(403, "not-your-duty");
        (await school.ProtectionOfficer.Gets("/v1/retention?cursor=nonsense"))
            .ShouldBeRefused(400, "invalid-request");
    }

    private async Task<IEnumerable<Guid>> Shown() => (await school.ProtectionOfficer.Gets("/v1/retention"))
        .Items.Select(item => item["incidentId"]!.GetValue<Guid>());
}
