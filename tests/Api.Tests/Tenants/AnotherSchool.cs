using System.Net;
using Incidents.Application.Timescales;
using Microsoft.Extensions.DependencyInjection;
using Role = Incidents.Domain.Role;

namespace Incidents.Api.Tests.Tenants;

public sealed class AnotherSchool(AnotherSchool.Neighbours neighbours)
    : IClassFixture<AnotherSchool.Neighbours>
{
    private School School => neighbours.School;

    [Fact]
    public async Task does_not_see_an_incident_on_any_path()
    {
        var incident = await School.HasInvestigated();
        var there = neighbours.OfficeManager;

        foreach (var path in (string[])["", "/history", "/checklist", "/deadlines"])
            (await there.Gets(incident.Path + path)).ShouldBeRefused(404, "not-found");
        (await there.Classifies(incident)).ShouldBeRefused(404, "not-found");
        (await there.Uploads(incident, new([1]))).ShouldBeRefused(404, "not-found");
        (await there.Closes(incident)).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task has_a_register_of_its_own()
    {
        var here = await School.Reports();
        var there = await neighbours.OfficeManager.Reports(Tales.LostLaptop);

        Ids(await neighbours.OfficeManager.Gets("/v1/incidents")).Should()
            .Contain(there.Id).And.NotContain(here.Id);
        Ids(await School.OfficeManager.Gets("/v1/incidents")).Should()
            .Contain(here.Id).And.NotContain(there.Id);
        Ids(await neighbours.OfficeManager.Gets($"/v1/incidents?text={here.Reference}")).Should().BeEmpty();
    }

    [Fact]
    public async Task knows_the_same_subject_as_another_person()
    {
        neighbours.OfficeManager.Subject.Should().Be(School.OfficeManager.Subject);
        var here = await School.OfficeManager.Reports(Tales.LostLaptop);
        var there = await neighbours.OfficeManager.Reports(Tales.LostLaptop);

        PersonOf(await neighbours.OfficeManager.Gets($"{there.Path}/history"))
            .Should().NotBe(PersonOf(await School.OfficeManager.Gets($"{here.Path}/history")));
    }

    [Fact]
    public async Task has_keys_that_no_other_administrator_sees_or_revokes()
    {
        var ours = (await School.Administrator.Gets("/v1/admin/api-keys")).Items
            .Single(key => key["subject"]!.GetValue<string>() == School.Headteacher.Subject)["id"]!;

        (await neighbours.Administrator.Gets("/v1/admin/api-keys")).Items.Select(key => key["id"]!.ToString())
            .Should().NotContain(ours.ToString());
        (await neighbours.Administrator.Deletes($"/v1/admin/api-keys/{ours}"))
            .ShouldBeRefused(404, "not-found");
        (await School.Headteacher.Gets("/v1/incidents")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task does_not_give_its_answers_under_the_same_idempotency_key()
    {
        var here = await School.OfficeManager.Posts("/v1/incidents", Tales.LostLaptop, retryKey: "shared");
        var there = await neighbours.OfficeManager.Posts(
            "/v1/incidents", Tales.LostLaptop, retryKey: "shared");

        there["incidentId"]!.ToString().Should().NotBe(here["incidentId"]!.ToString());
    }

    [Fact]
    public async Task has_deadlines_of_its_own_on_which_the_same_ladder_acts()
    {
        var here = await School.Reports();
        var there = await neighbours.OfficeManager.Reports(Tales.LostLaptop);
        School.Clock.Advance(TimeSpan.FromDays(1.5));

        await School.Services.GetRequiredService<Ladder>()
            .Sweep(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        (await neighbours.OfficeManager.Gets($"{there.Path}/history")).Items
            .Should().Contain(item => item["type"]!.ToString() == "timescaleMissed");
        (await School.OfficeManager.Gets($"{here.Path}/history")).Items
            .Should().Contain(item => item["type"]!.ToString() == "timescaleMissed");
        Ids(await neighbours.OfficeManager.Gets("/v1/deadlines?overdue=true")).Should()
            .Contain(there.Id).And.NotContain(here.Id);
        (await neighbours.OfficeManager.Gets($"{here.Path}/deadlines")).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task is_made_by_an_operator_alone_under_a_name_that_is_free()
    {
        var wanted = new { tenant = "oakfield", name = "Oakfield Primary" };

        (await neighbours.Administrator.Posts("/v1/admin/tenants", wanted))
            .ShouldBeRefused(403, "not-your-duty");
        (await School.Headteacher.Posts("/v1/admin/tenants", wanted)).ShouldBeRefused(403, "not-your-duty");
        (await School.Administrator.Posts("/v1/admin/tenants", wanted with { tenant = "Oak field" }))
            .ShouldBeWrongAt("/tenant");
        (await School.Administrator.Posts("/v1/admin/tenants", wanted)).ShouldBe(HttpStatusCode.Created);
        (await School.Administrator.Posts("/v1/admin/tenants", wanted)).ShouldBeWrongAt("/tenant");
    }

    [Fact]
    public async Task is_made_once_however_often_it_is_asked_for_under_the_same_idempotency_key()
    {
        var wanted = new { tenant = "elmfield", name = "Elmfield Primary" };
        var first = await School.Administrator.Posts("/v1/admin/tenants", wanted, retryKey: "one-tenant");
        first.ShouldBe(HttpStatusCode.Created);

        (await School.Administrator.Posts("/v1/admin/tenants", wanted, retryKey: "one-tenant")).Body.Should()
            .Equal(first.Body);
    }

    [Fact]
    public async Task shows_an_operator_no_content()
    {
        var incident = await School.Reports();
        var operatorOnly = await School.Joins("operator", "Operator", Role.Operator);

        (await operatorOnly.Gets(incident.Path)).ShouldBeRefused(404, "not-found");
        (await operatorOnly.Gets("/v1/incidents")).Items.Should().BeEmpty();
        (await School.Administrator.Gets(incident.Path)).ShouldBeRefused(404, "not-found");
        (await School.Administrator.Gets("/v1/incidents")).Items.Should().BeEmpty();
        (await operatorOnly.Gets("/v1/admin/api-keys")).ShouldBeRefused(403, "not-your-duty");
    }

    private static IEnumerable<Guid> Ids(Answer register) =>
        register.Items.Select(line => line["incidentId"]!.GetValue<Guid>());

    private static Guid PersonOf(Answer history) => history.Items[0]["actor"]!["personId"]!.GetValue<Guid>();

    /// <summary>Two schools on one installation.</summary>
    public sealed class Neighbours(TestCluster cluster) : IAsyncLifetime
    {
        public School School { get; } = new(cluster);

        public Member Administrator { get; private set; } = null!;

        public Member OfficeManager { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await School.InitializeAsync();
            var made = await School.Administrator.Posts(
                "/v1/admin/tenants", new { tenant = "ashfield", name = "Ashfield" });
            made.ShouldBe(HttpStatusCode.Created);
            Administrator = School.With(made["key"]!.GetValue<string>());
            OfficeManager = await School.Joins(
                Administrator, School.OfficeManager.Subject, "Another Sandra", Role.OfficeManager);
        }

        public ValueTask DisposeAsync() => School.DisposeAsync();
    }
}
