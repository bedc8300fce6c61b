using System.Net;
using System.Text.Json.Nodes;
using Incidents.Api.Tests.Changes;
using Incidents.Application.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Webhooks;

public sealed class TellingOtherSystems(TestCluster cluster) : IAsyncLifetime
{
    private const string Path = "/v1/admin/webhooks";

    private readonly School _school = new(cluster)
    {
        Set = settings => settings with { Webhooks = new(AllowHttp: true, AllowPrivateAddresses: true) },
    };

    private Receiver _receiver = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _school.InitializeAsync();
        _receiver = await Receiver.Opens();
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _school.DisposeAsync();
    }

    [Fact]
    public async Task says_what_happened_to_what_and_is_signed()
    {
        var made = await Makes("incidentReported", "incidentClassified");
        var incident = await _school.HasInvestigated();

        var told = (await Told()).Where(message => message.Subject == incident.Id).ToList();

        told.Select(message => message.Type).Should().Equal("incidentReported", "incidentClassified");
        var first = told[0];
        first.IsSignedWith(made["secret"]!.GetValue<string>()).Should().BeTrue();
        first.IsSignedWith("whsec_" + Convert.ToBase64String(new byte[32])).Should().BeFalse();
        first.ContentType.Should().Be("application/cloudevents+json");
        first.Id.Should().Be(first.Event["id"]!.GetValue<string>());
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(first.Timestamp)).Should()
            .Be(_school.Clock.GetUtcNow());
        first.Event.AsObject().Select(member => member.Key).Should().Equal("specversion", "type", "source",
            "id", "subject", "time", "sequence", "datacontenttype", "data");
        (await Told()).Should().NotContain(message => message.Subject == incident.Id, "each comes once");
    }

    [Fact]
    public async Task signs_with_both_secrets_while_one_follows_the_other()
    {
        var made = await Makes();
        var earlier = made["secret"]!.GetValue<string>();
        var rotated = await _school.Administrator.Posts($"{Path}/{made.Id}/secret", retryKey: "rotate-1");
        rotated.ShouldBe(HttpStatusCode.OK);
        var later = rotated["secret"]!.GetValue<string>();
        (await _school.Administrator.Posts($"{Path}/{made.Id}/secret", retryKey: "rotate-1"))
            ["secret"]!.GetValue<string>().Should().Be(later, "the same request is answered again");

        (await Told()).Should().NotBeEmpty().And.OnlyContain(message =>
            message.Signatures.Count == 2 && message.IsSignedWith(earlier) && message.IsSignedWith(later));

        _school.Clock.Advance(TimeSpan.FromDays(1));
        (await Told()).Should().NotBeEmpty().And.OnlyContain(message =>
            message.Signatures.Count == 1 && message.IsSignedWith(later));
    }

    [Fact]
    public async Task tries_again_in_order_until_it_is_taken()
    {
        await Makes("incidentReported", "incidentClassified");
        _receiver.Status = 503;
        var incident = await _school.HasClassified();
        var first = (await Told()).Should().ContainSingle("nothing overtakes what was not taken").Subject;

        (await TheWebhook())["lastStatus"]!.GetValue<int>().Should().Be(503);
        (await Told(TimeSpan.FromSeconds(3))).Should().BeEmpty("the pause is not over");
        _receiver.Status = 204;
        var told = await Told(TimeSpan.FromSeconds(4));

        told[0].Id.Should().Be(first.Id, "it is the same message");
        told.Where(message => message.Subject == incident.Id).Select(message => message.Type).Should()
            .Equal("incidentReported", "incidentClassified");
        var webhook = await TheWebhook();
        webhook["failures"]!.GetValue<int>().Should().Be(0);
        webhook["lastSuccessAt"]!.GetValue<string>().Should().Be(_school.Clock.Now);
    }

    [Fact]
    public async Task is_parked_after_a_day_and_goes_on_when_it_is_replayed()
    {
        var made = await Makes("incidentReported");
        var before = (await TheWebhook())["position"]!.GetValue<long>();
        _receiver.Status = 503;
        var incident = await _school.Reports();
        await Told();
        for (var tries = 0; tries < 12; tries++)
            await Told(TimeSpan.FromHours(5));

        var parked = await TheWebhook();
        parked["state"]!.GetValue<string>().Should().Be("parked");
        parked["lastProblem"]!.GetValue<string>().Should().Be("answered");
        _receiver.Status = 200;
        _receiver.New();
        (await Told()).Should().BeEmpty();

        (await _school.Administrator.Posts($"{Path}/{made.Id}/replay", new { after = before }))
            .ShouldBe(HttpStatusCode.NoContent);
        (await Told())[0].Subject.Should().Be(incident.Id);
        (await TheWebhook())["state"]!.GetValue<string>().Should().Be("active");
    }

    [Fact]
    public async Task is_told_all_of_it_again_from_any_position()
    {
        var made = await Makes("incidentReported");
        await _school.Reports();
        var once = await Told();

        (await _school.Administrator.Posts($"{Path}/{made.Id}/replay", new { after = 0 }))
            .ShouldBe(HttpStatusCode.NoContent);

        (await Told()).Select(message => message.Id).Should().StartWith(once.Select(message => message.Id));
        (await _school.Administrator.Posts($"{Path}/{made.Id}/replay", new { after = 1_000_000 }))
            .ShouldBeWrongAt("/after");
        (await _school.Administrator.Posts($"{Path}/{made.Id}/replay", new { after = -1 }))
            .ShouldBeWrongAt("/after");
    }

    [Fact]
    public async Task ends_when_it_is_gone()
    {
        await Makes();
        _receiver.Status = 410;
        (await Told()).Should().ContainSingle();

        _receiver.Status = 200;
        (await Told(TimeSpan.FromDays(2))).Should().BeEmpty();
        (await TheWebhook())["state"]!.GetValue<string>().Should().Be("disabled");
    }

    [Fact]
    public async Task goes_nowhere_else_than_where_it_was_set_up()
    {
        await Makes();
        _receiver.Status = 307;

        (await Told()).Should().ContainSingle().Which.Path.Should().Be("/incidents");
        (await TheWebhook())["lastProblem"]!.GetValue<string>().Should().Be("redirected");
    }

    [Fact]
    public async Task says_no_word_of_an_incident()
    {
        await Makes();
        await _school.HasInvestigated();

        (await Told()).Should().HaveCountGreaterThan(4).And.NotContain(message =>
            message.Event.ToJsonString().Contains("laptop", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task says_no_more_of_a_protected_report_than_that_there_is_one()
    {
        await Makes();
        var reported = await _school.Teacher.Posts(
            "/v1/incidents", new { title = "In confidence", protectIdentity = true });
        reported.ShouldBe(HttpStatusCode.Created);
        var incident = reported["incidentId"]!.GetValue<Guid>();
        (await _school.OfficeManager.Classifies(new(incident, ""))).ShouldBe(HttpStatusCode.OK);
        (await Told()).Should().NotContain(message => message.Subject == incident, "its hour is not over");

        _school.Clock.Advance(TimeSpan.FromHours(1));

        (await Told()).Where(message => message.Subject == incident).Select(message => message.Type).Should()
            .Equal("incidentReported");
    }

    [Fact]
    public async Task comes_from_one_process_at_a_time()
    {
        await Makes("incidentReported");
        for (var i = 0; i < 5; i++)
            await _school.Reports();
        await _school.HasCaughtUp();
        var delivery = _school.Services.GetRequiredService<WebhookDelivery>();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => delivery.Round(Cancel)));

        _receiver.New().Select(message => message.Event["sequence"]!.GetValue<string>()).Should()
            .HaveCountGreaterThanOrEqualTo(6).And.OnlyHaveUniqueItems().And.BeInAscendingOrder();
    }

    [Fact]
    public async Task can_be_tested()
    {
        var made = await Makes("incidentClosed");

        var test = await _school.Administrator.Posts($"{Path}/{made.Id}/test");
        test["delivered"]!.GetValue<bool>().Should().BeTrue();
        var message = _receiver.New().Should().ContainSingle().Subject;
        message.Type.Should().Be("webhookTested");
        message.IsSignedWith(made["secret"]!.GetValue<string>()).Should().BeTrue();

        _receiver.Status = 404;
        test = await _school.Administrator.Posts($"{Path}/{made.Id}/test");
        test["delivered"]!.GetValue<bool>().Should().BeFalse();
        (test["problem"]!.GetValue<string>(), test["status"]!.GetValue<int>()).Should().Be(("answered", 404));
    }

    [Fact]
    public async Task is_the_administrators_to_set_up_and_of_one_school()
    {
        (await _school.Headteacher.Gets(Path)).ShouldBeRefused(403, "not-your-duty");
        (await _school.Administrator.Posts(Path, new { url = "ftp://x.example", events = new[] { "x" } }))
            .Problem.Errors!.Keys.Should().Equal("/url", "/events/0");

        var made = await Makes();
        var elsewhere = await OfAnotherSchool();
        (await elsewhere.Gets(Path)).Items.Should().BeEmpty();
        foreach (var step in (string[])["test", "secret"])
            (await elsewhere.Posts($"{Path}/{made.Id}/{step}")).ShouldBeRefused(404, "not-found");
        foreach (var after in (long[])[0, 1_000_000])
            (await elsewhere.Posts($"{Path}/{made.Id}/replay", new { after }))
                .ShouldBeRefused(404, "not-found");
        (await elsewhere.Deletes($"{Path}/{made.Id}")).ShouldBeRefused(404, "not-found");

        (await _school.Administrator.Deletes($"{Path}/{made.Id}")).ShouldBe(HttpStatusCode.NoContent);
        (await _school.Administrator.Gets(Path)).Items.Should().BeEmpty();
        (await Told()).Should().BeEmpty();
    }

    [Fact]
    public async Task is_recorded_as_what_the_administrator_did()
    {
        var made = await Makes();
        (await _school.Administrator.Deletes($"{Path}/{made.Id}")).ShouldBe(HttpStatusCode.NoContent);
        await _school.HasCaughtUp();

        (await _school.Auditor.Gets("/v1/changes?limit=500")).Items.Select(change => change.Type())
            .Should().Contain("webhookMade").And.Contain("webhookRemoved");
    }

    private async Task<Answer> Makes(params string[] events)
    {
        var made = await _school.Administrator.Posts(Path, new { url = _receiver.Url, events });
        made.ShouldBe(HttpStatusCode.Created);
        made.Text.Should().Contain(made["secret"]!.GetValue<string>(), "it is copied as it stands there");

        return made;
    }

    private async Task<Member> OfAnotherSchool()
    {
        var made = await _school.Administrator.Posts(
            "/v1/admin/tenants", new { tenant = "elsewhere", name = "Elsewhere" });
        made.ShouldBe(HttpStatusCode.Created);

        return _school.With(made["key"]!.GetValue<string>());
    }

    private async Task<JsonNode> TheWebhook() =>
        (await _school.Administrator.Gets(Path)).Items.Should().ContainSingle().Subject;

    /// <summary>What the receiver is told when so much time has passed and all that was recorded has its
    /// position, the report by which that is known among it.</summary>
    private async Task<IReadOnlyList<Received>> Told(TimeSpan later = default)
    {
        _school.Clock.Advance(later);
        if (later == default)
            await _school.HasCaughtUp();
        await _school.Services.GetRequiredService<WebhookDelivery>().Round(Cancel);

        return _receiver.New();
    }
}
