using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.IcoRegister;

public sealed class TheRegisterOfNotifications(School school) : IClassFixture<School>
{
    private const string Path = "/v1/registers/ico-notifications";

    [Fact]
    public async Task has_what_was_sent_with_its_lateness_and_supplements()
    {
        var incident = await school.Reports();
        await school.OfficeManager.EstablishesAwareness(incident, school.Clock.InHours(-73));
        await school.OfficeManager.NotifiesIco(incident, school.Clock.Now, "A holiday.");
        await school.OfficeManager.NotifiesIco(incident, school.Clock.Now, supplements: true);

        var line = await Line(incident, "sent=true");

        line["late"]!.GetValue<bool>().Should().BeTrue();
        line["lateBySeconds"]!.GetValue<long>().Should().Be(3600);
        line["supplements"]!.GetValue<int>().Should().Be(1);
        line["sentAt"]!.GetValue<string>().Should().Be(school.Clock.Now);
        line["reasonsForDelay"]!.GetValue<string>().Should().Be("A holiday.");
    }

    [Fact]
    public async Task has_what_is_to_be_sent_and_whether_the_72_hours_are_over()
    {
        var incident = await school.Reports();
        await school.OfficeManager.EstablishesAwareness(incident, school.Clock.InHours(-72));
        await school.OfficeManager.AssessesForIco(incident);

        var line = await Line(incident, "sent=false");

        line["endsAt"]!.GetValue<string>().Should().Be(school.Clock.Now);
        line["late"]!.GetValue<bool>().Should().BeFalse();
        school.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Line(incident, "sent=false"))["lateBySeconds"]!.GetValue<long>().Should().Be(60);
    }

    [Fact]
    public async Task leaves_out_what_is_not_for_the_ICO()
    {
        var incident = await school.Reports();
        await school.OfficeManager.AssessesForIco(incident, "notReportable");

        (await school.OfficeManager.Gets($"{Path}?text={incident.Reference}")).Items.Should().BeEmpty();
        (await school.OfficeManager.Gets($"{Path}?sent=perhaps")).ShouldBeWrongAt("/sent");
    }

    private async Task<JsonNode> Line(ReportedIncident incident, string query) =>
        (await school.OfficeManager.Gets($"{Path}?text={incident.Reference}&{query}")).Items.Single();
}
