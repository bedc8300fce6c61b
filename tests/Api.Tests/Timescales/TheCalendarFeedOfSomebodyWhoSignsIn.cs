using System.Net;

namespace Incidents.Api.Tests.Timescales;

public sealed class TheCalendarFeedOfSomebodyWhoSignsIn(SchoolWithSignIn world)
    : IClassFixture<SchoolWithSignIn>
{
    private School School => world.School;

    [Fact]
    public async Task shows_no_more_than_the_roles_that_their_issuer_still_gives_them()
    {
        var manager = await world.SignsIn("f.demoted", "Fay Demoted", "officeManager");
        await School.Reports();
        var feed = await FeedOf(manager);
        (await School.Stranger.Gets(feed)).Text.Should().Contain("BEGIN:VEVENT");

        School.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await world.SignsIn("f.demoted", "Fay Demoted", "staff")).Gets("/v1/incidents");

        var calendar = await School.Stranger.Gets(feed);
        calendar.ShouldBe(HttpStatusCode.OK);
        calendar.Text.Should().NotContain("BEGIN:VEVENT");
    }

    [Fact]
    public async Task is_closed_while_they_have_not_signed_in_for_thirty_days()
    {
        var feed = await FeedOf(await world.SignsIn("f.away", "Flo Away", "officeManager"));

        foreach (var _ in Enumerable.Range(0, 2))
        {
            School.Clock.Advance(TimeSpan.FromDays(30));
            (await School.Stranger.Gets(feed)).ShouldBe(HttpStatusCode.OK);
            School.Clock.Advance(TimeSpan.FromDays(1));
            (await School.Stranger.Gets(feed)).ShouldBeRefused(404, "not-found");

            await (await world.SignsIn("f.away", "Flo Away", "officeManager")).Gets("/v1/incidents");
            (await School.Stranger.Gets(feed)).ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task closes_when_they_are_erased()
    {
        var leaver = await world.SignsIn("f.leaver", "Fin Leaver", "staff");
        var incident = await leaver.Reports(Tales.LostLaptop);
        var feed = await FeedOf(leaver);
        var person = (await School.OfficeManager.Gets(incident.Path))["reporter"]!["personId"]!
            .GetValue<Guid>();

        (await School.ProtectionOfficer.Erases(person)).ShouldRecord("personErased");

        (await School.Stranger.Gets(feed)).ShouldBeRefused(404, "not-found");
        (await School.Database.Asks(
            "select data ->> 'personId' from incidents.mt_doc_calendarfeedrow "
                + "where data ->> 'revokedAt' is null")).Should().NotContain(person.ToString());
    }

    private static async Task<string> FeedOf(Member maker)
    {
        var made = await maker.Posts("/v1/deadlines/feeds", new { });
        made.ShouldBe(HttpStatusCode.Created);

        return made["address"]!.ToString();
    }
}
