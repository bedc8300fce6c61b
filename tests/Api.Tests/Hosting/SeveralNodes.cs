using System.Net;
using Incidents.Application.Store;

namespace Incidents.Api.Tests.Hosting;

/// <summary>Two programs over one database and one folder of keys and evidence, as behind a
/// balancer.</summary>
public sealed class SeveralNodes(TestCluster cluster) : IAsyncLifetime
{
    private const int PerMinute = 30;

    private readonly School _school = new(cluster);
    private ProgramProcess _one = null!;
    private ProgramProcess _other = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _school.InitializeAsync();
        (_one, _other) = (await Program(), await Program());
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _school.DisposeAsync();
    }

    [Fact]
    public async Task refuse_a_revoked_key_at_once_on_each_of_them()
    {
        var member = await _school.Joins("two.programs", "Tamsin Programs", Domain.Role.Auditor);
        (await _one.With(member.Key).Gets("/v1/incidents")).ShouldBe(HttpStatusCode.OK);
        (await _other.With(member.Key).Gets("/v1/incidents")).ShouldBe(HttpStatusCode.OK);

        var administrator = _one.With(School.FirstKey);
        var id = (await administrator.Gets("/v1/admin/api-keys")).Items
            .Single(key => key["subject"]!.ToString() == member.Subject)["id"]!.ToString();
        await administrator.Deletes($"/v1/admin/api-keys/{id}");

        (await _other.With(member.Key).Gets("/v1/incidents")).ShouldBeRefused(401, "unauthenticated");
        (await _one.With(member.Key).Gets("/v1/incidents")).ShouldBeRefused(401, "unauthenticated");
    }

    [Fact]
    public async Task limit_a_caller_each_for_itself()
    {
        var (here, there) = (_one.With(_school.Teacher.Key), _other.With(_school.Teacher.Key));
        var answer = await here.Gets("/v1/policy-pack");
        for (var more = 0; more < 2000 && answer.StatusCode == HttpStatusCode.OK; more++)
            answer = await here.Gets("/v1/policy-pack");

        answer.ShouldBeRefused(429, "too-many-requests");
        (await there.Gets("/v1/policy-pack")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task answer_the_same_retry_alike_whichever_of_them_is_asked()
    {
        var tale = new { title = "Asked of both" };
        var first = await _one.With(_school.Teacher.Key)
            .Posts("/v1/incidents", tale, retryKey: "once-for-both");
        var again = await _other.With(_school.Teacher.Key)
            .Posts("/v1/incidents", tale, retryKey: "once-for-both");

        first.ShouldBe(HttpStatusCode.Created);
        again["incidentId"]!.ToString().Should().Be(first["incidentId"]!.ToString());
    }

    [Fact]
    public async Task tell_on_a_stream_of_one_what_was_recorded_on_the_other_also_when_the_other_is_killed()
    {
        var teacher = _other.With(_school.Teacher.Key);
        using var stream = await _one.Streams(_school.Auditor.Key);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Cancel));

        var incident = await teacher.Reports(Tales.LostLaptop);
        await Heard(lines, incident);

        // Whoever numbers and builds views behind the write may be the one that dies.
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => teacher.Reports(Tales.LostLaptop)));
        var last = await teacher.Reports(Tales.LostLaptop);
        await _other.IsKilled();
        await writing.ContinueWith(_ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default);

        await Heard(lines, last);
        await PrivatePostgres.Eventually.IsTrue(async () => (await _school.Database.Asks(
            $"select reference from reporting.incidents where incident_id = '{last.Id}'")).Count == 1);
    }

    [Fact]
    public async Task know_of_each_other_so_that_the_messages_of_one_that_dies_are_not_left()
    {
        await PrivatePostgres.Eventually.IsTrue(async () => (await Numbers()).Count == 2);

        (await Numbers()).Should().OnlyHaveUniqueItems();
    }

    private Task<ProgramProcess> Program() => ProgramProcess.Start(
        _school.Data, School.FirstKey, _school.Database.Service,
        settings: ("RateLimit__PerMinute", $"{PerMinute}"));

    private Task<IReadOnlyList<string>> Numbers() => _school.Database.Asks(
        $"select node_number::text from {IncidentStore.MessageSchema}.wolverine_nodes");

    private static async Task Heard(StreamReader lines, ReportedIncident incident)
    {
        while (await lines.ReadLineAsync(Cancel) is { } line)
        {
            if (line.Contains(incident.Id.ToString(), StringComparison.Ordinal))
                return;
        }

        Assert.Fail("The stream ended.");
    }
}
