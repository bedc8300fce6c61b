using Incidents.Application.Batching;
using Npgsql;

namespace Incidents.Application.Tests.Batching;

public sealed class WhoComesTogether
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_served_at_once_where_nobody_else_is()
    {
        var (batcher, served) = Doubling();

        (await batcher.Ask(1, Cancel)).Should().Be(2);
        (await batcher.Ask(2, Cancel)).Should().Be(4);

        served.Should().BeEquivalentTo([new[] { 1 }, new[] { 2 }], order => order.WithStrictOrdering());
    }

    [Fact]
    public async Task while_another_is_served_goes_with_all_who_wait_each_with_its_own_answer()
    {
        var (begun, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (batcher, served) = Doubling(begun, open.Task);

        var first = batcher.Ask(0, Cancel);
        await begun.Task;
        var others = Enumerable.Range(1, 9).Select(ask => batcher.Ask(ask, Cancel)).ToArray();
        open.SetResult();

        (await first).Should().Be(0);
        (await Task.WhenAll(others)).Should().Equal(Enumerable.Range(1, 9).Select(ask => ask * 2));
        served.Select(together => together.Count).Should().Equal(1, 4, 4, 1);
    }

    [Fact]
    public async Task is_not_touched_by_what_is_wrong_with_another()
    {
        var (begun, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (batcher, _) = Doubling(begun, open.Task, wrong: ask => ask == 2);

        var first = batcher.Ask(0, Cancel);
        await begun.Task;
        var others = Enumerable.Range(1, 4).Select(ask => batcher.Ask(ask, Cancel)).ToArray();
        open.SetResult();

        await first;
        foreach (var ask in (int[])[1, 3, 4])
            (await others[ask - 1]).Should().Be(ask * 2);
        (await FluentActions.Awaiting(() => others[1]).Should().ThrowAsync<PostgresException>())
            .WithMessage("*2 is wrong*");
    }

    [Fact]
    public async Task is_told_with_all_others_where_nobody_knows_what_was_done()
    {
        var (begun, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        var times = 0;
        var batcher = new Batcher<int, int>(8, async (asks, _) =>
        {
            begun.TrySetResult();
            await open.Task;

            return ++times == 1 ? asks : throw new IOException("The answer was lost.");
        });

        var first = batcher.Ask(0, Cancel);
        await begun.Task;
        var others = Enumerable.Range(1, 5).Select(ask => batcher.Ask(ask, Cancel)).ToArray();
        open.SetResult();

        await first;
        foreach (var other in others)
            await FluentActions.Awaiting(() => other).Should().ThrowAsync<IOException>();
        times.Should().Be(2, "what may have been done is not done again");
    }

    [Fact]
    public async Task and_gives_up_before_its_turn_takes_no_part()
    {
        var (begun, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (batcher, served) = Doubling(begun, open.Task);
        using var giveUp = new CancellationTokenSource();

        var first = batcher.Ask(0, Cancel);
        await begun.Task;
        var gone = batcher.Ask(1, giveUp.Token);
        var stays = batcher.Ask(2, Cancel);
        await giveUp.CancelAsync();
        open.SetResult();

        await first;
        (await stays).Should().Be(4);
        await FluentActions.Awaiting(() => gone).Should().ThrowAsync<OperationCanceledException>();
        served.SelectMany(together => together).Should().NotContain(1);
    }

    [Fact]
    public async Task has_an_answer_however_many_come_at_once()
    {
        var (batcher, served) = Doubling(wrong: ask => ask % 97 == 0);

        var answers = await Task.WhenAll(Enumerable.Range(1, 2000).Select(async ask =>
        {
            await Task.Yield();
            try
            {
                return await batcher.Ask(ask, Cancel) == ask * 2;
            }
            catch (PostgresException)
            {
                return ask % 97 == 0;
            }
        }));

        answers.Should().AllBeEquivalentTo(true);
        served.Should().AllSatisfy(together => together.Count.Should().BeInRange(1, 4));
    }

    /// <summary>Doubles numbers, four together at most.</summary>
    /// <param name="begun">Is told when the very first is under way.</param>
    /// <param name="first">What that one waits for.</param>
    private static (Batcher<int, int> Batcher, List<IReadOnlyList<int>> Served) Doubling(
        TaskCompletionSource? begun = null, Task? first = null, Func<int, bool>? wrong = null)
    {
        var served = new List<IReadOnlyList<int>>();
        var batcher = new Batcher<int, int>(4, async (asks, _) =>
        {
            served.Add(asks);
            begun?.TrySetResult();
            if (served.Count == 1 && first is not null)
                await first;
            if (asks.FirstOrDefault(ask => wrong?.Invoke(ask) == true) is var found and not 0)
                throw new PostgresException($"{found} is wrong", "ERROR", "ERROR", "22000");

            return [.. asks.Select(ask => ask * 2)];
        });

        return (batcher, served);
    }
}
