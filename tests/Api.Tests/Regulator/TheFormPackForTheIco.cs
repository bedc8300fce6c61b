using System.Net;

namespace Incidents.Api.Tests.Regulator;

public sealed class TheFormPackForTheIco(School school) : IClassFixture<School>
{
    [Fact]
    public async Task of_a_bare_report_lists_all_that_is_missing_and_how_it_gets_there()
    {
        var incident = await school.Reports();

        var pack = await Pack(incident);

        pack["missing"]!.AsArray().Select(gap => gap!["field"]!.GetValue<string>()).Should().Equal(
            "notification.awareAt", "notification.decision", "nature.whatHappened", "nature.occurredAt",
            "nature.discoveredAt", "nature.howItHappened", "nature.categoriesOfPeople",
            "nature.peopleApproximately", "nature.kindOfData", "nature.recordsApproximately", "contact",
            "consequences.likely", "measures.told", "measures.atOnce", "further.trainingOfThoseInvolved",
            "further.othersInformed");
        pack["missing"]!.AsArray().Should().AllSatisfy(
            gap => gap!["whatToDo"]!.GetValue<string>().Should().NotBeNullOrWhiteSpace());
        pack["notification"]!["late"]!.GetValue<bool>().Should().BeFalse();
        pack["notification"]!.AsObject().Should().NotContainKey("endsAt");
    }

    [Fact]
    public async Task says_when_the_72_hours_end_and_how_much_is_left()
    {
        var incident = await school.Reports();
        await school.OfficeManager.EstablishesAwareness(incident, school.Clock.InHours(-71.5));

        var notification = (await Pack(incident))["notification"]!;

        notification["endsAt"]!.GetValue<string>().Should().Be(school.Clock.InHours(0.5));
        notification["secondsLeft"]!.GetValue<long>().Should().Be(1800);
        notification["late"]!.GetValue<bool>().Should().BeFalse();
    }

    [Fact]
    public async Task says_by_how_much_a_notification_would_be_late_now_and_asks_for_the_reasons()
    {
        var incident = await school.Reports();
        await school.OfficeManager.EstablishesAwareness(incident, school.Clock.InHours(-74));

        var pack = await Pack(incident);

        pack["notification"]!["late"]!.GetValue<bool>().Should().BeTrue();
        pack["notification"]!["lateBySeconds"]!.GetValue<long>().Should().Be(2 * 3600);
        pack["missing"]!.AsArray().Select(gap => gap!["field"]!.GetValue<string>()).Should()
            .Contain("notification.reasonsForDelay");
    }

    [Fact]
    public async Task keeps_the_lateness_of_what_was_sent_and_takes_what_was_told()
    {
        var incident = await school.Reports();
        await school.OfficeManager.AddsDetails(incident, new { description = "As the teacher tells it." });
        await school.OfficeManager.EstablishesAwareness(incident, school.Clock.InHours(-80));
        await school.OfficeManager.NotifiesIco(incident, school.Clock.InHours(-7), "A holiday.");
        await school.OfficeManager.NotifiesIco(incident, school.Clock.InHours(-1), supplements: true);

        var pack = await Pack(incident);

        pack["notification"]!["sentAt"]!.GetValue<string>().Should().Be(school.Clock.InHours(-7));
        pack["notification"]!["lateBySeconds"]!.GetValue<long>().Should().Be(3600);
        pack["notification"]!["reasonsForDelay"]!.GetValue<string>().Should().Be("A holiday.");
        pack["nature"]!["whatHappened"]!.GetValue<string>().Should().Be("A laptop was lost.");
        pack["nature"]!["categoriesOfPeople"]![0]!.GetValue<string>().Should().Be("pupils");
        pack["contact"]!.GetValue<string>().Should().Be("The data protection officer");
        pack["missing"]!.AsArray().Select(gap => gap!["field"]!.GetValue<string>()).Should()
            .NotContain(["consequences.likely", "measures.told", "notification.reasonsForDelay"]);
    }

    [Fact]
    public async Task is_for_who_works_on_the_incident()
    {
        var incident = await school.Reports();

        (await school.Auditor.Gets($"{incident.Path}/ico-form-pack")).ShouldBe(HttpStatusCode.OK);
        (await school.Teacher.Gets($"{incident.Path}/ico-form-pack")).ShouldBeRefused(403, "not-your-duty");
        (await school.Assistant.Gets($"{incident.Path}/ico-form-pack")).ShouldBeRefused(404, "not-found");
        (await school.OfficeManager.Gets($"{incident.Path}/ico-form-pack?as=page")).ShouldBeWrongAt("/as");
    }

    [Fact]
    public async Task is_a_page_for_who_asks_for_one()
    {
        var incident = await school.Reports();
        await school.OfficeManager.EstablishesAwareness(incident, school.Clock.InHours(-100));

        var page = await school.OfficeManager.Gets($"{incident.Path}/ico-form-pack", accept: "text/html");

        page.ShouldBe(HttpStatusCode.OK);
        page.Content.ContentType!.MediaType.Should().Be("text/html");
        page.Text.Should().Contain("would be late by 1 day and 4 hours").And.Contain(incident.Reference)
            .And.Contain("Still missing").And.NotContain("<script");
    }

    private async Task<Answer> Pack(ReportedIncident incident)
    {
        var pack = await school.OfficeManager.Gets($"{incident.Path}/ico-form-pack");
        pack.ShouldBe(HttpStatusCode.OK);

        return pack;
    }
}
