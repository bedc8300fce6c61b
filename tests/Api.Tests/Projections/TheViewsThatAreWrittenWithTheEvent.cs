using Incidents.Api.Tests.Life;
using Incidents.Api.Tests.ReportingTables;
using Incidents.Application.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Projections;

public sealed class TheViewsThatAreWrittenWithTheEvent(ALife life) : IClassFixture<ALife>
{
    public static TheoryData<string> Names => [.. InlineView.All.Select(view => view.Name)];

    private School School => life.School;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Names))]
    public async Task are_the_same_when_they_are_built_again_and_again(string name)
    {
        await ReportingTool.HasEverything(School);
        var view = Named(name);
        var written = await Rows(view);

        var done = await Rebuild(view);
        var once = await Rows(view);
        await Rebuild(view);

        done.Events.Should().BeGreaterThan(done.Incidents);
        done.Left.Should().Be(0);
        once.Should().Equal(written);
        (await Rows(view)).Should().Equal(written);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task come_back_from_the_events_where_they_are_gone_or_spoiled(string name)
    {
        await ReportingTool.HasEverything(School);
        var view = Named(name);
        var written = await Rows(view);
        await School.Database.Asks(
            $"""
            delete from incidents.{view.Table} where ctid in (
                select ctid from incidents.{view.Table} order by id limit 1);
            update incidents.{view.Table} set data = jsonb_set(data, array['spoiled'], 'true');
            select '';
            """);

        await Rebuild(view);

        (await Rows(view)).Should().Equal(written);
    }

    [Fact]
    public async Task lose_what_no_event_gives_a_reason_for()
    {
        var written = await Rows(InlineView.Deadlines);
        await School.Database.Asks(
            """
            insert into incidents.mt_doc_deadlinerow (tenant_id, id, data, incident_id)
            select tenant_id, id || '0', data, incident_id from incidents.mt_doc_deadlinerow;
            select '';
            """);

        await Rebuild(InlineView.Deadlines);

        (await Rows(InlineView.Deadlines)).Should().Equal(written);
    }

    [Fact]
    public async Task take_up_again_an_incident_that_somebody_was_writing_to()
    {
        var incident = await School.Reports();
        await using var database = Npgsql.NpgsqlDataSource.Create(School.Database.Owner);
        await using var writer = await database.OpenConnectionAsync(Cancel);
        await using var writing = await writer.BeginTransactionAsync(Cancel);
        await using var hold = new Npgsql.NpgsqlCommand(
            $"select from incidents.mt_streams where id = '{incident.Id}' for update", writer);
        await hold.ExecuteNonQueryAsync(Cancel);

        var passedOver = await Rebuild(InlineView.Snapshots);
        await writing.CommitAsync(Cancel);
        var taken = await Rebuild(InlineView.Snapshots);

        passedOver.Left.Should().Be(1, "whoever reads finds its row of before");
        taken.Left.Should().Be(0);
    }

    private Task<RebuildProgress> Rebuild(InlineView view) =>
        School.Services.GetRequiredService<InlineRebuild>().Carry([view], tell: null, Cancel);

    private Task<IReadOnlyList<string>> Rows(InlineView view) => School.Database.Asks(
        $"select to_jsonb(r)::text from incidents.{view.Table} r order by tenant_id, id");

    private static InlineView Named(string name) => InlineView.All.Single(view => view.Name == name);
}
