using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Incidents.Api.Telemetry;
using Incidents.Application.Timescales;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Telemetry;

/// <summary>The alert rules and the dashboard, held against what the service really measures.</summary>
public sealed partial class WhatIsWatched(TestCluster cluster)
{
    private const string Alerts = "ops/monitoring/alerts.yml";
    private const string Dashboard = "ops/monitoring/dashboard.json";
    private const string Runbook = "docs/runbook.md";
    private const string Guide = "docs/monitoring.md";

    private const RegexOptions Plain =
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>What looks like a metric and is none of ours.</summary>
    private static readonly string[] NoMetric = ["target_info", "db_client_connection_state"];

    [Fact]
    public async Task is_measured_and_whatever_is_measured_is_explained()
    {
        var measured = await Measured();
        measured.Should().HaveCountGreaterThanOrEqualTo(MetricAllowList.Names.Count);

        foreach (var file in new[] { Alerts, Dashboard })
            NamedIn(Read(file)).Except(measured).Except(NoMetric).Should().BeEmpty($"{file} asks for it");
        measured.Except(NoMetric).Except(Names(Explained(), Guide)).Should()
            .BeEmpty($"{Guide} explains each");
    }

    [Fact]
    public void has_a_page_that_says_what_to_do_for_each_alert_and_for_nothing_else()
    {
        var alerts = Names(Alert(), Alerts).ToArray();
        alerts.Should().NotBeEmpty().And.OnlyHaveUniqueItems();

        Names(Section(), Runbook).Should().Equal(alerts);
        Names(Link(), Alerts).Should().Equal(alerts.Select(alert => alert.ToLowerInvariant()));
    }

    [Fact]
    public void is_drawn_on_a_dashboard_that_can_be_read()
    {
        var panels = System.Text.Json.Nodes.JsonNode.Parse(Read(Dashboard))!["panels"]!.AsArray();

        panels.Select(panel => panel!["id"]!.GetValue<int>()).Should().OnlyHaveUniqueItems();
        panels.Where(panel => panel!["type"]!.ToString() != "row").Should()
            .OnlyContain(panel => panel!["targets"]!.AsArray().Count > 0);
    }

    /// <summary>Every metric on the page once each instrument has measured something.</summary>
    private async Task<IReadOnlyList<string>> Measured()
    {
        await using var school = await TheMetricsPage.Measured(cluster);
        var services = school.School.Services;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (MetricAllowList.Names.Contains(instrument.Name))
                Touch(instrument);
        };
        listener.Start();
        foreach (var meter in typeof(LadderMeter).Assembly.GetTypes().Where(type =>
            type.Name.EndsWith("Meter", StringComparison.Ordinal)))
            _ = services.GetService(meter) ?? ActivatorUtilities.CreateInstance(services, meter);
        await school.School.Reports();

        return [.. Type().Matches(await school.Reads()).Select(type => type.Groups["name"].Value)];
    }

    private static void Touch(Instrument instrument)
    {
        switch (instrument)
        {
            case Counter<long> counter:
                counter.Add(0);
                break;
            case Counter<int> counter:
                counter.Add(0);
                break;
            case UpDownCounter<int> counter:
                counter.Add(0);
                break;
            case Histogram<double> histogram:
                histogram.Record(0);
                break;
        }
    }

    private static IEnumerable<string> NamedIn(string text) =>
        Metric().Matches(text).Select(metric => Whole(metric.Value)).Distinct(StringComparer.Ordinal);

    /// <summary>A histogram is asked for by its parts.</summary>
    private static string Whole(string name) => name
        .Replace("_seconds_bucket", "_seconds", StringComparison.Ordinal)
        .Replace("_seconds_count", "_seconds", StringComparison.Ordinal);

    private static IEnumerable<string> Names(Regex what, string file) =>
        what.Matches(Read(file)).Select(found => found.Groups["name"].Value);

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex(@"\b(incidents|http_server|db_client|dotnet|wolverine)_[a-zA-Z_]+", Plain)]
    private static partial Regex Metric();

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_]+) ", Plain)]
    private static partial Regex Type();

    [GeneratedRegex(@"^\| `(?<name>[a-zA-Z_]+)`", Plain)]
    private static partial Regex Explained();

    [GeneratedRegex(@"- alert: (?<name>\w+)", Plain)]
    private static partial Regex Alert();

    [GeneratedRegex(@"runbook: docs/runbook\.md#(?<name>\w+)", Plain)]
    private static partial Regex Link();

    [GeneratedRegex(@"^## (?<name>\w+)$", Plain)]
    private static partial Regex Section();
}
