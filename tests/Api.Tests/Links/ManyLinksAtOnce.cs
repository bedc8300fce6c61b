using System.Net;
using Npgsql;

namespace Incidents.Api.Tests.Links;

/// <summary>A school's links go in line, each in a transaction of its own, and the service has few
/// connections.</summary>
public sealed class ManyLinksAtOnce(TestCluster cluster) : IAsyncLifetime
{
    private const int Links = 40;

    /// <summary>What a turn in the line is, to the database.</summary>
    private const string Turn = "hashtextextended('default/links', 0)";

    private readonly School _school = new(cluster)
    {
        Wired = connection =>
            $"{connection};Maximum Pool Size=10;Timeout=5;Options='-c lock_timeout=5s'",
    };

    public ValueTask InitializeAsync() => _school.InitializeAsync();

    public ValueTask DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task need_no_connection_beside_the_one_that_holds_the_turn()
    {
        var (one, other) = (await _school.Reports(), await _school.Reports());

        var answers = await Task.WhenAll(Enumerable.Range(0, Links).Select(number =>
            _school.OfficeManager.Links(number % 2 == 0 ? one : other, number % 2 == 0 ? other.Id : one.Id,
                number % 4 < 2 ? "relatedTo" : "duplicateOf")));

        answers.Should().AllSatisfy(answer => answer.StatusCode.Should().BeOneOf(
            HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task are_each_committed_by_the_transaction_that_has_waited_its_turn()
    {
        await _school.Database.Asks(
            $"""
            create function public.requires_the_turn() returns trigger language plpgsql as $$
            begin
                if not exists (
                    select from pg_locks where locktype = 'advisory' and granted and pid = pg_backend_pid()
                        and (classid::bigint << 32 | objid::bigint) = {Turn})
                then
                    raise exception 'This is committed without the turn.';
                end if;
                return new;
            end $$;
            create trigger requires_the_turn before insert on incidents.mt_events
                for each row when (new.type = 'incident_linked')
                execute function public.requires_the_turn()
            """);
        var (twin, first) = (await _school.Reports(), await _school.Reports());

        (await _school.OfficeManager.Links(twin, first.Id)).ShouldRecord("incidentLinked");
    }

    [Fact]
    public async Task keep_nobody_waiting_whose_duty_they_are_not()
    {
        var (incident, other) = (await _school.Reports(), await _school.Reports());
        await using var elsewhere = new NpgsqlConnection(_school.Database.Owner);
        await elsewhere.OpenAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand($"select pg_advisory_lock({Turn})", elsewhere);
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        (await _school.Headteacher.Links(incident, other.Id)).ShouldBeRefused(403, "not-your-duty", "why-1");
        (await _school.OfficeManager.Posts(incident, "links",
            new { relation = "relatedTo", incidentId = other.Id }, ifMatch: 99))
            .ShouldBeRefused(412, "stale-version");
    }
}
