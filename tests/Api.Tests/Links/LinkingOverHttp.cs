using System.Net;

namespace Incidents.Api.Tests.Links;

public sealed class LinkingOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task a_duplicate_is_closed_with_only_its_link()
    {
        var (twin, first) = (await school.Reports(), await school.Reports());
        var linked = await school.OfficeManager.Links(twin, first.Id);

        linked.ShouldBe(HttpStatusCode.Created);
        linked.ShouldRecord("incidentLinked");
        (await school.OfficeManager.Gets(linked.Location!))["incidentId"]!.GetValue<Guid>().Should()
            .Be(first.Id);
        (await school.OfficeManager.Closes(twin)).ShouldRecord("incidentClosed");
        (await school.OfficeManager.Gets(twin.Path))["closure"]!["ground"]!.GetValue<string>().Should()
            .Be("duplicate");
        (await school.OfficeManager.Links(twin, first.Id)).ShouldRecord();
        (await school.OfficeManager.Links(twin, first.Id, "relatedTo")).ShouldRecord("incidentLinked");
    }

    [Fact]
    public async Task is_to_another_incident_that_the_office_manager_sees_whole()
    {
        var incident = await school.Reports();
        var hidden = await school.Teacher.Reports(new
        {
            title = "About the office",
            concernsRoles = new[] { "officeManager" },
        });

        (await school.OfficeManager.Links(incident, Guid.NewGuid())).ShouldBeRefused(422, "no-such-incident");
        (await school.OfficeManager.Links(incident, hidden.Id)).ShouldBeRefused(422, "no-such-incident");
        (await school.OfficeManager.Links(incident, incident.Id)).ShouldBeWrongAt("/incidentId");
        (await school.Headteacher.Links(incident, hidden.Id)).ShouldBeRefused(403, "not-your-duty", "why-1");
    }

    [Fact]
    public async Task makes_no_duplicate_of_a_duplicate_not_even_at_the_same_moment()
    {
        for (var round = 0; round < 3; round++)
        {
            var (one, other) = (await school.Reports(), await school.Reports());
            var answers = await Task.WhenAll(
                school.OfficeManager.Links(one, other.Id), school.OfficeManager.Links(other, one.Id));

            answers.Select(answer => answer.StatusCode).Should()
                .BeEquivalentTo([HttpStatusCode.Created, HttpStatusCode.Conflict]);
            answers.Single(answer => answer.StatusCode == HttpStatusCode.Conflict)
                .ShouldBeRefused(409, "duplicate-of-duplicate", "why-1");
        }
    }
}
