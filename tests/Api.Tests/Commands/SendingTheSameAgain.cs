using System.Net;
using System.Text;
using Incidents.Application.Housekeeping;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace Incidents.Api.Tests.Commands;

public sealed class SendingTheSameAgain(School school) : IClassFixture<School>
{
    private const int AtOnce = 20;

    [Fact]
    public async Task at_the_same_moment_does_it_once_and_answers_everybody_alike()
    {
        var incident = await school.HasInvestigated();
        var before = await school.VersionOf(incident);

        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce)
            .Select(_ => school.LineManager.Decides(incident, retryKey: "at-once")));

        answers.Should().AllSatisfy(answer => ShouldBeAsBefore(answer, answers[0]));
        answers[0].ShouldBe(HttpStatusCode.Created);
        (await school.VersionOf(incident)).Should().Be(before + 1);
    }

    [Fact]
    public async Task reports_one_incident_at_the_same_moment_too()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce)
            .Select(_ => school.Assistant.Posts(
                "/v1/incidents", new { title = "Reported once" }, retryKey: "one-report")));

        answers.Should().AllSatisfy(answer => ShouldBeAsBefore(answer, answers[0]));
        answers[0].ShouldBe(HttpStatusCode.Created);
        (await school.OfficeManager.Gets("/v1/incidents?text=Reported once")).Items.Should().ContainSingle();
    }

    public static TheoryData<string, string, string> BesideCommands => new()
    {
        {
            "assessments/ico", """{"personalData": true, "likelihood": "likely", "highRisk": false}""",
            """{"personalData": false, "likelihood": "likely", "highRisk": false}"""
        },
        { "admin/webhooks/{0}/replay", """{"after": 0}""", """{"after": 1}""" },
    };

    [Theory, MemberData(nameof(BesideCommands))]
    public async Task holds_of_every_post(string path, string body, string other)
    {
        var (asker, where) = (school.OfficeManager, $"/v1/{path}");
        if (path.StartsWith("admin/", StringComparison.Ordinal))
        {
            var made = await school.Administrator.Posts("/v1/admin/webhooks",
                new { url = "https://receiver.example/hook", events = Array.Empty<string>() });
            (asker, where) = (school.Administrator, where.Replace("{0}", made["id"]!.ToString()));
        }

        var first = await asker.Posts(where, body, retryKey: "beside");

        ShouldBeAsBefore(await asker.Posts(where, body, retryKey: "beside"), first);
        (await asker.Posts(where, other, retryKey: "beside")).ShouldBeRefused(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task later_answers_what_was_answered_then()
    {
        var incident = await school.HasInvestigated();
        var first = await school.LineManager.Decides(incident, retryKey: "later");
        await school.LineManager.Decides(incident, decision: "Another one");

        ShouldBeAsBefore(await school.LineManager.Decides(incident, retryKey: "later"), first);
    }

    [Fact]
    public async Task keeps_the_answer_that_nothing_was_to_do()
    {
        var incident = await school.HasClassified();
        var nothing = await school.OfficeManager.Classifies(incident, retryKey: "nothing");
        nothing.ShouldRecord();
        await school.OfficeManager.Classifies(incident, "moderate");

        ShouldBeAsBefore(await school.OfficeManager.Classifies(incident, retryKey: "nothing"), nothing);
    }

    [Fact]
    public async Task with_another_body_or_to_another_address_is_422_and_records_nothing()
    {
        var incident = await school.HasInvestigated();
        var other = await school.HasInvestigated();
        await school.LineManager.Decides(incident, retryKey: "taken");
        var version = await school.VersionOf(incident);

        (await school.LineManager.Decides(incident, decision: "Another", retryKey: "taken"))
            .ShouldBeRefused(422, "idempotency-key-reused");
        (await school.LineManager.Decides(other, retryKey: "taken"))
            .ShouldBeRefused(422, "idempotency-key-reused");
        (await school.LineManager.RulesOut(incident, "how-3a", retryKey: "taken"))
            .ShouldBeRefused(422, "idempotency-key-reused");
        (await school.VersionOf(incident)).Should().Be(version);
    }

    [Fact]
    public async Task judges_a_refusal_anew()
    {
        var incident = await school.Reports();
        var allocation = new { investigator = school.LineManager.AsAssignee, directedBy = "The headteacher" };

        (await school.OfficeManager.Posts(incident, "allocation", allocation, retryKey: "refused"))
            .ShouldBeRefused(409, "not-classified", "how-5a");
        await school.OfficeManager.Classifies(incident);
        (await school.OfficeManager.Posts(incident, "allocation", allocation, retryKey: "refused"))
            .ShouldRecord("investigationAllocated");
    }

    [Fact]
    public async Task under_the_key_of_another_caller_is_not_the_same()
    {
        var incident = await school.HasInvestigated();

        var mine = await school.LineManager.Decides(incident, retryKey: "everybodys");
        var hers = await school.OfficeManager.Decides(incident, retryKey: "everybodys");

        hers.ShouldBe(HttpStatusCode.Created);
        hers.Id.Should().NotBe(mine.Id);
    }

    [Fact]
    public async Task is_the_same_for_a_file_wherever_the_boundary_of_the_form_falls()
    {
        var incident = await school.Reports();
        var form = new Form(Encoding.UTF8.GetBytes("The same file"));
        var first = await school.Teacher.Uploads(incident, form, retryKey: "a-file");
        first.ShouldBe(HttpStatusCode.Created);
        var files = school.Data.Files("evidence").Count;

        ShouldBeAsBefore(
            await school.Teacher.Uploads(incident, form with { Boundary = "elsewhere" }, retryKey: "a-file"),
            first);
        (await school.Teacher.Uploads(incident, form with { File = [1, 2, 3] }, retryKey: "a-file"))
            .ShouldBeRefused(422, "idempotency-key-reused");
        (await school.Teacher.Uploads(incident, form.With("source", "The bus"), retryKey: "a-file"))
            .ShouldBeRefused(422, "idempotency-key-reused");
        (await school.VersionOf(incident)).Should().Be(2);
        school.Data.Files("evidence").Should().HaveCount(files, "the second upload's file is not kept");
    }

    [Fact]
    public async Task is_the_same_key_for_who_asked_for_a_key()
    {
        var wanted = new { name = "Once", roles = new[] { "staff" } };
        var first = await school.Administrator.Posts("/v1/admin/api-keys", wanted, retryKey: "a-key-once");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5)
            .Select(_ => school.Administrator.Posts("/v1/admin/api-keys", wanted, retryKey: "a-key-once")));

        answers.Should().AllSatisfy(answer => answer.Body.Should().Equal(first.Body));
        (await school.Administrator.Gets("/v1/admin/api-keys")).Items
            .Count(key => key["name"]!.GetValue<string>() == "Once").Should().Be(1);
    }

    [Fact]
    public async Task after_a_day_is_something_new()
    {
        var incident = await school.HasInvestigated();
        var first = await school.LineManager.Decides(incident, retryKey: "a-day");

        school.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        ShouldBeAsBefore(await school.LineManager.Decides(incident, retryKey: "a-day"), first);

        school.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await school.LineManager.Decides(incident, retryKey: "a-day");
        second.Id.Should().NotBe(first.Id);
        ShouldBeAsBefore(await school.LineManager.Decides(incident, retryKey: "a-day"), second);
    }

    [Fact]
    public async Task leaves_nothing_behind_after_its_day()
    {
        var incident = await school.HasInvestigated();
        await school.LineManager.Decides(incident, retryKey: "swept-up");
        school.Clock.Advance(TimeSpan.FromHours(25));
        await school.LineManager.Decides(incident, retryKey: "not-yet");

        await Sweep();

        (await school.Database.Asks("select count(*) from incidents.mt_doc_keptanswer")).Should().Equal("1");
    }

    [Fact]
    public async Task is_recognised_without_anything_being_stored_in_clear()
    {
        const string key = "the-retry-key-that-is-looked-for";
        var incident = await school.HasInvestigated();
        await school.LineManager.Decides(
            incident, decision: "The decision that is looked for", retryKey: key);

        var rows = await school.Database.Asks("select t::text from incidents.mt_doc_keptanswer t");

        rows.Should().NotBeEmpty().And.AllSatisfy(row => row.Should()
            .NotContain(key).And.NotContain("looked for").And.NotContain(incident.Id.ToString())
            .And.NotContain(
                "decisionRecorded").And.NotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(key))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with a space")]
    public async Task needs_a_key_that_can_be_one(string key)
    {
        var incident = await school.Reports();

        (await school.OfficeManager.Classifies(incident, retryKey: key))
            .ShouldBeRefused(400, "invalid-request");
    }

    private async Task Sweep()
    {
        await using var scope = school.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>()
            .InvokeAsync(new SweepUp(), TestContext.Current.CancellationToken);
    }

    private static void ShouldBeAsBefore(Answer answer, Answer first)
    {
        answer.ShouldBe(first.StatusCode);
        answer.Body.Should().Equal(first.Body);
        answer.ETag.Should().Be(first.ETag);
        answer.Location.Should().Be(first.Location);
    }
}
