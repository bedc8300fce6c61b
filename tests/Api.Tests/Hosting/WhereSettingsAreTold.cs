using System.Collections.Concurrent;
using Incidents.Api.Hosting;
using Microsoft.Extensions.Configuration;

namespace Incidents.Api.Tests.Hosting;

/// <summary>Every setting that the service asks for is told to whoever looks for it.</summary>
public sealed class WhereSettingsAreTold
{
    private const string Issuers = "SignIn__Issuers__0__";

    private static readonly string[] Asked = [.. AskedFor()];

    [Fact]
    public void are_read_by_this_test() => Asked.Should().Contain(
        "INCIDENTS_DATA", "Evidence__S3__PathStyle", "Evidence__Scan__WhenAway", "Mail__TrustedCertificates",
        "Timescales__SweepEvery", $"{Issuers}Audience");

    [Fact]
    public void is_the_help_of_the_program() =>
        Asked.Where(setting => !setting.StartsWith(Issuers, StringComparison.Ordinal)
            && !CommandLine.Help.Contains(setting, StringComparison.Ordinal)).Should().BeEmpty();

    [Fact]
    public void is_the_readme_or_the_guide_for_who_runs_it()
    {
        var told = File.ReadAllText(Path.Combine(Repository.Root, "README.md"))
            + File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

        Asked.Where(setting => !told.Contains($"`{Said(setting)}`", StringComparison.Ordinal)
            && !told.Contains($"`{Said(setting)}=", StringComparison.Ordinal)).Should().BeEmpty();
    }

    /// <summary>Those of an issuer stand in a table of their own.</summary>
    private static string Said(string setting) => setting.Replace(Issuers, "", StringComparison.Ordinal);

    /// <summary>What is asked for where everything is set that asks for more. OpenTelemetry's own settings
    /// are its own documentation's.</summary>
    private static IEnumerable<string> AskedFor()
    {
        var source = new Overheard(new()
        {
            ["INCIDENTS_DATA"] = "/var/tmp/somewhere",
            ["Evidence:S3:Bucket"] = "evidence",
            ["Evidence:Scan:Clamd"] = "clamd:3310",
            ["Mail:Host"] = "smtp.school.example",
            ["Mail:From"] = "incidents@school.example",
            ["SignIn:Issuers:0:Authority"] = "https://login.school.example",
            ["SignIn:Issuers:0:Audience"] = "incidents",
        });
        ServiceSettings.From(new ConfigurationBuilder().Add(source).Build());

        return source.Keys.Keys.Where(key => !key.StartsWith("OTEL_", StringComparison.Ordinal))
            .Select(key => key.Replace(":", "__", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>Settings that remember what was asked of them.</summary>
    private sealed class Overheard : ConfigurationProvider, IConfigurationSource
    {
        public Overheard(Dictionary<string, string?> set) => Data = set;

        public ConcurrentDictionary<string, bool> Keys { get; } = new(StringComparer.Ordinal);

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            Keys[key] = true;

            return base.TryGet(key, out value);
        }
    }
}
