using System.Net;

namespace Incidents.Api.Tests.Detriment;

public sealed class ConcernsOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task about_the_headteacher_are_kept_from_the_headteacher_and_resolved_by_the_chair()
    {
        var incident = await school.Reports();
        var raised = await school.Teacher.RaisesConcern(incident, "headteacher");

        raised.ShouldBe(HttpStatusCode.Created);
        (await school.Headteacher.Gets(raised.Location!)).Text.Should().NotContain("hours");
        (await school.Headteacher.ResolvesConcern(incident, raised.Id))
            .ShouldBeRefused(403, "conflict-of-interest", "why-6");
        (await school.OfficeManager.ResolvesConcern(incident, raised.Id))
            .ShouldBeRefused(403, "not-your-duty", "how-1");
        (await school.Chair.ResolvesConcern(incident, raised.Id)).ShouldRecord("detrimentConcernResolved");
        (await school.Chair.ResolvesConcern(incident, raised.Id)).ShouldRecord();
        (await school.Teacher.Gets(raised.Location!))["resolution"]!["resolution"]!.GetValue<string>()
            .Should().Be("The hours were restored.");
    }

    [Fact]
    public async Task are_of_the_reporter_and_of_this_incident()
    {
        var incident = await school.Reports();

        (await school.OfficeManager.RaisesConcern(incident)).ShouldBeRefused(403, "not-your-duty", "how-1");
        (await school.Chair.ResolvesConcern(incident, $"{Guid.NewGuid()}"))
            .ShouldBeRefused(404, "no-such-detriment-concern");
    }

    [Fact]
    public async Task stand_in_the_way_of_closing_and_are_raised_and_resolved_after_it_too()
    {
        var incident = await school.HasAcceptedOutcome();
        var raised = await school.Teacher.RaisesConcern(incident);

        (await school.OfficeManager.Closes(incident)).ShouldBeRefused(409, "detriment-open", "how-1");
        (await school.Headteacher.ResolvesConcern(incident, raised.Id)).ShouldBe(HttpStatusCode.OK);
        (await school.OfficeManager.Closes(incident)).ShouldBe(HttpStatusCode.OK);
        var again = await school.Teacher.RaisesConcern(incident);
        again.ShouldBe(HttpStatusCode.Created);
        (await school.Headteacher.ResolvesConcern(incident, again.Id)).ShouldBe(HttpStatusCode.OK);
    }
}
