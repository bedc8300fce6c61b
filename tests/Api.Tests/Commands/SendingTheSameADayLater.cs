using System.Net;
using Role = Incidents.Domain.Role;

namespace Incidents.Api.Tests.Commands;

/// <summary>A kept answer lies there past its day, until it is swept up within the hour.</summary>
public sealed class SendingTheSameADayLater(School school) : IClassFixture<School>
{
    private const int AtOnce = 20;

    [Fact]
    public async Task at_the_same_moment_reports_one_incident()
    {
        Task<Answer> Sends() => school.Assistant.Posts(
            "/v1/incidents", new { title = "Reported daily" }, retryKey: "daily");
        var first = await Sends();
        school.Clock.Advance(TimeSpan.FromHours(24));

        await ShouldBeOneAtOnce(Sends, first);

        (await school.OfficeManager.Gets("/v1/incidents?text=Reported daily")).Items.Should().HaveCount(2);
    }

    [Fact]
    public async Task at_the_same_moment_makes_one_key()
    {
        Task<Answer> Sends() => school.Administrator.Posts("/v1/admin/api-keys",
            new { name = "Made daily", roles = new[] { "staff" } }, retryKey: "daily-key");
        var first = await Sends();
        school.Clock.Advance(TimeSpan.FromHours(24));

        await ShouldBeOneAtOnce(Sends, first);

        (await school.Administrator.Gets("/v1/admin/api-keys?limit=500")).Items
            .Count(key => key["name"]!.GetValue<string>() == "Made daily").Should().Be(2);
    }

    public static TheoryData<string, string> Beside => new()
    {
        { "deadlines/feeds", "{}" },
        { "admin/api-keys", """{"name": "A day later", "roles": ["staff"]}""" },
        { "admin/webhooks", """{"url": "https://receiver.example/hook", "events": []}""" },
        { "assessments/ico", """{"personalData": true, "likelihood": "likely", "highRisk": false}""" },
    };

    [Theory, MemberData(nameof(Beside))]
    public async Task is_done_anew_wherever_it_goes(string path, string body)
    {
        var registrar = await school.Joins("registrar", "Reg Istrar", Role.Administrator, Role.OfficeManager);
        var key = $"later-{path.Replace('/', '-')}";
        Task<Answer> Sends() => registrar.Posts($"/v1/{path}", body, retryKey: key);
        var first = await Sends();
        first.StatusCode.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);
        school.Clock.Advance(TimeSpan.FromHours(24));

        var second = await Sends();

        second.ShouldBe(first.StatusCode);
        if (first.StatusCode == HttpStatusCode.Created)
            second.Body.Should().NotEqual(first.Body);
        (await Sends()).Body.Should().Equal(second.Body);
    }

    private static async Task ShouldBeOneAtOnce(Func<Task<Answer>> sends, Answer first)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => sends()));

        answers[0].ShouldBe(HttpStatusCode.Created);
        answers[0].Body.Should().NotEqual(first.Body);
        answers.Should().AllSatisfy(answer => answer.Body.Should().Equal(answers[0].Body));
    }
}
