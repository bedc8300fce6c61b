using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;
using Incidents.Application.Tenants;
using Incidents.Application.Batching;
using Incidents.Domain;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Incidents.Api.Tests.Batching;

public sealed class CommandsThatAreCommittedTogether(School school) : IClassFixture<School>
{
    private static readonly Guid Anybody = Guid.NewGuid();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Committer Committer => school.Services.GetRequiredService<Committer>();

    [Fact]
    public async Task each_have_an_answer_of_their_own()
    {
        var taken = Answer("taken");
        await Committer.Commit(Unit(Report(), taken), Cancel);
        var there = Report();
        await Committer.Commit(Unit(there), Cancel);

        var good = Enumerable.Range(0, 20)
            .Select(number => Unit(Report(), Answer($"good {number}"))).ToArray();
        var stale = Unit(Decision(there.Stream), expected: 0);
        var moved = Unit(Decision(there.Stream), expected: 7);
        var again = Unit(Report(), taken);
        var wrong = Unit(Report() with { Tenant = new string('a', 9) + "\0" });
        var outcomes = await Task.WhenAll(
            good.Concat([stale, moved, again, wrong]).Select(unit => Told(Committer.Commit(unit, Cancel))));

        outcomes[..20].Should().AllBe("committed");
        outcomes[20..].Should().Equal("conflict", "conflict", "conflict", "failed");
        (await VersionsOf(good)).Should().AllBe("1");
        (await VersionsOf([again, wrong with { Tenant = Tenancy.Default }])).Should().BeEmpty();
        (await VersionsOf([stale])).Should().Equal("1");
    }

    [Fact]
    public async Task on_one_incident_go_one_after_the_other()
    {
        var report = Report();
        await Committer.Commit(Unit(report), Cancel);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(_ => Told(Committer.Commit(Unit(Decision(report.Stream), expected: 1), Cancel))));

        outcomes.Count(outcome => outcome == "committed").Should().Be(1);
        outcomes.Count(outcome => outcome == "conflict").Should().Be(9);
        (await school.Database.Asks(
            $"select version from incidents.mt_events where stream_id = '{report.Stream}' order by seq_id"))
            .Should().Equal("1", "2");
    }

    [Fact]
    public async Task do_not_wait_for_one_whose_incident_is_in_other_hands()
    {
        var held = Report();
        await Committer.Commit(Unit(held), Cancel);
        await using var database = NpgsqlDataSource.Create(school.Database.Owner);
        await using var other = await database.OpenConnectionAsync(Cancel);
        await using var holding = await other.BeginTransactionAsync(Cancel);
        await using var hold = new NpgsqlCommand(
            $"select from incidents.mt_streams where id = '{held.Stream}' for update", other);
        await hold.ExecuteNonQueryAsync(Cancel);

        var blocked = Told(Committer.Commit(Unit(Decision(held.Stream), expected: 1), Cancel));
        var free = Told(Committer.Commit(Unit(Report()), Cancel));

        (await free).Should().Be("committed");
        (await blocked).Should().Be("conflict", "its caller tries again, and in the end waits alone");
    }

    [Fact]
    public async Task leave_the_rows_that_the_store_itself_would_leave()
    {
        var (together, alone) = (await Reported(), await Reported());
        await Committer.Commit(Unit(together), Cancel);

        await using var session = Session();
        (session.CorrelationId, session.CausationId) = (null, null);
        session.Events.StartStream<Incident>(alone.Stream, alone.Event);
        await Vault.Commit(session, alone.Keys, Cancel);

        (await RowsOf(together.Stream)).Should().HaveCount(2).And.Equal(await RowsOf(alone.Stream));
    }

    /// <summary>What a school reports, as the report of one more incident.</summary>
    private async Task<Part> Reported()
    {
        var incident = (await school.Reports()).Id;
        await using var session = Session();
        var stored = await session.Events.FetchStreamAsync(incident, token: Cancel);
        var opened = await Vault.OpenAll(session, incident, (IncidentReported)stored[0].Data, Cancel);

        return Of(Guid.NewGuid(), opened with { Reference = $"{Guid.NewGuid():N}" });
    }

    private Vault Vault => school.Services.GetRequiredService<Vault>();

    private IDocumentSession Session() =>
        school.Services.GetRequiredService<IDocumentStore>().LightweightSession(Tenancy.Default);

    private async Task<IReadOnlyList<string>> VersionsOf(IEnumerable<Unit> units) =>
        await school.Database.Asks(
            $"""
            select version from incidents.mt_streams where id = any('{"{"}{string.Join(
                ',', units.Select(unit => unit.Stream))}{"}"}')
            """);

    /// <summary>The rows of a stream, without what is of this one alone.</summary>
    private async Task<IReadOnlyList<string>> RowsOf(Guid stream) => await school.Database.Asks(
        $"""
        select (to_jsonb(s) - array['id', 'created'])::text from incidents.mt_streams s where id = '{stream}'
        union all
        select (to_jsonb(e) - array['seq_id', 'id', 'stream_id', 'data'])::text || jsonb_typeof(data)
        from incidents.mt_events e where stream_id = '{stream}' order by 1
        """);

    private static async Task<string> Told(Task commit)
    {
        try
        {
            await commit;
            return "committed";
        }
        catch (Exception exception)
        {
            return Conflicts.Is(exception) ? "conflict" : "failed";
        }
    }

    private static Unit Unit(Part part, KeptAnswer? answer = null, long expected = 0) => new(
        part.Tenant, part.Stream, expected, [part.Event],
        answer is null ? [] : [new(part.Tenant, answer.Id, answer, IsNew: true)]);

    private static KeptAnswer Answer(string id) =>
        new($"{id} {Guid.NewGuid():N}", "", "", SchoolClock.Monday);

    private static Part Report() => Decision(Guid.NewGuid());

    private static Part Decision(Guid stream) => Of(stream, new ReporterAnswered(
        Guid.NewGuid(), Text.Narrative("It was there for all of the lunch.")));

    private static Part Of(Guid stream, IncidentEvent @event)
    {
        var keys = new KeyChain();
        var envelope = Metadata.On(
            Metadata.Wrap(Vault.Seal(Tenancy.Default, stream, @event, keys)),
            new(Tenancy.Default, new(Anybody, [Role.OfficeManager]), Anybody), SchoolClock.Monday,
            Guid.NewGuid());

        return new(Tenancy.Default, stream, envelope, keys);
    }

    private sealed record Part(string Tenant, Guid Stream, IEvent Event, KeyChain Keys);
}
