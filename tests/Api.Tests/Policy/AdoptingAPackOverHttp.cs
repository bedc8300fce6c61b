using System.Net;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Policy;

public sealed class AdoptingAPackOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task puts_it_in_force_under_the_next_version()
    {
        var before = await school.PackInForce();

        var adopted = await school.Administrator.Posts(Packs.Path, before.Titled("In force"));

        adopted.ShouldRecord("policyPackAdopted");
        adopted.ShouldBe(HttpStatusCode.Created);
        adopted.Version.Should().Be(before["version"]!.GetValue<long>() + 1);
        adopted.Location.Should().Be($"{Packs.Path}/{adopted.Version}");
        adopted.ETag.Should().Be($"\"{adopted.Version}\"");
        var now = await school.Teacher.Gets("/v1/policy-pack");
        now["title"]!.GetValue<string>().Should().Be("In force");
        now["sha256"]!.GetValue<string>().Should().Be(adopted["sha256"]!.GetValue<string>());
        now.ETag.Should().Be(adopted.ETag);
    }

    [Fact]
    public async Task of_the_pack_in_force_changes_nothing()
    {
        var before = await school.PackInForce();

        var again = await school.Administrator.Posts(Packs.Path, before.ToJsonString());

        again.ShouldBe(HttpStatusCode.OK);
        again.ShouldRecord();
        again.Version.Should().Be(before["version"]!.GetValue<long>());
    }

    [Fact]
    public async Task is_done_once_under_one_key()
    {
        var body = (await school.PackInForce()).Titled("Once");

        var first = await school.Administrator.Posts(Packs.Path, body, retryKey: "adopt-once");
        await school.Adopts(pack => pack["title"] = "Meanwhile another");
        var again = await school.Administrator.Posts(Packs.Path, body, retryKey: "adopt-once");

        again.StatusCode.Should().Be(first.StatusCode);
        again.Body.Should().Equal(first.Body);
        (again.ETag, again.Location).Should().Be((first.ETag, first.Location));
        (await school.PackInForce())["title"]!.GetValue<string>().Should().Be("Meanwhile another");
        (await school.Administrator.Posts(Packs.Path, body.Replace("Once", "Other"), retryKey: "adopt-once"))
            .ShouldBeRefused(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task against_a_stale_version_is_412()
    {
        var current = (await school.Adopts(pack => pack["title"] = "Newer")).Version;
        var body = (await school.PackInForce()).Titled("Newest");

        var stale = await school.Administrator.Posts(Packs.Path, body, ifMatch: current - 1);

        stale.ShouldBeRefused(412, "stale-version");
        stale.Problem.CurrentVersion.Should().Be(current);
        (await school.Administrator.Posts(Packs.Path, body, ifMatch: current))
            .ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task by_several_at_once_gives_each_a_version_of_its_own()
    {
        var before = await school.PackInForce();
        var first = before["version"]!.GetValue<long>() + 1;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
            school.Administrator.Posts(Packs.Path, before.Titled($"At once {number}"))));

        answers.Should().AllSatisfy(answer => answer.ShouldBe(HttpStatusCode.Created));
        answers.Select(answer => answer.Version).Order().Should()
            .Equal(Enumerable.Range(0, 6).Select(number => first + number));
    }

    [Fact]
    public async Task that_is_wrong_says_everything_that_is_and_adopts_nothing()
    {
        var before = await school.PackInForce();
        var pack = before.DeepClone().AsObject();
        pack["standInOrder"]!.AsArray().Add("auditor");
        pack["calendar"]!["timeZone"] = "Europe/Clacton";
        pack["duties"]!.AsArray().RemoveAt(2);
        pack["points"]![0]!["schoolsOwn"] = "4.1";
        pack["points"]![1]!["schoolsOwn"] = "4.1";

        var answer = await school.Administrator.Posts(Packs.Path, pack.ToJsonString());

        answer.ShouldBeRefused(400, "invalid-request");
        answer.Problem.Errors!.Keys.Should().BeEquivalentTo(
            "/points/1/schoolsOwn", "/duties", "/standInOrder/4", "/calendar/timeZone");
        (await school.PackInForce())["version"]!.GetValue<long>().Should()
            .Be(before["version"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("timescale", 1, "/timescale")]
    [InlineData("standInOrder", "officeManager", "/standInOrder")]
    [InlineData("title", null, "/title")]
    public async Task that_cannot_be_read_says_where(string member, object? value, string pointer)
    {
        var pack = await school.PackInForce();
        pack[member] = value is null ? null : JsonValue.Create(value);

        (await school.Administrator.Posts(Packs.Path, pack.ToJsonString())).ShouldBeWrongAt(pointer);
    }

    [Fact]
    public async Task is_an_administrators_to_do()
    {
        var body = (await school.PackInForce()).Titled("Not mine");

        foreach (var member in school.Everybody)
            (await member.Posts(Packs.Path, body)).ShouldBeRefused(403, "not-your-duty");
        (await school.Stranger.Posts(Packs.Path, body)).ShouldBeRefused(401, "unauthenticated");
    }

    [Fact]
    public async Task keeps_the_pack_sealed()
    {
        await school.Adopts(pack => pack["title"] = "An unmistakable title");

        (await school.Database.Asks("select data::text from incidents.mt_events where type = "
            + "'policy_pack_adopted'")).Should().NotBeEmpty()
            .And.AllSatisfy(data => data.Should().NotContain("unmistakable"));
    }

    [Fact]
    public async Task leaves_other_schools_as_they_are()
    {
        var made = await school.Administrator.Posts(
            "/v1/admin/tenants", new { tenant = "ashfield", name = "Ashfield" });
        var neighbour = school.With(made["key"]!.GetValue<string>());

        await school.Adopts(pack => pack["title"] = "Ours alone");

        (await neighbour.Gets("/v1/policy-pack"))["title"]!.GetValue<string>().Should().NotBe("Ours alone");
        (await neighbour.Gets(Packs.Path)).Items.Should().ContainSingle();
    }
}
