using System.Net;
using System.Security.Cryptography;
using System.Text;
using Incidents.Api.Tests.Retention;
using Incidents.Application.Retention;
using Incidents.Application.Tests.Evidence;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Evidence;

public sealed class FilesInABucket(TestCluster cluster) : IAsyncLifetime
{
    private static readonly byte[] Names = Encoding.UTF8.GetBytes("Ivy Ashdown, Leo Marchetti");

    private BucketServer _bucket = null!;
    private School _school = null!;

    public async ValueTask InitializeAsync()
    {
        _bucket = await BucketServer.Start();
        _school = new(cluster)
        {
            Set = settings => settings with
            {
                LargestEvidence = 20 * 1024 * 1024,
                EvidenceBucket = new(BucketServer.Bucket, _bucket.Address, "eu-west-2", "school/",
                    BucketServer.AccessKey, BucketServer.SecretKey, IsPathStyle: true),
            },
        };
        await _school.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _school.DisposeAsync();
        await _bucket.DisposeAsync();
    }

    [Fact]
    public async Task lie_there_encrypted_and_are_handed_out_as_they_came()
    {
        var incident = await _school.Reports();
        var large = RandomNumberGenerator.GetBytes(12 * 1024 * 1024);
        foreach (var file in new[] { Names, large })
        {
            var recorded = await _school.Teacher.Uploads(incident, new(file, "year 3.txt"));
            recorded.ShouldBe(HttpStatusCode.Created);
            (await _school.OfficeManager.Gets($"{recorded.Location}/content")).Body.Should().Equal(file);
        }

        Kept().Should().HaveCount(2);
        _bucket.Objects.Values.Should().AllSatisfy(
            kept => Encoding.Latin1.GetString(kept.Content).Should().NotContain("Ashdown"));
        _school.Data.Files("evidence").Should().BeEmpty();
    }

    [Fact]
    public async Task leave_nothing_where_the_record_is_refused()
    {
        var incident = await _school.Reports();

        (await _school.Teacher.Uploads(incident, new Form(Names).With("sha256", new string('0', 64))))
            .ShouldBeRefused(422, "evidence-hash-mismatch", "how-3c");
        (await _school.Teacher.Uploads(incident, new(new byte[21 * 1024 * 1024])))
            .ShouldBeRefused(413, "too-large");

        Kept().Should().BeEmpty();
        _bucket.Uploads.Should().BeEmpty();
    }

    [Fact]
    public async Task that_were_changed_there_are_found()
    {
        var incident = await _school.Reports();
        var recorded = await _school.Teacher.Uploads(incident, new(Names));
        var (name, kept) = Kept().Single();

        kept.Content[^1] ^= 1;
        (await _school.OfficeManager.Gets($"{recorded.Location}/content"))
            .ShouldBeRefused(409, "evidence-altered", "how-3c");
        (await _school.OfficeManager.Posts($"{recorded.Location}/verification", new { }))
            .ShouldRecord("evidenceFoundAltered");
        _bucket.Objects.TryRemove(name, out _);
        (await _school.OfficeManager.Gets($"{recorded.Location}/content"))
            .ShouldBeRefused(409, "evidence-altered", "how-3c");
    }

    [Fact]
    public async Task wait_while_it_is_away_and_everything_else_goes_on()
    {
        var incident = await _school.Reports();
        var recorded = await _school.Teacher.Uploads(incident, new(Names));
        (await Readiness()).Should().Be("reachable");
        _school.Clock.Advance(TimeSpan.FromMinutes(1));

        _bucket.Failing = (HttpStatusCode.ServiceUnavailable, "SlowDown");

        ShouldSayWhenToTryAgain(await _school.Teacher.Uploads(incident, new(Names)));
        ShouldSayWhenToTryAgain(await _school.OfficeManager.Gets($"{recorded.Location}/content"));
        ShouldSayWhenToTryAgain(
            await _school.OfficeManager.Posts($"{recorded.Location}/verification", new { }));
        (await Readiness()).Should().Be("away");
        (await _school.OfficeManager.Classifies(incident)).ShouldBe(HttpStatusCode.OK);

        _bucket.Failing = null;
        _school.Clock.Advance(TimeSpan.FromMinutes(1));

        (await Readiness()).Should().Be("reachable");
        (await _school.Teacher.Uploads(incident, new(Names))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task of_an_erased_incident_wait_too_and_keep_no_service_from_starting()
    {
        var incident = await _school.HasKeptLongEnough();
        _bucket.Failing = (HttpStatusCode.ServiceUnavailable, "SlowDown");
        (await _school.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");

        await _school.Restarts();

        (await _school.OfficeManager.Gets(incident.Path)).ShouldBe(HttpStatusCode.OK);
        Kept().Should().ContainSingle("the bucket is away");
        _bucket.Failing = null;
        await _school.Services.GetRequiredService<Reconciliation>()
            .Carry(TestContext.Current.CancellationToken);
        Kept().Should().BeEmpty();
    }

    private IEnumerable<KeyValuePair<string, BucketServer.Kept>> Kept() =>
        _bucket.Objects.Where(each => each.Key != "school/incidents");

    private async Task<string> Readiness()
    {
        var answer = await _school.Stranger.Gets("/health/ready");
        answer.ShouldBe(HttpStatusCode.OK);

        return answer["evidence"]!.GetValue<string>();
    }

    private static void ShouldSayWhenToTryAgain(Answer answer)
    {
        answer.ShouldBeRefused(503, "unavailable");
        answer.Headers.RetryAfter!.Delta.Should().BePositive();
    }
}
