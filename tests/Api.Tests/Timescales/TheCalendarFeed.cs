using System.Net;

namespace Incidents.Api.Tests.Timescales;

public sealed class TheCalendarFeed(TestCluster cluster) : IAsyncLifetime
{
    private readonly School _school = new(cluster);

    public ValueTask InitializeAsync() => _school.InitializeAsync();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task is_read_without_a_key_and_holds_the_reference_and_what_is_due_and_nothing_else()
    {
        var incident = await _school.Reports();
        var made = await _school.OfficeManager.Posts("/v1/deadlines/feeds", new { });
        made.ShouldBe(HttpStatusCode.Created);

        var calendar = await _school.Stranger.Gets(made["address"]!.ToString());

        calendar.ShouldBe(HttpStatusCode.OK);
        calendar.Content.ContentType!.MediaType.Should().Be("text/calendar");
        calendar.Text.Split("\r\n").Should().Contain("DTSTART:20260303T090000Z")
            .And.Contain($"SUMMARY:{incident.Reference}: classification due")
            .And.OnlyContain(line => line.Length <= 75);
        calendar.Text.Should().NotContain("Laptop").And.NotContain("Brierley");
    }

    [Fact]
    public async Task shows_what_its_maker_sees_or_only_what_is_theirs_to_do()
    {
        await _school.HasInvestigated();
        await _school.OfficeManager.Reports(
            new { title = "Papers on the desk", concernsRoles = new[] { "headteacher" } });

        (await EventsOf(_school.OfficeManager)).Should().Be(2);
        (await EventsOf(_school.Headteacher)).Should().Be(1);
        (await EventsOf(_school.LineManager, new { mine = true })).Should().Be(1);
        (await EventsOf(_school.Teacher)).Should().Be(0);
    }

    [Fact]
    public async Task is_listed_for_its_maker_and_revoked_by_them_or_by_an_administrator()
    {
        var one = await _school.OfficeManager.Posts("/v1/deadlines/feeds", new { });
        var other = await _school.OfficeManager.Posts("/v1/deadlines/feeds", new { });

        (await _school.OfficeManager.Gets("/v1/deadlines/feeds")).Items.Should().HaveCount(2);
        (await _school.Headteacher.Gets("/v1/deadlines/feeds")).Items.Should().BeEmpty();
        (await _school.Headteacher.Deletes(one.Location!)).ShouldBeRefused(404, "not-found");
        (await _school.OfficeManager.Deletes(one.Location!)).ShouldBe(HttpStatusCode.NoContent);
        (await _school.Administrator.Deletes(other.Location!)).ShouldBe(HttpStatusCode.NoContent);
        (await _school.Stranger.Gets(one["address"]!.ToString())).ShouldBeRefused(404, "not-found");
        (await _school.Stranger.Gets(other["address"]!.ToString())).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task closes_with_the_last_key_of_its_maker()
    {
        var leaver = await _school.Joins("leaver", "A leaver", Domain.Role.OfficeManager);
        var made = await leaver.Posts("/v1/deadlines/feeds", new { });
        var key = (await _school.Administrator.Gets("/v1/admin/api-keys")).Items
            .Single(item => item["subject"]!.ToString() == "leaver");

        (await _school.Stranger.Gets(made["address"]!.ToString())).ShouldBe(HttpStatusCode.OK);
        (await _school.Administrator.Deletes($"/v1/admin/api-keys/{key["id"]}"))
            .ShouldBe(HttpStatusCode.NoContent);
        (await _school.Stranger.Gets(made["address"]!.ToString())).ShouldBeRefused(404, "not-found");
    }

    [Fact]
    public async Task shows_no_more_than_the_roles_that_its_maker_still_has()
    {
        await _school.Reports();
        var changes = await _school.Joins(
            "changes", "Somebody who changes", Domain.Role.OfficeManager, Domain.Role.Staff);
        var made = await changes.Posts("/v1/deadlines/feeds", new { });
        (await EventsAt(made)).Should().Be(1);

        var key = (await _school.Administrator.Gets("/v1/admin/api-keys")).Items
            .Single(item => item["subject"]!.ToString() == "changes");
        await _school.Joins("changes", "Somebody who changes", Domain.Role.Staff);
        (await _school.Administrator.Deletes($"/v1/admin/api-keys/{key["id"]}"))
            .ShouldBe(HttpStatusCode.NoContent);

        (await EventsAt(made)).Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=not-one-of-ours")]
    public async Task is_not_found_by_guessing(string query) =>
        (await _school.Stranger.Gets($"/v1/deadlines.ics{query}")).ShouldBeRefused(404, "not-found");

    [Fact]
    public async Task is_made_once_for_an_idempotency_key()
    {
        var one = await _school.OfficeManager.Posts("/v1/deadlines/feeds", new { }, retryKey: "a-feed");
        var again = await _school.OfficeManager.Posts("/v1/deadlines/feeds", new { }, retryKey: "a-feed");

        again.Body.Should().Equal(one.Body);
        (await _school.OfficeManager.Gets("/v1/deadlines/feeds")).Items.Should().ContainSingle();
    }

    private async Task<int> EventsOf(Member member, object? feed = null) =>
        await EventsAt(await member.Posts("/v1/deadlines/feeds", feed ?? new { }));

    private async Task<int> EventsAt(Answer made)
    {
        var calendar = await _school.Stranger.Gets(made["address"]!.ToString());
        calendar.ShouldBe(HttpStatusCode.OK);

        return calendar.Text.Split("BEGIN:VEVENT").Length - 1;
    }
}
