using System.Net;
using Incidents.Domain;

namespace Incidents.Api.Tests.Security;

public sealed class KeysOfASchool(School school) : IClassFixture<School>
{
    private const string Keys = "/v1/admin/api-keys";

    [Fact]
    public async Task are_shown_once_and_stored_only_as_a_hash()
    {
        var made = await school.Administrator.Posts(
            Keys, new { name = "Front desk", roles = new[] { "staff" } });

        made.ShouldBe(HttpStatusCode.Created);
        made.Location.Should().Be($"{Keys}/{made.Id}");
        var key = made["key"]!.GetValue<string>();
        (await school.With(key).Gets("/v1/incidents")).ShouldBe(HttpStatusCode.OK);
        (await school.Administrator.Gets(Keys)).Text.Should().Contain("Front desk").And.NotContain(key);
        (await school.Database.Asks("select t::text from incidents.mt_doc_apikeyrow t"))
            .Should().AllSatisfy(row =>
                row.Should().NotContain(key).And.NotContain("Front desk").And.NotContain(School.FirstKey));
    }

    [Fact]
    public async Task are_listed_with_who_they_are_for_and_when_they_were_used()
    {
        await school.Auditor.Gets("/v1/incidents");

        var key = (await school.Administrator.Gets(Keys)).Items
            .Single(item => item["subject"]!.GetValue<string>() == school.Auditor.Subject);

        key["name"]!.GetValue<string>().Should().Be(school.Auditor.Name);
        key["roles"]!.AsArray().Single()!.GetValue<string>().Should().Be("auditor");
        key["lastUsedOn"]!.GetValue<DateTime>().Should().Be(school.Clock.GetUtcNow().Date);
        key["revokedAt"].Should().BeNull();
    }

    [Fact]
    public async Task open_nothing_once_they_are_revoked()
    {
        var made = await school.Administrator.Posts(
            Keys, new { name = "Lost", roles = new[] { "officeManager" } });
        var member = school.With(made["key"]!.GetValue<string>());
        (await member.Gets("/v1/incidents")).ShouldBe(HttpStatusCode.OK);

        (await school.Administrator.Deletes(made.Location!)).ShouldBe(HttpStatusCode.NoContent);

        (await member.Gets("/v1/incidents")).ShouldBeRefused(401, "unauthenticated");
        (await school.Administrator.Deletes(made.Location!)).ShouldBe(HttpStatusCode.NoContent);
        (await school.Administrator.Gets(Keys)).Items.Single(
            key => key["id"]!.ToString() == made.Id)["revokedAt"]
            .Should().NotBeNull();
    }

    [Fact]
    public async Task open_nothing_after_their_last_day()
    {
        var lastDay = school.Clock.GetUtcNow().AddDays(1);
        var made = await school.Administrator.Posts(Keys,
            new { name = "Supply", roles = new[] { "staff" }, expiresOn = lastDay.ToString("yyyy-MM-dd") });
        var member = school.With(made["key"]!.GetValue<string>());

        school.Clock.SetUtcNow(new(lastDay.Date.AddDays(1).AddSeconds(-1), TimeSpan.Zero));
        (await member.Gets("/v1/incidents")).ShouldBe(HttpStatusCode.OK);

        school.Clock.Advance(TimeSpan.FromSeconds(1));
        (await member.Gets("/v1/incidents")).ShouldBeRefused(401, "unauthenticated");
    }

    [Fact]
    public async Task lend_their_roles_to_whoever_is_named_only_while_they_open()
    {
        const string Subject = "ines.former";
        var today = school.Clock.GetUtcNow();
        await school.Joins(Subject, "Ines Former", Role.LineManager);
        var revoked = await school.Administrator.Posts(
            Keys, new { name = "Ines Former", subject = Subject, roles = new[] { "officeManager" } });
        await school.Administrator.Posts(Keys, new
        {
            name = "Ines Former",
            subject = Subject,
            roles = new[] { "headteacher" },
            expiresOn = today.ToString("yyyy-MM-dd"),
        });
        (await RolesAsNamed(Subject)).Should().BeEquivalentTo("headteacher", "officeManager", "lineManager");

        await school.Administrator.Deletes(revoked.Location!);
        school.Clock.SetUtcNow(new(today.Date.AddDays(1), TimeSpan.Zero));

        (await RolesAsNamed(Subject)).Should().Equal("lineManager");
    }

    [Theory]
    [InlineData("""{"name": "Nobody", "roles": []}""", "/roles")]
    [InlineData("""{"name": "Nobody", "roles": ["caretaker"]}""", "/roles/0")]
    [InlineData("""{"name": "Nobody", "roles": ["staff"], "expiresOn": "2026-03-01"}""", "/expiresOn")]
    [InlineData("""{"roles": ["staff"]}""", "/name")]
    [InlineData("""{"name": "Nobody", "roles": ["staff"], "tenant": "ashfield"}""", "/tenant")]
    public async Task are_not_made_from_what_makes_no_sense(string body, string pointer) =>
        (await school.Administrator.Posts(Keys, body)).ShouldBeWrongAt(pointer);

    [Fact]
    public async Task are_an_administrators_to_make_list_and_revoke()
    {
        var wanted = new { name = "Mine", roles = new[] { "headteacher" } };

        foreach (var member in school.Everybody)
        {
            (await member.Posts(Keys, wanted)).ShouldBeRefused(403, "not-your-duty");
            (await member.Gets(Keys)).ShouldBeRefused(403, "not-your-duty");
            (await member.Deletes($"{Keys}/{Guid.CreateVersion7()}")).ShouldBeRefused(403, "not-your-duty");
        }
    }

    [Fact]
    public async Task with_the_role_operator_are_an_operators_to_make()
    {
        var administrator = await school.Joins(
            "second-administrator", "Second administrator", Role.Administrator);
        var wanted = new { name = "Operator", roles = new[] { "operator" } };

        (await administrator.Posts(Keys, wanted)).ShouldBeRefused(403, "not-your-duty");
        (await school.Administrator.Posts(Keys, wanted)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task are_made_and_revoked_as_events_of_the_school()
    {
        var made = await school.Administrator.Posts(
            Keys, new { name = "Recorded", roles = new[] { "headteacher" } });
        await school.Administrator.Deletes(made.Location!);

        (await school.Database.Asks(
            $"select type from incidents.mt_events where data::text like '%{made.Id}%' order by seq_id"))
            .Should().Equal("api_key_made", "api_key_revoked");
    }

    /// <summary>The roles that somebody counts with who is named in a report.</summary>
    private async Task<IEnumerable<string>> RolesAsNamed(string subject)
    {
        var incident = await school.Teacher.Reports(new
        {
            title = "A list was left in the hall.",
            peopleInvolved = new[] { new { subject, name = "Ines Former", relation = "witness" } },
        });

        return await school.Database.Asks(
            "select role from incidents.mt_events e, "
                + "jsonb_array_elements_text(e.data #> '{peopleInvolved,0,roles}') role "
                + $"where e.stream_id = '{incident.Id}' and e.type = 'incident_reported'");
    }
}
