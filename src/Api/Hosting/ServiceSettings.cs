using System.Collections.Immutable;
using Incidents.Api.Security;
using Incidents.Api.Telemetry;

namespace Incidents.Api.Hosting;

/// <summary>What whoever runs the service may set, from the environment, the command
/// line or a settings file.</summary>
/// <param name="DataFolder">Where the private PostgreSQL, the key ring and the evidence
/// lie: <c>INCIDENTS_DATA</c>.</param>
/// <param name="ConnectionString">The database to use: <c>ConnectionStrings__Incidents</c>;
/// none: a private PostgreSQL.</param>
/// <param name="OwnerConnectionString">By which <c>db-apply</c> owns it:
/// <c>ConnectionStrings__IncidentsOwner</c>.</param>
/// <param name="BootstrapKey">The first API key: <c>INCIDENTS_BOOTSTRAP_KEY</c>; none:
/// the first start makes one.</param>
/// <param name="LargestEvidence">Bytes that a file of evidence may have:
/// <c>Evidence__LargestFile</c>.</param>
/// <param name="KeyCertificates">What the key ring is encrypted under.</param>
public sealed record ServiceSettings(
    string DataFolder, string? ConnectionString, string? OwnerConnectionString, string? BootstrapKey,
    long LargestEvidence, KeyCertificateSettings? KeyCertificates = null)
{
    /// <summary>The OIDC issuers whose tokens are taken: <c>SignIn__Issuers__0__Authority</c> and so on.
    /// </summary>
    public ImmutableArray<IssuerSettings> Issuers { get; init; } = [];

    /// <summary>How many requests a caller may send in a minute, by any one node:
    /// <c>RateLimit__PerMinute</c>; 0: as many as they like.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>How many requests this process works on at the same time: <c>Requests__AtOnce</c>; 0: as
    /// many as come.</summary>
    public int RequestsAtOnce { get; init; }

    /// <summary>Where the service listens unless it is told otherwise.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    private const int ShortestBootstrapKey = 32;
    private const double UsualSweep = 10;

    /// <summary>How people are told by mail: <c>Mail__Host</c> and its like; none: they are not.</summary>
    public Application.Notifications.MailSettings? Mail { get; init; }

    /// <summary>The bucket that files of evidence lie in: <c>Evidence__S3__Bucket</c> and its like; none:
    /// they lie in the data folder.</summary>
    public Application.Evidence.S3Settings? EvidenceBucket { get; init; }

    /// <summary>What looks files of evidence through for malware: <c>Evidence__Scan__Clamd</c> and
    /// <c>Evidence__Scan__WhenAway</c>; none: nothing does.</summary>
    public Application.Evidence.ScannerSettings? Scanner { get; init; }

    /// <summary>Which addresses webhooks may have: <c>Webhooks__AllowHttp</c> and
    /// <c>Webhooks__AllowPrivateAddresses</c>.</summary>
    public Application.Webhooks.WebhookSettings Webhooks { get; init; } = new();

    /// <summary>How long this process waits between two looks for deadlines that have come due:
    /// <c>Timescales__SweepEvery</c>; none: it does not look, sends no mail and tells no webhook, and another
    /// has to.</summary>
    public TimeSpan? SweepEvery { get; init; }

    /// <summary>Whether other processes may work over the same database: over one of their own they may,
    /// unless <c>Nodes__Alone</c> says that this is the only one.</summary>
    public bool HasOtherNodes { get; init; }

    /// <summary>What is told of the service at work, and to whom.</summary>
    public TelemetrySettings Telemetry { get; init; } = TelemetrySettings.None;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingException">One of them cannot be used.</exception>
    public static ServiceSettings From(IConfiguration given)
    {
        var configuration = WithSecrets(given);
        var bootstrapKey = configuration["INCIDENTS_BOOTSTRAP_KEY"];
        if (bootstrapKey is { Length: > 0 and < ShortestBootstrapKey })
            throw new SettingException(
                $"INCIDENTS_BOOTSTRAP_KEY has fewer than {ShortestBootstrapKey} characters; make a longer "
                + "one, for example with: openssl rand -base64 32");

        return new(
            Path.GetFullPath(Given(configuration["INCIDENTS_DATA"]) ?? DefaultDataFolder()),
            Given(configuration.GetConnectionString("Incidents")),
            Given(configuration.GetConnectionString("IncidentsOwner")),
            Given(bootstrapKey),
            configuration.GetValue("Evidence:LargestFile", 100L * 1024 * 1024),
            KeyCertificateSettings.From(configuration))
        {
            EvidenceBucket = BucketConfiguration.From(configuration),
            Scanner = ScannerConfiguration.From(configuration),
            Mail = MailConfiguration.From(configuration),
            Webhooks = new(
                AllowHttp: YesOrNo(configuration, "Webhooks:AllowHttp"),
                AllowPrivateAddresses: YesOrNo(configuration, "Webhooks:AllowPrivateAddresses")),
            SweepEvery = Sweep(configuration.GetValue("Timescales:SweepEvery", UsualSweep)),
            Issuers = IssuerSettings.From(configuration),
            RequestsPerMinute = RateOf(configuration),
            HasOtherNodes = Given(configuration.GetConnectionString("Incidents")) is not null
                && !YesOrNo(configuration, "Nodes:Alone"),
            Telemetry = TelemetrySettings.From(configuration),
            RequestsAtOnce = AtOnceOf(configuration),
        };
    }

    private static TimeSpan? Sweep(double seconds) => seconds switch
    {
        0 => null,
        >= 0.1 and <= 3600 => TimeSpan.FromSeconds(seconds),
        _ => throw new SettingException(
            "Timescales__SweepEvery is a number of seconds from 0.1 to 3600, or 0: this process does not "
                + "look for deadlines that have come due, sends no mail and tells no webhook."),
    };

    /// <summary>Secrets may lie in files, one for each setting and named as it is, as containers are given
    /// them.</summary>
    private static IConfiguration WithSecrets(IConfiguration given)
    {
        if (Given(given["INCIDENTS_SECRETS"]) is not { } folder)
            return given;

        if (!Directory.Exists(folder))
            throw new SettingException($"INCIDENTS_SECRETS names {folder}, and there is no such folder.");

        return new ConfigurationBuilder().AddConfiguration(given)
            .AddKeyPerFile(Path.GetFullPath(folder), optional: false).Build();
    }

    /// <summary>A person or an integration at work stays far below it.</summary>
    private static int RateOf(IConfiguration configuration) =>
        Given(configuration["RateLimit:PerMinute"]) switch
        {
            null => 1200,
            { } text when int.TryParse(text, out var rate) && rate >= 0 => rate,
            _ => throw new SettingException(
                "RateLimit__PerMinute is a whole number: requests of one caller in a minute, or 0 for no "
                    + "limit."),
        };

    /// <summary>Some times as many as there are connections to the database, which most of them wait
    /// for.</summary>
    private static int AtOnceOf(IConfiguration configuration) =>
        Given(configuration["Requests:AtOnce"]) switch
        {
            null => 128,
            { } text when int.TryParse(text, out var many) && many is >= 0 and <= 100_000 => many,
            _ => throw new SettingException(
                "Requests__AtOnce is a whole number: requests that this process works on at the same time, "
                    + "or 0 for no limit."),
        };

    private static bool YesOrNo(IConfiguration configuration, string key) => Given(configuration[key]) switch
    {
        null => false,
        { } text when bool.TryParse(text, out var yes) => yes,
        _ => throw new SettingException(
            $"{key.Replace(":", "__", StringComparison.Ordinal)} is true or false."),
    };

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    /// <summary>PostgreSQL will not run as root, and its own user cannot enter root's home.</summary>
    private static string DefaultDataFolder() =>
        Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()
        ? "/var/lib/incidents"
        : Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "incidents");
}

/// <summary>A setting cannot be used; the message says which and what to do.</summary>
public sealed class SettingException(string message) : Exception(message);
