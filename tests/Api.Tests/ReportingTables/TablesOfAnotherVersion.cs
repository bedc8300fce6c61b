using Incidents.Api.Hosting;
using Incidents.Api.Tests.Changes;
using Incidents.Application.ReportingTables;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.ReportingTables;

/// <summary>The tables are those of a version that knew fewer columns, and a tool has made a view of
/// one.</summary>
public sealed class TablesOfAnotherVersion(TestCluster cluster) : IAsyncLifetime
{
    private readonly School _school = new(cluster);
    private IReadOnlyList<string> _before = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _school.InitializeAsync();
        await _school.Reports();
        await ReportingTool.HasEverything(_school);
        await _school.Database.Asks(
            """
            alter table reporting.incidents drop column status;
            alter table reporting.events drop column type;
            create view public.of_a_tool as select reference from reporting.incidents;
            comment on schema reporting is 'Tables of another version'
            """);
        _before = await Shown();
    }

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task are_that_versions_to_keep()
    {
        await _school.Reports();
        await _school.HasCaughtUp();

        (await Pass()).Left.Should().Be(0);

        (await Shown()).Should().Equal(_before);
    }

    [Fact]
    public async Task are_read_as_they_were_until_those_of_this_version_are_there()
    {
        var later = await _school.Reports();
        await _school.HasCaughtUp();

        await Database.ApplySchema(
            _school.Database.Owner,
            new ServiceSettings(_school.Data.Path, ConnectionString: null, OwnerConnectionString: null,
                School.FirstKey, School.LargestEvidence),
            Cancel);

        (await Shown()).Should().Equal(_before);
        await Pass();
        (await Shown()).Should().Contain(_before).And.Contain(later.Reference);
        (await _school.Database.Asks("select distinct status from reporting.incidents")).Should()
            .Equal("reported");
        (await _school.Database.Asks("select distinct type from reporting.events")).Should()
            .Equal("incident_reported");
    }

    private Task<Application.Projections.ProjectionPass> Pass() =>
        _school.Services.GetRequiredService<ReportingRows>().Pass(before: 0, Cancel);

    /// <summary>What the tool's view shows.</summary>
    private Task<IReadOnlyList<string>> Shown() =>
        _school.Database.Asks("select reference from public.of_a_tool order by reference");
}
