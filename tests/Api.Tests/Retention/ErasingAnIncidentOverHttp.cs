using System.Net;
using System.Text;
using Incidents.Application.Evidence;
using Incidents.Application.PersonalData;
using Incidents.Application.Retention;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Retention;

public sealed class ErasingAnIncidentOverHttp(School school) : IClassFixture<School>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string List => Path.Combine(school.Data.Path, "keys", "destroyed-keys");

    [Fact]
    public async Task records_it_with_its_legal_basis_and_leaves_every_event_byte_by_byte()
    {
        var incident = await school.HasKeptLongEnough();
        var before = await school.EventsOf(incident);

        var answer = await school.ProtectionOfficer.Erases(incident);

        answer.ShouldRecord("incidentErased");
        answer.ETag.Should().Be($"\"{before.Count + 1}\"");
        var after = await school.EventsOf(incident);
        after.Take(before.Count).Should().Equal(before);
        after.Should().HaveCount(before.Count + 1);
    }

    [Fact]
    public async Task waits_for_its_closure() =>
        (await school.ProtectionOfficer.Erases(await school.Reports()))
            .ShouldBeRefused(409, "incident-open", "must-5");

    [Fact]
    public async Task leaves_every_query_working_and_none_with_a_text()
    {
        var incident = await school.HasKeptLongEnough();
        var evidence = (await school.OfficeManager.Gets(incident.Path))["evidence"]![0]!["id"]!.ToString();
        (await school.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");

        var whole = await school.OfficeManager.Gets(incident.Path);
        string[] texts = ["title", "description"];
        texts.Should().AllSatisfy(text => ShouldBeErased(whole[text]));
        whole["peopleInvolved"]!.AsArray().Should().AllSatisfy(person => ShouldBeErased(person!["name"]));
        ShouldBeErased(whole["closure"]!["summary"]);
        ShouldBeErased(whole["closure"]!["actor"]!["name"]);
        whole["erasure"]!["reason"]!.ToString().Should().Be("Its retention is over.");
        whole["erasure"]!["legalBasis"]!.ToString().Should().Be("UK GDPR Art 5(1)(e)");
        whole["erasure"]!["actor"]!["name"]!.ToString().Should().Be("Ruth Okoro");

        var register = await school.OfficeManager.Gets("/v1/incidents?limit=500");
        ShouldBeErased(register.Items.Single(
            line => line["incidentId"]!.ToString() == incident.Id.ToString())["title"]);

        var paths = new[] { "", "/history", "/checklist", "?version=2", $"/evidence/{evidence}" };
        foreach (var path in paths)
        {
            foreach (var reader in new[] { school.OfficeManager, school.Auditor, school.ProtectionOfficer })
            {
                var answer = await reader.Gets($"{incident.Path}{path}");
                answer.ShouldBe(HttpStatusCode.OK);
                answer.Text.Should().NotContainAny(AKeptIncident.Title, "about a pupil", "Ashdown", "Barrow",
                    "list.txt", "Sandra", "Tom");
            }
        }

        (await school.Teacher.Gets(incident.Path)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task removes_key_title_and_files()
    {
        var incident = await school.HasKeptLongEnough();
        var files = school.Data.Files("evidence/blobs");
        files.Should().NotBeEmpty();
        (await school.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");

        var services = school.Services;
        await FinishErasureHandler.Handle(new("default", incident.Id),
            services.GetRequiredService<IDocumentStore>(), services.GetRequiredService<Vault>(),
            services.GetRequiredService<IBlobStore>(), Cancel);

        (await school.Database.Asks(
            $"""
            select 'key' from incidents.mt_doc_storedkey where id = '{incident.Id}'
            union all select 'file' from incidents.mt_doc_keptfile where data::text like '%{incident.Id}%'
            union all select 'title' from incidents.mt_doc_registerentry
                where id = '{incident.Id}' and data::text like '%wrong tray%'
            """)).Should().BeEmpty();
        school.Data.Files("evidence/blobs").Should().HaveCountLessThan(files.Count);
        (await File.ReadAllTextAsync(List, Cancel)).Should().Contain($"default {incident.Id:D} ");
    }

    [Fact]
    public async Task is_known_on_every_node_within_a_minute_also_where_it_has_keys_of_its_own()
    {
        var incident = await school.HasKeptLongEnough();
        using var data = new DataFolder();
        Directory.CreateDirectory(Path.Combine(data.Path, "keys"));
        foreach (var file in school.Data.Files("keys").Where(file => Path.GetExtension(file) != ".lock"))
            File.Copy(file, Path.Combine(data.Path, "keys", Path.GetFileName(file)));
        await using var node = await RunningService.Start(
            new(data.Path, school.Database.Service, OwnerConnectionString: null, School.FirstKey,
                School.LargestEvidence),
            school.Clock, new());
        using var http = new HttpClient { BaseAddress = node.Address };
        var there = school.OfficeManager with { Http = http };
        (await there.Gets(incident.Path))["title"]!.ToString().Should().Be(AKeptIncident.Title);

        (await school.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");

        ShouldBeErased((await school.OfficeManager.Gets(incident.Path))["title"]);
        (await there.Reopens(incident)).ShouldBeRefused(409, "incident-erased", "ref");
        school.Clock.Advance(KeyCache.Lifetime);
        ShouldBeErased((await there.Gets(incident.Path))["title"]);
        await node.Services.GetRequiredService<Reconciliation>().Carry(Cancel);
        (await File.ReadAllTextAsync(Path.Combine(data.Path, "keys", "destroyed-keys"), Cancel))
            .Should().Contain($"default {incident.Id:D} ");
    }

    [Fact]
    public async Task takes_its_files_with_it()
    {
        var incident = await school.HasKeptLongEnough();
        var evidence = (await school.OfficeManager.Gets(incident.Path))["evidence"]![0]!["id"]!.ToString();
        var content = $"{incident.Path}/evidence/{evidence}/content";
        (await school.OfficeManager.Gets(content)).ShouldBe(HttpStatusCode.OK);

        (await school.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");

        (await school.OfficeManager.Gets(content)).ShouldBeRefused(409, "incident-erased", "ref");
        (await school.OfficeManager.Gets($"{incident.Path}/history")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task leaves_nothing_that_a_command_could_add_to()
    {
        var incident = await school.HasKeptLongEnough();
        (await school.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");

        (await school.OfficeManager.Reopens(incident)).ShouldBeRefused(409, "incident-erased", "ref");
        (await school.OfficeManager.Classifies(incident)).ShouldBeRefused(409, "incident-erased", "ref");
        (await school.OfficeManager.Uploads(incident, new Form(Encoding.UTF8.GetBytes("more"))))
            .ShouldBeRefused(409, "incident-erased", "ref");
        (await school.ProtectionOfficer.Holds(incident)).ShouldBeRefused(409, "incident-erased", "ref");
        (await school.OfficeManager.Closes(incident)).ShouldRecord();
        (await school.ProtectionOfficer.Erases(incident)).ShouldRecord();
    }

    [Fact]
    public async Task is_answered_in_the_order_of_the_contract()
    {
        var incident = await school.HasKept();
        var body = new { incidentId = incident.Id, legalBasis = "Law", reason = "Why" };

        (await school.Stranger.Posts("/v1/erasures", body)).ShouldBeRefused(401, "unauthenticated");
        (await school.Teacher.Posts("/v1/erasures", new { incidentId = incident.Id, reason = "Why" }))
            .ShouldBeWrongAt("/legalBasis");
        (await school.ProtectionOfficer.Posts("/v1/erasures", new { legalBasis = "Law", reason = "Why" }))
            .ShouldBeWrongAt("/incidentId");
        (await school.Assistant.Posts("/v1/erasures", body)).ShouldBeRefused(422, "no-such-incident");
        (await school.OfficeManager.Posts("/v1/erasures", body)).ShouldBeRefused(403, "not-your-duty", "ref");
        (await school.ProtectionOfficer.Posts("/v1/erasures", body, ifMatch: 1))
            .ShouldBeRefused(412, "stale-version");
        (await school.ProtectionOfficer.Posts("/v1/erasures", body))
            .ShouldBeRefused(409, "retention-not-over", "must-5");
    }

    [Fact]
    public async Task is_done_once_for_an_idempotency_key()
    {
        var incident = await school.HasKeptLongEnough();

        var first = await school.ProtectionOfficer.Erases(incident, retryKey: "erase-once");
        var again = await school.ProtectionOfficer.Erases(incident, retryKey: "erase-once");

        first.ShouldRecord("incidentErased");
        again.Body.Should().Equal(first.Body);
    }

    [Fact]
    public async Task is_done_once_by_many_at_the_same_moment()
    {
        var incident = await school.HasKeptLongEnough();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => school.ProtectionOfficer.Erases(incident)));

        answers.Should().AllSatisfy(answer => answer.ShouldBe(HttpStatusCode.OK));
        answers.SelectMany(answer => answer.Events).Should().Equal("incidentErased");
    }

    private static void ShouldBeErased(System.Text.Json.Nodes.JsonNode? text) =>
        text!.ToJsonString().Should().Be("""{"erased":true}""");
}
