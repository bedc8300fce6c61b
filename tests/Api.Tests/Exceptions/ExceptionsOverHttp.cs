using System.Net;
using Incidents.Application.Exceptions;
using Microsoft.Extensions.DependencyInjection;
using Role = Incidents.Domain.Role;
using Wolverine;

namespace Incidents.Api.Tests.Exceptions;

public sealed class ExceptionsOverHttp(School school) : IClassFixture<School>
{
    private const string Path = "/v1/policy-exceptions";

    [Fact]
    public async Task are_asked_for_granted_and_read()
    {
        var asked = await school.Teacher.Posts(Path, Request("For the trip."));

        asked.ShouldBe(HttpStatusCode.Created);
        asked.ShouldRecord("policyExceptionRequested");
        (asked.Location, asked.ETag).Should().Be(($"{Path}/{asked.Id}", "\"1\""));
        var granted = await Grants(school.Headteacher, asked);
        granted.ShouldRecord("policyExceptionApproved");
        granted.ETag.Should().Be("\"2\"");

        var shown = await school.Teacher.Gets(asked.Location!);
        shown.ETag.Should().Be("\"2\"");
        shown["status"]!.GetValue<string>().Should().Be("approved");
        shown["businessReason"]!.GetValue<string>().Should().Be("For the trip.");
        shown["raisedBy"]!["name"]!.GetValue<string>().Should().Be(school.Teacher.Name);
        shown["decision"]!["decidedBy"]!["name"]!.GetValue<string>().Should().Be(school.Headteacher.Name);
        shown["expiresOn"]!.GetValue<string>().Should().Be("2026-07-17");
    }

    [Fact]
    public async Task are_seen_by_who_asked_who_decides_the_office_manager_and_the_auditor()
    {
        var asked = await school.Teacher.Posts(Path, Request("Seen by some."));
        var (seen, unseen) = (new List<Role>(), new List<Role>());

        foreach (var member in school.Everybody)
        {
            var one = await member.Gets(asked.Location!);
            var listed = (await member.Gets(Path)).Items.Any(item => $"{item["id"]}" == asked.Id);
            listed.Should().Be(one.StatusCode == HttpStatusCode.OK);
            (listed ? seen : unseen).Add(member.Roles[0]);
            if (!listed)
                one.ShouldBeRefused(404, "not-found");
        }

        seen.Should().BeEquivalentTo([Role.Staff, Role.Headteacher, Role.OfficeManager, Role.Auditor]);
        unseen.Should().NotBeEmpty();
    }

    [Fact]
    public async Task are_decided_on_by_the_headteacher_once_and_by_nobody_unseen()
    {
        var asked = await school.Teacher.Posts(Path, Request("Decided once."));

        (await Grants(school.Deputy, asked)).ShouldBeRefused(404, "not-found");
        (await Grants(school.OfficeManager, asked)).ShouldBeRefused(403, "not-your-duty", "exc");
        (await Grants(school.Teacher, asked)).ShouldBeRefused(403, "conflict-of-interest", "why-6");
        (await Grants(school.Headteacher, asked)).ShouldBe(HttpStatusCode.OK);
        (await Grants(school.Headteacher, asked)).ShouldRecord();
        (await school.Headteacher.Posts(
            $"{asked.Location}/decision", new { approved = false, reason = "After all." }))
            .ShouldBeRefused(409, "already-decided", "exc");
        (await school.Headteacher.Posts($"{Path}/{Guid.CreateVersion7()}/decision",
            new { approved = false, reason = "Nothing." })).ShouldBeRefused(404, "not-found");
        (await school.Headteacher.Posts($"{Path}/nothing/decision",
            new { approved = false, reason = "Nothing." })).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task that_an_incident_goes_by_the_id_of_are_not_there()
    {
        var incident = await school.Reports();

        (await school.OfficeManager.Gets($"{Path}/{incident.Id}")).ShouldBeRefused(404, "not-found");
        (await school.Headteacher.Posts($"{Path}/{incident.Id}/decision",
            new { approved = false, reason = "Nothing." })).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task are_asked_for_once_under_one_key_and_decided_against_the_version_that_was_seen()
    {
        var first = await school.Teacher.Posts(Path, Request("Once."), retryKey: "exception-once");
        var again = await school.Teacher.Posts(Path, Request("Once."), retryKey: "exception-once");

        again.Body.Should().Equal(first.Body);
        (await school.Teacher.Posts(Path, Request("Twice."), retryKey: "exception-once"))
            .ShouldBeRefused(422, "idempotency-key-reused");
        (await Grants(school.Headteacher, first, ifMatch: 7)).ShouldBeRefused(412, "stale-version");
        (await Grants(school.Headteacher, first, ifMatch: 1)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task are_decided_on_once_by_many_at_the_same_moment()
    {
        var asked = await school.Teacher.Posts(Path, Request("At once."));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            Grants(school.Headteacher, asked)));

        answers.Should().AllSatisfy(answer => answer.ShouldBe(HttpStatusCode.OK));
        answers.Where(answer => answer.Events.Count > 0).Should().ContainSingle();
    }

    [Theory]
    [InlineData("""{"points": ["how-2"], "businessReason": "x", "reasonsRead": false}""", "/reasonsRead")]
    [InlineData("""{"points": [], "businessReason": "x", "reasonsRead": true}""", "/points")]
    [InlineData("""{"points": ["how-2"], "businessReason": " ", "reasonsRead": true}""", "/businessReason")]
    [InlineData("""{"points": ["how-2"], "businessReason": "x"}""", "/reasonsRead")]
    public async Task are_not_asked_for_by_what_makes_no_sense(string body, string pointer) =>
        (await school.Teacher.Posts(Path, body)).ShouldBeWrongAt(pointer);

    [Fact]
    public async Task from_what_is_no_point_are_refused() =>
        (await school.Teacher.Posts(
            Path, new { points = new[] { "how-9" }, businessReason = "x", reasonsRead = true }))
            .ShouldBeRefused(422, "no-such-point");

    [Fact]
    public async Task are_listed_in_pages_by_their_status()
    {
        var asked = new List<Answer>();
        foreach (var reason in (string[])["One.", "Two.", "Three."])
        {
            asked.Add(await school.Assistant.Posts(Path, Request(reason)));
            school.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await Grants(school.Headteacher, asked[1]);

        var page = await school.Assistant.Gets($"{Path}?limit=2");
        var rest = await school.Assistant.Gets($"{Path}?limit=2&cursor={page["next"]}");
        var granted = await school.Assistant.Gets($"{Path}?status=approved,expired");

        page.Items.Concat(rest.Items).Select(item => $"{item["id"]}").Should()
            .Equal(asked.Select(answer => answer.Id).Reverse());
        granted.Items.Select(item => $"{item["id"]}").Should().Equal(asked[1].Id);
        (await school.Assistant.Gets($"{Path}?status=lost")).ShouldBeWrongAt("/status");
    }

    [Fact]
    public async Task expire_by_the_clock_once_after_their_last_day()
    {
        var asked = await school.Teacher.Posts(Path, Request("Until a day."));
        var lastDay = DateOnly.FromDateTime(school.Clock.GetUtcNow().UtcDateTime).AddDays(3);
        await Grants(school.Headteacher, asked, until: $"{lastDay:yyyy-MM-dd}");

        school.Clock.SetUtcNow(new(lastDay, new TimeOnly(22, 0), TimeSpan.Zero));
        await Look();
        (await school.Teacher.Gets(asked.Location!))["status"]!.GetValue<string>().Should().Be("approved");

        school.Clock.Advance(TimeSpan.FromHours(3));
        await Look();
        await Look();
        var expired = await school.Teacher.Gets(asked.Location!);
        expired["status"]!.GetValue<string>().Should().Be("expired");
        expired["version"]!.GetValue<long>().Should().Be(3, "it expires once");
        expired["expiredAt"].Should().NotBeNull();
    }

    [Fact]
    public async Task hold_no_text_in_clear()
    {
        var asked = await school.Teacher.Posts(Path, Request("An unmistakable reason."));

        (await school.Database.Asks("select data::text from incidents.mt_events")).Should()
            .AllSatisfy(data => data.Should().NotContain("unmistakable"));
        (await school.Database.Asks("select data::text from incidents.mt_doc_policyexception")).Should()
            .Contain(row => row.Contains(asked.Id)).And
            .AllSatisfy(data => data.Should().NotContain("unmistakable"));
    }

    private async Task Look() =>
        await school.Services.GetRequiredService<IServiceScopeFactory>().CreateScope().ServiceProvider
            .GetRequiredService<IMessageBus>()
            .InvokeAsync(new ExpireExceptions(), TestContext.Current.CancellationToken);

    private static Task<Answer> Grants(
        Member member, Answer asked, long? ifMatch = null, string until = "2026-07-17") =>
        member.Posts($"{asked.Location}/decision",
            new { approved = true, reason = "For this trip only.", expiresOn = until }, ifMatch);

    private static object Request(string reason) =>
        new { points = new[] { "how-2" }, businessReason = reason, reasonsRead = true };
}
