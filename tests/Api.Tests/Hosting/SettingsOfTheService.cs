using Incidents.Api.Hosting;
using Incidents.Api.Tests.Hosting.PrivatePostgres;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Incidents.Api.Tests.Hosting;

public sealed class SettingsOfTheService(School school) : IClassFixture<School>
{
    [Fact]
    public void give_no_connection_more_than_it_needs()
    {
        var limits = school.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        limits.MaxRequestBodySize.Should().Be(School.LargestEvidence + 256 * 1024);
        limits.RequestHeadersTimeout.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(15));
        limits.MinRequestBodyDataRate!.BytesPerSecond.Should().BePositive();
        limits.MinResponseDataRate!.BytesPerSecond.Should().BePositive();
        limits.MaxRequestHeaderCount.Should().BeLessThanOrEqualTo(100);
        limits.MaxRequestHeadersTotalSize.Should().BeLessThanOrEqualTo(32 * 1024);
    }

    [Fact]
    public void may_lie_in_files_of_a_folder()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Root);
        File.WriteAllText(Path.Combine(folder.Root, "ConnectionStrings__Incidents"), "Host=db.example\n");

        Read(("INCIDENTS_SECRETS", folder.Root)).ConnectionString.Should().Be("Host=db.example");
    }

    [Fact]
    public void name_a_folder_of_secrets_that_is_there() =>
        Reading(("INCIDENTS_SECRETS", "/nowhere/at/all")).Should().Throw<SettingException>();

    [Fact]
    public void limit_what_one_caller_sends_unless_they_say_otherwise()
    {
        Read().RequestsPerMinute.Should().Be(1200);
        Read(("RateLimit:PerMinute", "0")).RequestsPerMinute.Should().Be(0);
        Reading(("RateLimit:PerMinute", "-1")).Should().Throw<SettingException>();
        Reading(("RateLimit:PerMinute", "many")).Should().Throw<SettingException>();
    }

    [Fact]
    public void limit_what_is_worked_on_at_the_same_time_unless_they_say_otherwise()
    {
        Read().RequestsAtOnce.Should().Be(128);
        Read(("Requests:AtOnce", "0")).RequestsAtOnce.Should().Be(0);
        Reading(("Requests:AtOnce", "-1")).Should().Throw<SettingException>();
        Reading(("Requests:AtOnce", "many")).Should().Throw<SettingException>();
    }

    [Fact]
    public void name_a_bucket_of_evidence_or_leave_it_in_the_folder()
    {
        Read().EvidenceBucket.Should().BeNull();
        Read(Bucket).EvidenceBucket.Should().Be(new Application.Evidence.S3Settings(
            "evidence", Endpoint: null, "us-east-1", Prefix: "", AccessKey: null, SecretKey: null,
            IsPathStyle: false));
        Read(Bucket, ("Evidence:S3:Endpoint", "https://s3.school.example")).EvidenceBucket!.IsPathStyle
            .Should().BeTrue();
    }

    [Theory]
    [InlineData("Evidence:S3:Endpoint", "s3.school.example")]
    [InlineData("Evidence:S3:Endpoint", "https://key:secret@s3.school.example")]
    [InlineData("Evidence:S3:AccessKey", "alone")]
    [InlineData("Evidence:S3:Prefix", "a b")]
    [InlineData("Evidence:S3:PathStyle", "perhaps")]
    public void of_a_bucket_that_cannot_be_used_stop_the_start(string name, string value)
    {
        Reading(Bucket, (name, value)).Should().Throw<SettingException>().WithMessage("Evidence__S3__*");
        Reading((name, value)).Should().Throw<SettingException>().WithMessage("Evidence__S3__Bucket*");
    }

    [Fact]
    public void name_a_scanner_by_host_or_by_socket_or_none()
    {
        Read().Scanner.Should().BeNull();
        Read(("Evidence:Scan:Clamd", "clamd:3310")).Scanner.Should().Be(
            new Application.Evidence.ScannerSettings("clamd", 3310, Socket: null, RefusesWhenAway: false));
        Read(("Evidence:Scan:Clamd", "/run/clamd.ctl"), ("Evidence:Scan:WhenAway", "refuse")).Scanner.Should()
            .Be(new Application.Evidence.ScannerSettings(null, 0, "/run/clamd.ctl", RefusesWhenAway: true));
        Reading(("Evidence:Scan:Clamd", "clamd")).Should().Throw<SettingException>();
        Reading(("Evidence:Scan:Clamd", "clamd:3310"), ("Evidence:Scan:WhenAway", "perhaps")).Should()
            .Throw<SettingException>();
    }

    [Fact]
    public void bring_no_key_of_their_own() => Read().BootstrapKey.Should().BeNull();

    private static (string Name, string Value) Bucket => ("Evidence:S3:Bucket", "evidence");

    private static Func<ServiceSettings> Reading(params (string Name, string Value)[] settings) =>
        () => Read(settings);

    private static ServiceSettings Read(params (string Name, string Value)[] settings) =>
        ServiceSettings.From(new ConfigurationBuilder().AddInMemoryCollection(settings
            .Append(("INCIDENTS_DATA", "/var/tmp/somewhere"))
            .ToDictionary(each => each.Item1, string? (each) => each.Item2)).Build());
}
