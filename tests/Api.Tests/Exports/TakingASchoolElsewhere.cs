using System.Net;
using System.Text;
using Incidents.Api.Hosting;
using Incidents.Application.Exports;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Exports;

public sealed class TakingASchoolElsewhere(TestCluster cluster) : IAsyncLifetime
{
    private readonly ASchoolThatMoves _move = new(cluster);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private School School => _move.School;

    public ValueTask InitializeAsync() => _move.InitializeAsync();

    public ValueTask DisposeAsync() => _move.DisposeAsync();

    [Fact]
    public async Task leaves_the_history_of_every_incident_as_it_was_byte_for_byte()
    {
        var incidents = await HasALife();
        var before = await Histories(School.Administrator, incidents);
        var changes = await School.Auditor.Gets("/v1/changes?limit=500");
        await _move.Exports();

        await _move.Loads();

        await using var there = await _move.Starts();
        using var http = new HttpClient { BaseAddress = there.Address };
        (await Histories(School.Administrator with { Http = http }, incidents)).Should().Equal(before);
        var office = School.OfficeManager with { Http = http };
        foreach (var id in incidents)
        {
            (await office.Gets($"/v1/incidents/{id}")).Text.Should()
                .Be((await School.OfficeManager.Gets($"/v1/incidents/{id}")).Text);
            (await office.Gets($"/v1/incidents/{id}/deadlines")).Text.Should()
                .Be((await School.OfficeManager.Gets($"/v1/incidents/{id}/deadlines")).Text);
        }

        (await office.Gets("/v1/incidents")).Text.Should()
            .Be((await School.OfficeManager.Gets("/v1/incidents")).Text);
        var again = await (School.Auditor with { Http = http }).Gets("/v1/changes?limit=500");
        again.Items.Select(change => change["type"]!.GetValue<string>()).Should()
            .Contain("tenantExported").And.Contain("tenantLoaded");
        again.Items.Take(changes.Items.Count).Select(change => change.ToJsonString()).Should()
            .Equal(changes.Items.Select(change => change.ToJsonString()));
    }

    [Fact]
    public async Task brings_files_receipts_and_what_comes_after()
    {
        var (incident, evidence, receipt) = await HasEvidenceAndAReceipt();
        await _move.Exports();
        await _move.Loads();

        await using var there = await _move.Starts();
        using var http = new HttpClient { BaseAddress = there.Address };
        var office = School.OfficeManager with { Http = http };
        (await office.Gets($"{incident.Path}/evidence/{evidence}/content")).Text.Should().Be("who was on it");
        var byReceipt = await new Nobody(http, receipt).Looks();
        byReceipt.ShouldBe(HttpStatusCode.OK);
        (await office.Posts(incident, "decisions", new { decision = "Go on", rationale = "Because" }))
            .ShouldBe(HttpStatusCode.Created);
        await (School.Teacher with { Http = http }).Reports(Tales.LostLaptop);
    }

    [Fact]
    public async Task holds_nothing_that_opens_without_the_passphrase_and_no_erased_key()
    {
        await HasALife();
        await _move.Exports();

        var text = string.Join('\n', Directory.GetFiles(_move.Folder).Select(File.ReadAllText));
        foreach (var said in (string[])["laptop", "Tom Brierley", "tom.brierley", "Seen in the office"])
            text.Contains(said, StringComparison.OrdinalIgnoreCase).Should().BeFalse(said);

        await FluentActions.Awaiting(() => _move.Loads("another passphrase than that of it")).Should()
            .ThrowAsync<ExportException>().WithMessage("The passphrase*");
    }

    [Fact]
    public async Task is_refused_where_something_was_altered_or_lost()
    {
        await HasALife();
        await _move.Exports();
        var file = Path.Combine(_move.Folder, "events-00001.ndjson");
        var whole = await File.ReadAllTextAsync(file, Cancel);
        await File.WriteAllTextAsync(file, whole.Replace("incident_reported", "incident_imported"), Cancel);

        await FluentActions.Awaiting(() => _move.Loads()).Should().ThrowAsync<ExportException>()
            .WithMessage("events-00001.ndjson*");
        await File.WriteAllTextAsync(file, whole, Cancel);
        await _move.Loads();
    }

    [Fact]
    public async Task is_refused_where_there_is_something_already()
    {
        await School.Reports();
        await _move.Exports();
        await using (await _move.Starts())
        {
        }

        await FluentActions.Awaiting(() => _move.Loads()).Should().ThrowAsync<ExportException>()
            .WithMessage("The tenant default is here already*");
    }

    [Fact]
    public async Task leaves_out_what_stands_where_a_transaction_was_broken_off()
    {
        await School.Reports();
        await IsBrokenOff();
        (await School.Database.Asks("select tenant_id from incidents.mt_events where type = 'tombstone'"))
            .Should().Equal(Tenancy.Default);
        await School.Reports();
        await _move.Exports();

        await _move.Loads();

        (await File.ReadAllTextAsync(Path.Combine(_move.Folder, "events-00001.ndjson"), Cancel)).Should()
            .NotContain("tombstone");
    }

    [Fact]
    public async Task goes_on_where_it_was_cut_off()
    {
        await School.Reports();
        await _move.Exports();
        // As a load that was killed after its first transaction.
        await FluentActions.Awaiting(() => _move.Loads(cutOff: true)).Should()
            .ThrowAsync<OperationCanceledException>();

        await FluentActions.Awaiting(() => _move.Starts()).Should()
            .ThrowAsync<SettingException>().WithMessage("*incidents load*");
        await _move.Loads();
        await _move.Loads();

        await using var there = await _move.Starts();
    }

    /// <summary>Marten then writes a placeholder for the number of the event that is none.</summary>
    private async Task IsBrokenOff()
    {
        await using var session = School.Services.GetRequiredService<IDocumentStore>()
            .LightweightSession(Tenancy.Default);
        session.Events.Append(Guid.NewGuid(), new TenantExported(Guid.NewGuid()));
        session.QueueSqlCommand("select 1 / 0");

        await session.Awaiting(each => each.SaveChangesAsync(Cancel)).Should().ThrowAsync<Exception>();
    }

    private async Task<List<string>> HasALife()
    {
        var (withFile, _, _) = await HasEvidenceAndAReceipt();
        var closed = await School.HasInvestigated();
        var all = (await School.OfficeManager.Gets("/v1/incidents")).Items
            .Select(line => line["incidentId"]!.ToString());

        return [.. all.Append($"{closed.Id}").Append($"{withFile.Id}").Distinct()];
    }

    private async Task<(ReportedIncident Incident, string Evidence, string Receipt)> HasEvidenceAndAReceipt()
    {
        var incident = await School.Reports();
        var evidence = await School.OfficeManager.Uploads(
            incident, new Form(Encoding.UTF8.GetBytes("who was on it")));
        var report = await School.Nobody.Reports(new { title = "Seen in the office" });

        return (incident, evidence.Id, report["receipt"]!.GetValue<string>());
    }

    private async Task<List<string>> Histories(Member member, IEnumerable<string> incidents)
    {
        var office = School.OfficeManager with { Http = member.Http };
        var histories = new List<string>();
        foreach (var id in incidents)
            histories.Add((await office.Gets($"/v1/incidents/{id}/history?limit=500")).Text);

        return histories;
    }
}
