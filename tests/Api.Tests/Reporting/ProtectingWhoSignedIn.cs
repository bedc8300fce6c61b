using System.Net;

namespace Incidents.Api.Tests.Reporting;

public sealed class ProtectingWhoSignedIn(SchoolWithSignIn world) : IClassFixture<SchoolWithSignIn>
{
    private School School => world.School;

    [Fact]
    public async Task leaves_nothing_that_points_to_who_was_known_before()
    {
        var teacher = await world.SignsIn("known-subject", "Known Teller", "staff");
        var ordinary = await teacher.Reports(Tales.LostLaptop);
        var person = (await School.OfficeManager.Gets(ordinary.Path))["reporter"]!["personId"]!
            .GetValue<string>();

        await LeavesNothing(teacher, "known-subject", "Known Teller", person);
    }

    [Fact]
    public async Task leaves_nothing_that_points_to_who_was_never_seen()
    {
        var teacher = await world.SignsIn("unseen-subject", "Unseen Teller", "staff");

        await LeavesNothing(teacher, "unseen-subject", "Unseen Teller");

        (await teacher.Gets("/v1/incidents")).Items.Should().BeEmpty();
    }

    private async Task LeavesNothing(Member teacher, params string[] pointers)
    {
        School.Clock.Advance(TimeSpan.FromMinutes(17));
        var before = (await SecretReports.Dump(School)).ToHashSet();
        var lines = School.Log.Lines.Count;

        var report = await teacher.Posts(
            "/v1/incidents", new { title = "In confidence", protectIdentity = true }, retryKey: "secret");
        report.ShouldBe(HttpStatusCode.Created);
        (await School.Nobody.With(report).Looks()).ShouldBe(HttpStatusCode.OK);

        var made = (await SecretReports.Dump(School)).Except(before).ToList();
        made.Should().Contain(each => each.Table.EndsWith("mt_events"));
        string.Join('\n', made.Select(each => each.Row)).Should()
            .NotContainAny([.. pointers, teacher.Token!]);
        string.Join('\n', School.Log.Lines.Skip(lines)).Should().NotContainAny([.. pointers, teacher.Token!]);
        made.Should().NotContain(each => each.Table.EndsWith("personrow"), "nobody new was met");
    }
}
