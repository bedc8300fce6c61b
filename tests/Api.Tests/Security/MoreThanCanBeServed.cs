using Incidents.Api.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Incidents.Api.Tests.Security;

public sealed class MoreThanCanBeServed
{
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task waits_for_a_place_and_goes_away_after_a_second()
    {
        using var places = new ConcurrencySlots(atOnce: 1, _clock);
        (await places.Take(Cancel)).Should().BeTrue();
        var second = places.Take(Cancel);
        var third = places.Take(Cancel);

        places.Leave();
        (await second).Should().BeTrue();
        third.IsCompleted.Should().BeFalse();
        _clock.Advance(ConcurrencySlots.LongestWait);
        (await third).Should().BeFalse();

        places.Leave();
        (await places.Take(Cancel)).Should().BeTrue();
    }

    [Fact]
    public async Task goes_away_at_once_where_the_line_is_long()
    {
        using var places = new ConcurrencySlots(atOnce: 1, _clock);
        (await places.Take(Cancel)).Should().BeTrue();
        var line = Enumerable.Range(0, 8).Select(_ => places.Take(Cancel).AsTask()).ToArray();

        (await places.Take(Cancel)).Should().BeFalse();

        _clock.Advance(ConcurrencySlots.LongestWait);
        (await Task.WhenAll(line)).Should().AllBeEquivalentTo(false);
    }

    [Theory]
    [InlineData("/v1/anonymous-reports", true)]
    [InlineData("/V1/Anonymous-Reports/messages", true)]
    [InlineData("/v1/policy-pack", false)]
    public async Task leaves_no_trace_where_nobody_is_to_be_found_out(string path, bool isDiscreet)
    {
        using var places = new ConcurrencySlots(atOnce: 1, _clock);
        (await places.Take(Cancel)).Should().BeTrue();
        var line = Enumerable.Range(0, 8).Select(_ => places.Take(Cancel).AsTask()).ToArray();
        var http = new DefaultHttpContext { Request = { Path = path } };

        await new ConcurrencyLimit(_ => Task.CompletedTask, places).InvokeAsync(http);

        http.Response.StatusCode.Should().Be(StatusCodes.Status503ServiceUnavailable);
        http.IsDiscreet().Should().Be(isDiscreet);
        _clock.Advance(ConcurrencySlots.LongestWait);
        await Task.WhenAll(line);
    }

    [Fact]
    public async Task gives_its_place_in_line_up_where_the_caller_goes()
    {
        using var places = new ConcurrencySlots(atOnce: 1, _clock);
        using var caller = new CancellationTokenSource();
        (await places.Take(Cancel)).Should().BeTrue();
        var gone = places.Take(caller.Token).AsTask();

        await caller.CancelAsync();

        await gone.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        var next = places.Take(Cancel);
        places.Leave();
        (await next).Should().BeTrue();
    }

    [Fact]
    public async Task is_served_all_the_same_where_no_limit_is_set()
    {
        using var places = new ConcurrencySlots(atOnce: 0, _clock);

        for (var many = 0; many < 10; many++)
            (await places.Take(Cancel)).Should().BeTrue();
        places.Leave();
    }
}
