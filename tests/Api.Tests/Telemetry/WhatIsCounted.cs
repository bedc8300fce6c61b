using System.Net;
using Incidents.Api.Tests.Hosting;

namespace Incidents.Api.Tests.Telemetry;

/// <summary>In a process of its own, because the page shows what the whole process counts.</summary>
public sealed class WhatIsCounted(School school) : IClassFixture<School>, IAsyncLifetime
{
    private readonly Uri _page = new($"http://127.0.0.1:{Ports.Free()}");
    private ProgramProcess _program = null!;

    public async ValueTask InitializeAsync() => _program = await ProgramProcess.Start(
        school.Data, School.FirstKey, school.Database.Service, sweepEvery: "0",
        settings: ("Metrics__Listen", _page.GetLeftPart(UriPartial.Authority)));

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    [Fact]
    public async Task are_commands_by_name_and_by_what_became_of_them()
    {
        var office = Here(school.OfficeManager);
        var incident = await Here(school.Teacher).Reports(Tales.LostLaptop);
        (await office.Classifies(incident)).ShouldBe(HttpStatusCode.OK);
        (await office.Classifies(incident)).ShouldBe(HttpStatusCode.OK);
        (await Here(school.Teacher).Classifies(incident)).ShouldBeRefused(403, "not-your-duty", "how-5a");

        (await Counted()).Where(line => line.StartsWith("incidents_commands_total", StringComparison.Ordinal))
            .Should().BeEquivalentTo(
                Count("ReportIncident", "recorded"), Count("ClassifyIncident", "recorded"),
                Count("ClassifyIncident", "already so"), Count("ClassifyIncident", "not-your-duty"));
    }

    [Fact]
    public async Task is_nobody_who_must_not_be_found_out()
    {
        var before = await Counted();

        var reported = await _program.Nobody.Reports(new { title = "Without a name" });
        reported.ShouldBe(HttpStatusCode.Created);
        (await _program.Nobody.With(reported).Looks()).ShouldBe(HttpStatusCode.OK);
        (await _program.Nobody.With(reported).Posts("messages", new { text = "Is anybody there?" }))
            .ShouldBe(HttpStatusCode.Created);
        (await Here(school.Teacher).Posts("/v1/incidents",
            new { title = "In confidence", protectIdentity = true })).ShouldBe(HttpStatusCode.Created);

        (await Counted()).Should().Equal(before);
    }

    private Member Here(Member member) => _program.With(member.Key);

    private static string Count(string command, string outcome) =>
        "incidents_commands_total{otel_scope_name=\"Incidents\","
            + $"command=\"{command}\",outcome=\"{outcome}\"}} 1";

    /// <summary>What only grows; a memory's size tells of nobody.</summary>
    private async Task<IReadOnlyList<string>> Counted()
    {
        using var http = new HttpClient { BaseAddress = _page };
        var page = await http.GetStringAsync(
            new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        return
        [
            .. page.Split('\n').Where(line => !line.StartsWith('#')
                && !line.StartsWith("dotnet_", StringComparison.Ordinal)
                && !line.StartsWith("db_client_connection_count", StringComparison.Ordinal)
                && (line.Contains("_total", StringComparison.Ordinal)
                    || line.Contains("_count", StringComparison.Ordinal))),
        ];
    }
}
