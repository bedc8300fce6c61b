using System.Net;
using Incidents.Application.Timescales;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Timescales;

/// <summary>Somebody sets the machine's clock, or a time server corrects it.</summary>
public sealed class AClockThatJumps(TestCluster cluster) : IAsyncLifetime
{
    private readonly School _school = new(cluster)
    {
        Set = settings => settings with { RequestsPerMinute = 200 },
    };

    public ValueTask InitializeAsync() => _school.InitializeAsync();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task back_makes_no_record_older_than_the_one_before_it()
    {
        var incident = await _school.HasInvestigated();
        var before = await _school.VersionOf(incident);
        var first = await _school.LineManager.Decides(incident, retryKey: "once");

        _school.Clock.IsSet(TimeSpan.FromDays(-1));

        (await _school.LineManager.Decides(incident, retryKey: "once")).Body.Should().Equal(first.Body);
        (await _school.LineManager.Decides(incident, retryKey: "another")).ShouldRecord("decisionRecorded");
        (await _school.VersionOf(incident)).Should().Be(before + 2);
        (await Instants(incident)).Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task ahead_and_back_lets_the_ladder_act_once()
    {
        var incident = await _school.Reports();
        var ladder = _school.Services.GetRequiredService<Ladder>();

        _school.Clock.IsSet(TimeSpan.FromDays(30));
        await ladder.Sweep(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        var acted = await _school.VersionOf(incident);
        _school.Clock.IsSet(TimeSpan.FromDays(-30));
        await ladder.Sweep(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        (await _school.OfficeManager.Classifies(incident)).ShouldRecord("incidentClassified");
        _school.Clock.Advance(TimeSpan.FromDays(31));
        await ladder.Sweep(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

        acted.Should().BeGreaterThan(1);
        var history = (await _school.OfficeManager.Gets($"{incident.Path}/history")).Items;
        history.Count(item => item["type"]!.GetValue<string>() == "timescaleMissed"
                && item["data"]!["step"]!.GetValue<string>() == "classification")
            .Should().Be(1);
        (await Instants(incident)).Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task ahead_and_back_keeps_nobody_out()
    {
        _school.Clock.IsSet(TimeSpan.FromDays(365));
        (await _school.Teacher.Gets("/v1/policy-pack")).ShouldBe(HttpStatusCode.OK);
        _school.Clock.IsSet(TimeSpan.FromDays(-365));
        var last = await _school.Teacher.Gets("/v1/policy-pack");
        for (var more = 0; more < 2000 && last.StatusCode == HttpStatusCode.OK; more++)
            last = await _school.Teacher.Gets("/v1/policy-pack");

        last.ShouldBeRefused(429, "too-many-requests");
        _school.Clock.Advance(last.Headers.RetryAfter!.Delta!.Value);
        (await _school.Teacher.Gets("/v1/policy-pack")).ShouldBe(HttpStatusCode.OK);
    }

    private async Task<IReadOnlyList<DateTime>> Instants(ReportedIncident incident) =>
        [.. (await _school.OfficeManager.Gets($"{incident.Path}/history")).Items
            .Select(item => item["recordedAt"]!.GetValue<DateTime>())];
}
