using System.Net;
using System.Text;
using Incidents.Api.Hosting;
using Incidents.Application.Exports;
using Incidents.Application.PersonalData;
using Incidents.Application.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Exports;

public sealed class TakingASchoolElsewhere(TestCluster cluster) : IAsyncLifetime
{
    private const string Passphrase = "a passphrase for the tests of an export";

    private readonly School _school = new(cluster);
    private readonly DataFolder _exports = new();
    private readonly DataFolder _there = new();
    private TestDatabase _database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_exports.Path, "export");

    public async ValueTask InitializeAsync()
    {
        await _school.InitializeAsync();
        _database = await cluster.MakeDatabase();
    }

    public async ValueTask DisposeAsync()
    {
        await _school.DisposeAsync();
        await _database.Drop();
        _exports.Dispose();
        _there.Dispose();
    }

    [Fact]
    public async Task leaves_the_history_of_every_incident_as_it_was_byte_for_byte()
    {
        var incidents = await HasALife();
        var before = await Histories(_school.Administrator, incidents);
        var changes = await _school.Auditor.Gets("/v1/changes?limit=500");
        await Exports();

        await Load();

        await using var there = await RunningService.Start(Settings, _school.Clock, new());
        using var http = new HttpClient { BaseAddress = there.Address };
        (await Histories(_school.Administrator with { Http = http }, incidents)).Should().Equal(before);
        var office = _school.OfficeManager with { Http = http };
        foreach (var id in incidents)
        {
            (await office.Gets($"/v1/incidents/{id}")).Text.Should()
                .Be((await _school.OfficeManager.Gets($"/v1/incidents/{id}")).Text);
            (await office.Gets($"/v1/incidents/{id}/deadlines")).Text.Should()
                .Be((await _school.OfficeManager.Gets($"/v1/incidents/{id}/deadlines")).Text);
        }

        (await office.Gets("/v1/incidents")).Text.Should()
            .Be((await _school.OfficeManager.Gets("/v1/incidents")).Text);
        var again = await (_school.Auditor with { Http = http }).Gets("/v1/changes?limit=500");
        again.Items.Select(change => change["type"]!.GetValue<string>()).Should()
            .Contain("tenantExported").And.Contain("tenantLoaded");
        again.Items.Take(changes.Items.Count).Select(change => change.ToJsonString()).Should()
            .Equal(changes.Items.Select(change => change.ToJsonString()));
    }

    [Fact]
    public async Task brings_files_receipts_and_what_comes_after()
    {
        var (incident, evidence, receipt) = await HasEvidenceAndAReceipt();
        await Exports();
        await Load();

        await using var there = await RunningService.Start(Settings, _school.Clock, new());
        using var http = new HttpClient { BaseAddress = there.Address };
        var office = _school.OfficeManager with { Http = http };
        (await office.Gets($"{incident.Path}/evidence/{evidence}/content")).Text.Should().Be("who was on it");
        var byReceipt = await new Nobody(http, receipt).Looks();
        byReceipt.ShouldBe(HttpStatusCode.OK);
        (await office.Posts(incident, "decisions", new { decision = "Go on", rationale = "Because" }))
            .ShouldBe(HttpStatusCode.Created);
        await (_school.Teacher with { Http = http }).Reports(Tales.LostLaptop);
    }

    [Fact]
    public async Task holds_nothing_that_opens_without_the_passphrase_and_no_erased_key()
    {
        await HasALife();
        await Exports();

        var text = string.Join('\n', Directory.GetFiles(Folder).Select(File.ReadAllText));
        foreach (var said in (string[])["laptop", "Tom Brierley", "tom.brierley", "Seen in the office"])
            text.Contains(said, StringComparison.OrdinalIgnoreCase).Should().BeFalse(said);

        await FluentActions.Awaiting(() => Load("another passphrase than that of it")).Should()
            .ThrowAsync<ExportException>().WithMessage("The passphrase*");
    }

    [Fact]
    public async Task is_refused_where_something_was_altered_or_lost()
    {
        await HasALife();
        await Exports();
        var file = Path.Combine(Folder, "events-00001.ndjson");
        var whole = await File.ReadAllTextAsync(file, Cancel);
        await File.WriteAllTextAsync(file, whole.Replace("incident_reported", "incident_imported"), Cancel);

        await FluentActions.Awaiting(() => Load()).Should().ThrowAsync<ExportException>()
            .WithMessage("events-00001.ndjson*");
        await File.WriteAllTextAsync(file, whole, Cancel);
        await Load();
    }

    [Fact]
    public async Task is_refused_where_there_is_something_already()
    {
        await _school.Reports();
        await Exports();
        await using (await RunningService.Start(Settings, _school.Clock, new()))
        {
        }

        await FluentActions.Awaiting(() => Load()).Should().ThrowAsync<ExportException>()
            .WithMessage("The tenant default is here already*");
    }

    [Fact]
    public async Task goes_on_where_it_was_cut_off()
    {
        await _school.Reports();
        await Exports();
        // As a load that was killed after its first transaction.
        await FluentActions.Awaiting(() => Load(Passphrase, cutOff: true)).Should()
            .ThrowAsync<OperationCanceledException>();

        await FluentActions.Awaiting(() => RunningService.Start(Settings, _school.Clock, new())).Should()
            .ThrowAsync<SettingException>().WithMessage("*incidents load*");
        await Load();
        await Load();

        await using var there = await RunningService.Start(Settings, _school.Clock, new());
    }

    private ServiceSettings Settings => new(
        _there.Path, _database.Service, OwnerConnectionString: null, School.FirstKey, School.LargestEvidence);

    private async Task<List<string>> HasALife()
    {
        var (withFile, _, _) = await HasEvidenceAndAReceipt();
        var closed = await _school.HasInvestigated();
        var all = (await _school.OfficeManager.Gets("/v1/incidents")).Items
            .Select(line => line["incidentId"]!.ToString());

        return [.. all.Append($"{closed.Id}").Append($"{withFile.Id}").Distinct()];
    }

    private async Task<(ReportedIncident Incident, string Evidence, string Receipt)> HasEvidenceAndAReceipt()
    {
        var incident = await _school.Reports();
        var evidence = await _school.OfficeManager.Uploads(
            incident, new Form(Encoding.UTF8.GetBytes("who was on it")));
        var report = await _school.Nobody.Reports(new { title = "Seen in the office" });

        return (incident, evidence.Id, report["receipt"]!.GetValue<string>());
    }

    private async Task<List<string>> Histories(Member member, IEnumerable<string> incidents)
    {
        var office = _school.OfficeManager with { Http = member.Http };
        var histories = new List<string>();
        foreach (var id in incidents)
            histories.Add((await office.Gets($"/v1/incidents/{id}/history?limit=500")).Text);

        return histories;
    }

    private async Task Exports()
    {
        var caller = await _school.Services.GetRequiredService<ApiKeys>()
            .Open(School.FirstKey, Cancel);
        await _school.Services.GetRequiredService<TenantExport>().Carry(
            caller!.Caller, Folder, InstallationSecrets.FolderIn(_school.Data.Path), Passphrase, _ => { },
            Cancel);
    }

    private async Task Load(string passphrase = Passphrase, bool cutOff = false)
    {
        await using var database = await Database.Open(Settings, _ => { }, Cancel);
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton<TimeProvider>(_school.Clock);
        await using var app = Service.Build(builder, Settings, database);
        await app.Services.GetRequiredService<TenantLoad>().Carry(
            Folder, InstallationSecrets.FolderIn(_there.Path), passphrase,
            _ => { if (cutOff) throw new OperationCanceledException(); }, Cancel);
    }
}
