using System.Net;
using System.Text.Json.Nodes;
using Incidents.Application.Webhooks;
using Incidents.Api.Tests.Changes;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Webhooks;

public sealed class WhatAReceiverRefuses(TestCluster cluster) : IAsyncLifetime
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
        (await _school.Administrator.Posts(Path, new { url = _receiver.Url, events = Array.Empty<string>() }))
            .ShouldBe(HttpStatusCode.Created);
        await Told();
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _school.DisposeAsync();
    }

    [Fact]
    public async Task holds_up_its_own_incident_alone_which_then_comes_in_order()
    {
        var refused = await _school.Reports();
        var other = await _school.Reports();
        _receiver.Refuses = message => message.Subject == refused.Id;
        (await _school.OfficeManager.Classifies(refused)).ShouldBe(HttpStatusCode.OK);
        (await _school.OfficeManager.Classifies(other)).ShouldBe(HttpStatusCode.OK);

        var told = await Told();
        Types(told, other).Should().Equal("incidentReported", "incidentClassified");
        Types(told, refused).Should().Equal("incidentReported");
        var held = (await TheWebhook())["held"]!.AsArray().Should().ContainSingle().Subject!;
        held["lastStatus"]!.GetValue<int>().Should().Be(422);
        (await TheWebhook())["failures"]!.GetValue<int>().Should().Be(0);

        Types(await Told(TimeSpan.FromSeconds(7)), refused).Should().Equal("incidentReported");
        _receiver.Refuses = _ => false;
        Types(await Told(TimeSpan.FromSeconds(3)), refused).Should().BeEmpty("the second pause is longer");
        Types(await Told(TimeSpan.FromMinutes(1)), refused).Should()
            .Equal("incidentReported", "incidentClassified");
        (await TheWebhook())["held"]!.AsArray().Should().BeEmpty();

        (await _school.OfficeManager.Classifies(refused, "moderate")).ShouldBe(HttpStatusCode.OK);
        Types(await Told(), refused).Should().Equal("incidentReclassified");
    }

    [Fact]
    public async Task is_held_again_where_a_later_event_is_refused()
    {
        var incident = await _school.HasClassified();
        _receiver.Refuses = message => message.Subject == incident.Id;
        await Told();
        _receiver.Refuses = message => message.Type == "incidentClassified";

        Types(await Told(TimeSpan.FromSeconds(7)), incident).Should()
            .Equal("incidentReported", "incidentClassified");
        (await TheWebhook())["held"]!.AsArray().Should().ContainSingle();
        _receiver.Refuses = _ => false;
        Types(await Told(TimeSpan.FromSeconds(7)), incident).Should().Equal("incidentClassified");
        (await TheWebhook())["held"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task is_given_up_after_a_day_and_shown_until_it_is_replayed()
    {
        var before = (await TheWebhook())["position"]!.GetValue<long>();
        var incident = await _school.Reports();
        _receiver.Refuses = message => message.Subject == incident.Id;
        await Told();
        for (var tries = 0; tries < 12; tries++)
            await Told(TimeSpan.FromHours(5));

        var webhook = await TheWebhook();
        webhook["state"]!.GetValue<string>().Should().Be("active");
        webhook["held"]!.AsArray().Should().ContainSingle().Which!["nextTryAt"].Should().BeNull();
        var other = await _school.Reports();
        Types(await Told(), other).Should().Equal("incidentReported");

        _receiver.Refuses = _ => false;
        (await _school.Administrator.Posts($"{Path}/{webhook["id"]}/replay", new { after = before }))
            .ShouldBe(HttpStatusCode.NoContent);
        Types(await Told(), incident).Should().Equal("incidentReported");
        (await TheWebhook())["held"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task comes_back_no_sooner_than_the_receiver_asks_and_no_later_than_four_hours()
    {
        (_receiver.Status, _receiver.RetryAfter) = (429, 600);
        await _school.Reports();
        (await Told()).Should().ContainSingle("too many requests is no refusal of one event");

        (await Told(TimeSpan.FromMinutes(9))).Should().BeEmpty();
        _receiver.RetryAfter = 1_000_000;
        (await Told(TimeSpan.FromMinutes(1))).Should().ContainSingle();
        (_receiver.Status, _receiver.RetryAfter) = (200, null);
        (await Told(TimeSpan.FromHours(3.9))).Should().BeEmpty();
        (await Told(TimeSpan.FromHours(0.1))).Should().NotBeEmpty();
    }

    private static IEnumerable<string> Types(IEnumerable<Received> told, ReportedIncident incident) =>
        told.Where(message => message.Subject == incident.Id).Select(message => message.Type);

    private async Task<JsonNode> TheWebhook() =>
        (await _school.Administrator.Gets(Path)).Items.Should().ContainSingle().Subject;

    private async Task<IReadOnlyList<Received>> Told(TimeSpan later = default)
    {
        _school.Clock.Advance(later);
        if (later == default)
            await _school.HasCaughtUp();
        await _school.Services.GetRequiredService<WebhookDelivery>().Round(Cancel);

        return _receiver.New();
    }
}
