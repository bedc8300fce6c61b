using System.Text.Json.Nodes;
using Incidents.Api.Tests.Hosting.PrivatePostgres;
using Npgsql;

namespace Incidents.Api.Tests.Changes;

public sealed class CommitsOutOfOrder(School school) : IClassFixture<School>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task skip_nothing_and_show_nothing_twice()
    {
        var incident = await school.Reports();
        var after = await school.HasCaughtUp();
        await using var database = NpgsqlDataSource.Create(school.Database.Owner);
        await using var connection = await database.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        var late = await Append(connection, incident, Guid.CreateVersion7());

        var others = new[] { await school.Reports(), await school.Reports() };
        var meanwhile = await school.Auditor.Follows(after, until: 2);
        var behindIt = await school.HasCaughtUp();
        await transaction.CommitAsync(Cancel);
        var afterwards = (await school.Auditor.Follows(behindIt, until: 1)).Single();

        meanwhile.Zip(others).Should().OnlyContain(pair => pair.First.IsOf(pair.Second));
        afterwards["id"]!.GetValue<Guid>().Should().Be(late);
        afterwards.Position().Should().Be(behindIt + 1);
        ShouldBeWhole(await school.Auditor.Follows(after: 0, until: (int)afterwards.Position()));
        (await school.Database.Asks($"select seq_id from incidents.mt_events where id = '{late}'")).Single()
            .Should().Be((await school.Database.Asks(
                $"select min(seq_id) from incidents.mt_events where seq_id > (select seq_id from "
                + "incidents.change_positions where tenant_id = 'default' "
                + $"and position = {after})")).Single(),
                "it took the earlier number");
    }

    [Fact]
    public async Task and_one_that_never_comes_leave_no_hole()
    {
        var incident = await school.Reports();
        var after = await school.HasCaughtUp();
        await using (var database = NpgsqlDataSource.Create(school.Database.Owner))
        await using (var connection = await database.OpenConnectionAsync(Cancel))
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await Append(connection, incident, Guid.CreateVersion7());
            await school.Reports();
            await transaction.RollbackAsync(Cancel);
        }

        var end = await school.HasCaughtUp();

        end.Should().Be(after + 2);
        ShouldBeWhole(await school.Auditor.Follows(after: 0, until: (int)end));
        // And what is settled is looked through no more.
        await Eventually.IsTrue(async () => (await school.Database.Asks(
            "select (select seq_id from incidents.change_floor) = (select last_value from "
            + "incidents.mt_events_sequence)")).Single() == "True");
    }

    [Fact]
    public async Task of_many_writers_keep_each_incidents_own_order()
    {
        var after = await school.HasCaughtUp();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var each = 0; each < 4; each++)
                await school.HasClassified();
        }));
        var end = await school.HasCaughtUp();

        var all = await school.Auditor.Follows(after, until: (int)(end - after));

        all.Select(change => change.Position()).Should()
            .Equal(Enumerable.Range(1, 65).Select(each => after + each));
        all.Take(64).GroupBy(change => change["subject"]!.GetValue<Guid>()).Should().HaveCount(32)
            .And.OnlyContain(ofOne => ofOne.Select(change => change.Type())
                .SequenceEqual(new[] { "incidentReported", "incidentClassified" }));
    }

    [Fact]
    public async Task wait_their_hour_where_the_moment_must_not_be_told()
    {
        var incident = await school.Reports();
        var after = await school.HasCaughtUp();
        await using (var database = NpgsqlDataSource.Create(school.Database.Owner))
        await using (var connection = await database.OpenConnectionAsync(Cancel))
            await Append(connection, incident, Guid.NewGuid());
        var meanwhile = await school.HasCaughtUp();

        meanwhile.Should().Be(after + 1, "the event without a moment has no place yet");
        school.Clock.Advance(TimeSpan.FromHours(1));
        (await school.Auditor.Follows(meanwhile, until: 1)).Single().IsOf(incident).Should().BeTrue();
    }

    /// <summary>As an append does, with an event that says no more than that something was added.</summary>
    private static async Task<Guid> Append(NpgsqlConnection connection, ReportedIncident incident, Guid id)
    {
        await using var append = new NpgsqlCommand(
            """
            update incidents.mt_streams set version = version + 1 where id = @incident;
            insert into incidents.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id,
                mt_dotnet_type, headers)
            select nextval('incidents.mt_events_sequence'), @id, stream_id, version + 1,
                '{"taken": true}', 'overseer_intervened', timestamp, tenant_id, null, headers
            from incidents.mt_events where stream_id = @incident order by version desc limit 1;
            """, connection);
        append.Parameters.AddWithValue("incident", incident.Id);
        append.Parameters.AddWithValue("id", id);
        await append.ExecuteNonQueryAsync(Cancel);

        return id;
    }

    private static void ShouldBeWhole(IReadOnlyList<JsonNode> changes)
    {
        changes.Select(change => change.Position()).Should().Equal(
            Enumerable.Range(1, changes.Count).Select(position => (long)position));
        changes.Select(change => change["id"]!.GetValue<Guid>()).Should().OnlyHaveUniqueItems();
    }
}
