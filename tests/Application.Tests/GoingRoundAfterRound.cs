using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Incidents.Application.Tests;

public sealed class GoingRoundAfterRound
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task goes_on_after_one_that_failed_or_gave_up_by_itself_and_ends_with_the_service()
    {
        var clock = new FakeTimeProvider();
        var rounds = Channel.CreateUnbounded<int>();
        var failures = Channel.CreateUnbounded<Exception>();
        using var stop = new CancellationTokenSource();
        var count = 0;

        var going = Rounds.Go(Round, failure => failures.Writer.TryWrite(failure), Every, clock, stop.Token);
        (await Next(rounds)).Should().Be(1, "the first does not wait");
        (await Next(failures)).Should().BeOfType<InvalidOperationException>();
        clock.Advance(Every);
        (await Next(rounds)).Should().Be(2);
        (await Next(failures)).Should().BeOfType<OperationCanceledException>(
            "it gave up, and nobody stopped it");
        clock.Advance(Every);
        (await Next(rounds)).Should().Be(3);

        await stop.CancelAsync();
        await going;

        Task Round(CancellationToken stopping)
        {
            rounds.Writer.TryWrite(++count);

            return count switch
            {
                1 => throw new InvalidOperationException("It is away."),
                2 => throw new OperationCanceledException("It took too long."),
                _ => Task.CompletedTask,
            };
        }
    }

    [Fact]
    public void is_how_everything_goes_that_a_process_does_by_itself()
    {
        var loops = Repository.Files("src").Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => Repository.Read(file).Contains(": BackgroundService", StringComparison.Ordinal))
            .ToList();

        loops.Should().NotBeEmpty();
        loops.Where(file => !Repository.Read(file).Contains("Rounds.Go(", StringComparison.Ordinal)).Should()
            .BeEmpty("a failure that a loop of its own does not expect would stop the service");
    }

    [Fact]
    public void tells_of_a_failure_what_kind_it_is_and_nothing_that_it_says()
    {
        var refused = new PostgresException("Key (name)=(Ivy) exists.", "ERROR", "ERROR", "23505");

        Rounds.KindOf(new InvalidOperationException("select 'Ivy'", refused)).Should().Be("23505");
        Rounds.KindOf(new InvalidOperationException("Ivy")).Should().Be("InvalidOperationException");
    }

    private static ValueTask<T> Next<T>(Channel<T> channel) =>
        channel.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
