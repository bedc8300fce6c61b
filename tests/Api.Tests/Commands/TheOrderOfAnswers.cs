using System.Net;
using System.Text;

namespace Incidents.Api.Tests.Commands;

public sealed class TheOrderOfAnswers(School school) : IClassFixture<School>
{
    private const string Nonsense = """{"severity": "terrible", "rationale": "None"}""";

    private static ReportedIncident Nowhere => new(Guid.CreateVersion7(), "");

    [Fact]
    public async Task is_401_before_all_others() =>
        (await school.Stranger.Posts(Nowhere, "classification", Nonsense))
            .ShouldBeRefused(401, "unauthenticated");

    [Fact]
    public async Task is_415_and_413_before_400()
    {
        var path = $"{Nowhere.Path}/classification";

        (await school.OfficeManager.Sends(
            HttpMethod.Post, path, new StringContent(Nonsense, Encoding.UTF8, "text/plain")))
            .ShouldBeRefused(415, "unsupported-media-type");
        (await school.OfficeManager.Sends(
            HttpMethod.Post, path, Member.Json(Nonsense + new string(' ', 256 * 1024))))
            .ShouldBeRefused(413, "too-large");
    }

    [Fact]
    public async Task is_400_before_404()
    {
        (await school.OfficeManager.Posts(Nowhere, "classification", Nonsense)).ShouldBeWrongAt("/severity");
        (await school.OfficeManager.Classifies(Nowhere)).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task is_404_before_the_stored_answer()
    {
        var incident = await school.Reports();
        (await school.Deputy.Escalates(incident, to: "headteacher", "a-key"))
            .ShouldBe(HttpStatusCode.Created);
        await school.Teacher.AddsDetails(incident, new { concernsRoles = new[] { "deputyHeadteacher" } });

        (await school.Deputy.Escalates(incident, to: "headteacher", "a-key"))
            .ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task is_the_stored_answer_before_403()
    {
        var incident = await school.HasInvestigated(by: school.Deputy);
        var first = await school.Deputy.Decides(incident, retryKey: "decided-once");
        await school.OfficeManager.Allocates(incident, to: school.LineManager, reason: "On leave.");

        var again = await school.Deputy.Decides(incident, retryKey: "decided-once");

        again.ShouldBe(HttpStatusCode.Created);
        again.Body.Should().Equal(first.Body);
        (await school.Deputy.Decides(incident, retryKey: "decided-twice"))
            .ShouldBeRefused(403, "not-your-duty", "how-3c");
    }

    [Fact]
    public async Task is_the_stored_answer_before_412_and_before_409()
    {
        var incident = await school.Reports();
        var first = await school.OfficeManager.Classifies(incident, ifMatch: 1, retryKey: "classified-once");

        (await school.OfficeManager.Classifies(incident, ifMatch: 1, retryKey: "classified-once")).Body
            .Should().Equal(first.Body);

        await school.OfficeManager.Verifies(incident, finding: "notAnIncident");
        await school.OfficeManager.Closes(incident);
        (await school.OfficeManager.Classifies(incident, ifMatch: 1, retryKey: "classified-once")).Body
            .Should().Equal(first.Body);
    }

    [Fact]
    public async Task is_403_before_412()
    {
        var incident = await school.Reports();

        (await school.Headteacher.Classifies(incident, ifMatch: 99))
            .ShouldBeRefused(403, "not-your-duty", "how-5a");
    }

    [Fact]
    public async Task is_412_before_nothing_to_do()
    {
        var incident = await school.HasClassified();

        (await school.OfficeManager.Classifies(incident, ifMatch: 1)).ShouldBeRefused(412, "stale-version");
        (await school.OfficeManager.Classifies(incident, ifMatch: 2)).ShouldRecord();
    }

    [Fact]
    public async Task is_nothing_to_do_before_409()
    {
        var incident = await school.HasClosed();

        (await school.OfficeManager.Classifies(incident)).ShouldRecord();
        (await school.OfficeManager.RulesOut(incident, "how-3d")).ShouldRecord();
        (await school.OfficeManager.Classifies(incident, "moderate"))
            .ShouldBeRefused(409, "incident-closed", "must-5");
    }
}
