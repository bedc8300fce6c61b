using System.Net;
using Incidents.Api.Hosting;
using Incidents.Api.Tests.Hosting;

namespace Incidents.Api.Tests.Upgrade;

/// <summary>One node after the other gets another version, over one database.</summary>
public sealed class TwoVersionsSideBySide(TestCluster cluster) : IAsyncLifetime
{
    private const string MadeByAnother = "update incidents.schema_mark set mark = 'another build'";

    private readonly School _school = new(cluster);

    public ValueTask InitializeAsync() => _school.InitializeAsync();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task share_a_schema_that_another_build_made_and_that_has_what_this_one_needs()
    {
        await _school.Database.Asks(MadeByAnother);

        await using var node = await ProgramProcess.Start(
            _school.Data, School.FirstKey, _school.Database.Service);

        (await node.With(School.FirstKey).Gets("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task go_on_while_the_newer_one_adds_to_the_schema()
    {
        var incident = await _school.Reports();

        await _school.Database.Asks(MadeByAnother);
        await _school.Database.Asks("create table incidents.of_a_later_version (id int)");
        await _school.Database.Asks("alter table incidents.mt_doc_registerentry add column later text");

        (await _school.OfficeManager.Classifies(incident)).ShouldRecord("incidentClassified");
        (await _school.OfficeManager.Gets("/v1/incidents")).Items.Should().ContainSingle();
    }

    [Fact]
    public async Task are_told_where_the_schema_lacks_what_this_one_needs()
    {
        await _school.Database.Asks(MadeByAnother);
        await _school.Database.Asks("drop table incidents.change_floor");

        var start = () => Database.Open(
            new ServiceSettings(_school.Data.Path, _school.Database.Service, OwnerConnectionString: null,
                School.FirstKey, School.LargestEvidence),
            _ => { }, TestContext.Current.CancellationToken);

        (await start.Should().ThrowAsync<SettingException>()).WithMessage("*db-apply of this version*");
    }
}
