using System.Net;
using Incidents.Api.Tests.Retention;

namespace Incidents.Api.Tests.Exports;

/// <summary>What nobody may read, or only somebody, is so in the other installation as well.</summary>
public sealed class TakingSecretsElsewhere(TestCluster cluster) : IAsyncLifetime
{
    private readonly ASchoolThatMoves _move = new(cluster);

    private School School => _move.School;

    public ValueTask InitializeAsync() => _move.InitializeAsync();

    public ValueTask DisposeAsync() => _move.DisposeAsync();

    [Fact]
    public async Task leaves_an_erased_incident_erased_with_the_same_history()
    {
        var incident = await School.HasKeptLongEnough();
        var evidence = (await School.OfficeManager.Gets(incident.Path))["evidence"]![0]!["id"]!.ToString();
        (await School.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");
        await _move.Exports();
        await _move.Loads();

        await using var there = await _move.Starts();
        using var http = new HttpClient { BaseAddress = there.Address };
        foreach (var reader in (Member[])[School.OfficeManager, School.Auditor, School.ProtectionOfficer])
        {
            foreach (var path in (string[])["", "/history?limit=500", "?version=2", $"/evidence/{evidence}"])
            {
                var here = await reader.Gets($"{incident.Path}{path}");
                var elsewhere = await (reader with { Http = http }).Gets($"{incident.Path}{path}");

                (elsewhere.StatusCode, elsewhere.Text).Should().Be((here.StatusCode, here.Text));
                elsewhere.Text.Should().NotContain(AKeptIncident.Title);
            }
        }

        var content = $"{incident.Path}/evidence/{evidence}/content";
        (await (School.OfficeManager with { Http = http }).Gets(content)).StatusCode.Should()
            .Be((await School.OfficeManager.Gets(content)).StatusCode).And.NotBe(HttpStatusCode.OK);
        (await Views(_move.Database)).Should().Equal(await Views(School.Database));
        (await School.ProtectionOfficer.Erases(incident)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task brings_no_key_file_or_title_of_an_erased_incident()
    {
        var incident = await School.HasKeptLongEnough();
        (await School.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");

        await _move.Exports();
        await _move.Loads();

        var rows = await File.ReadAllLinesAsync(
            Path.Combine(_move.Folder, "rows.ndjson"), TestContext.Current.CancellationToken);
        rows.Where(row => row.Contains($"{incident.Id}", StringComparison.Ordinal)).Should()
            .ContainSingle().Which.Should().Contain("\"destroyed\"").And.NotContain("wrapped");
        Directory.GetFiles(Path.Combine(_move.Folder), "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("blobs", StringComparison.Ordinal)).Should().BeEmpty();
        _move.There.Files("evidence/blobs").Should().BeEmpty();
        (await File.ReadAllTextAsync(
            Path.Combine(_move.There.Path, "keys", "destroyed-keys"), TestContext.Current.CancellationToken))
            .Should().Contain($"default {incident.Id:D} ");
        (await _move.Database.Asks(
            $"""
            select 'key' from incidents.mt_doc_storedkey where id = '{incident.Id}'
            union all select 'file' from incidents.mt_doc_keptfile
            union all select 'title' from incidents.mt_doc_registerentry
                where data::text like '%{AKeptIncident.Title}%'
            """)).Should().BeEmpty();
    }

    [Fact]
    public async Task leaves_a_protected_reporter_known_to_the_seal_alone()
    {
        var report = await School.Teacher.Posts(
            "/v1/incidents", new { title = "In confidence", protectIdentity = true });
        var incident = new ReportedIncident(
            report["incidentId"]!.GetValue<Guid>(), report["reference"]!.GetValue<string>());
        var before = await School.OfficeManager.Gets($"{incident.Path}/history?limit=500");
        await _move.Exports();
        await _move.Loads();

        await using var there = await _move.Starts();
        using var http = new HttpClient { BaseAddress = there.Address };
        var office = School.OfficeManager with { Http = http };
        (await office.Gets($"{incident.Path}/history?limit=500")).Text.Should().Be(before.Text);
        (await office.Gets(incident.Path)).Text.Should().NotContainAny(
            School.Teacher.Name, School.Teacher.Subject);
        (await (School.Teacher with { Http = http }).Gets(incident.Path)).ShouldBeRefused(404, "not-found");
        (await new Nobody(http).With(report).Posts("messages", new { text = "There is more." }))
            .ShouldRecord("reporterAnswered");

        var asked = await office.Posts(
            incident, "reporter-identity/requests", new { reason = "The reporter may be in danger." });
        (await (School.Headteacher with { Http = http }).Posts(
            incident, $"reporter-identity/requests/{asked.Id}/decision",
            new { disclose = true, reason = "To help." })).ShouldRecord("reporterIdentityDisclosed");
        (await office.Gets($"{incident.Path}/reporter-identity"))["name"]!.GetValue<string>().Should()
            .Be(School.Teacher.Name);
    }

    private static Task<IReadOnlyList<string>> Views(TestDatabase database) => database.Asks(
        """
        select 'snapshot ' || id || data::text from incidents.mt_doc_incident
        union all select 'register ' || id || data::text from incidents.mt_doc_registerentry
        union all select 'deadline ' || id || data::text from incidents.mt_doc_deadlinerow order by 1
        """);
}
