using System.Net;
using Incidents.Application.Retention;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Role = Incidents.Domain.Role;

namespace Incidents.Api.Tests.Retention;

public sealed class ABackupThatIsPutBack(School school) : IClassFixture<School>
{
    private static readonly string[] Tables =
    [
        "mt_events", "mt_streams", "mt_doc_incident", "mt_doc_registerentry", "mt_doc_storedkey",
        "mt_doc_personrow", "mt_doc_apikeyrow", "mt_doc_keptfile",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Reconciliation Reconciliation => school.Services.GetRequiredService<Reconciliation>();

    [Fact]
    public async Task does_not_bring_back_what_was_erased_since()
    {
        var leaver = await school.Joins("lena.vale", "Lena Vale", Role.Staff);
        var reported = await leaver.Reports(Tales.LostLaptop);
        var person = (await school.OfficeManager.Gets(reported.Path))["reporter"]!["personId"]!
            .GetValue<Guid>();
        var incident = await school.HasKeptLongEnough();
        await BackUp();
        (await school.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");
        (await school.ProtectionOfficer.Erases(person)).ShouldRecord("personErased");

        await PutBack();

        // Before anything was compared, the list alone keeps it shut.
        (await school.Database.Asks(
            $"select id from incidents.mt_doc_storedkey where id in ('{incident.Id}', '{person}')"))
            .Should().HaveCount(2);
        await ShouldStayErased(incident, reported);
        (await school.OfficeManager.Reopens(incident)).ShouldBeRefused(409, "incident-erased", "ref");
        (await school.OfficeManager.AddsDetails(reported, new
        {
            peopleInvolved = new[]
            {
                new { name = "Lena Vale", subject = "lena.vale", relation = "witness" },
            },
        })).ShouldBe(HttpStatusCode.OK);

        await Reconciliation.Carry(Cancel);

        await ShouldStayErased(incident, reported);
        (await leaver.Gets(reported.Path)).ShouldBeRefused(401, "unauthenticated");
        (await school.Database.Asks(
            $"""
            select 'key' from incidents.mt_doc_storedkey where id in ('{incident.Id}', '{person}')
            union all select 'title' from incidents.mt_doc_registerentry
                where id = '{incident.Id}' and data::text like '%{AKeptIncident.Title}%'
            union all select 'file' from incidents.mt_doc_keptfile where data::text like '%{incident.Id}%'
            union all select 'person' from incidents.mt_doc_personrow
                where id = '{person}' and subject_hash not like 'erased/%'
            """)).Should().BeEmpty();
        (await school.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");
    }

    [Fact]
    public async Task or_a_list_that_a_crash_left_behind_is_brought_up_by_what_the_record_says()
    {
        var incident = await school.HasKeptLongEnough();
        var person = await school.PersonIn(await school.HasKept(), 0);
        (await school.ProtectionOfficer.Erases(incident)).ShouldRecord("incidentErased");
        (await school.ProtectionOfficer.Erases(person)).ShouldRecord("personErased");
        var list = Path.Combine(school.Data.Path, "keys", "destroyed-keys");
        File.Delete(list);

        await Reconciliation.Carry(Cancel);

        (await File.ReadAllTextAsync(list, Cancel)).Should()
            .Contain($"default {incident.Id:D} ").And.Contain($"default {person:D} ");
    }

    private async Task ShouldStayErased(ReportedIncident incident, ReportedIncident reported)
    {
        var whole = await school.OfficeManager.Gets(incident.Path);
        whole["description"]!.ToJsonString().Should().Be("""{"erased":true}""");
        whole["peopleInvolved"]![0]!["name"]!.ToJsonString().Should().Be("""{"erased":true}""");
        (await school.OfficeManager.Gets(reported.Path))["reporter"]!["name"]!.ToJsonString()
            .Should().Be("""{"erased":true}""");
    }

    private Task BackUp() => Run(string.Concat(Tables.Select(table =>
        $"create table backup_{table} as table incidents.{table};")));

    private Task PutBack() => Run("set session_replication_role = replica;" + string.Concat(
        Tables.Select(table => $"delete from incidents.{table};"
            + $"insert into incidents.{table} select * from backup_{table};")));

    private async Task Run(string sql)
    {
        await using var database = NpgsqlDataSource.Create(school.Database.Owner);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
