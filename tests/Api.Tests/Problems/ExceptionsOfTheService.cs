using Incidents.Api.Problems;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Incidents.Api.Tests.Problems;

public sealed class ExceptionsOfTheService
{
    private const string Secret = "Zoë Example, 4b";

    [Fact]
    public async Task are_internal_errors_that_tell_nothing()
    {
        await using var service = await Throwing(
            new InvalidOperationException(Secret, new FormatException(Secret)));

        var problem = await service.Problem("/fails", 500);

        problem.GetProperty("code").GetString().Should().Be("internal-error");
        problem.ToString().Should().NotContain(Secret).And.NotContain("Exception");
    }

    [Fact]
    public async Task are_logged_once_by_trace_and_type_and_never_by_content()
    {
        await using var service = await Throwing(
            new InvalidOperationException(Secret, new FormatException(Secret)));

        var problem = await service.Problem("/fails", 500);

        service.Log.Should().ContainSingle().Which.Should().StartWith("Error ")
            .And.Contain(problem.GetProperty("traceId").GetString())
            .And.Contain("System.InvalidOperationException < System.FormatException")
            .And.Contain(nameof(ExceptionsOfTheService))
            .And.NotContain(Secret);
    }

    [Theory]
    [InlineData(400, "invalid-request")]
    [InlineData(408, "invalid-request")]
    [InlineData(413, "too-large")]
    [InlineData(415, "unsupported-media-type")]
    public async Task of_a_bad_request_keep_its_status(int status, string code)
    {
        await using var service = await Throwing(new BadHttpRequestException(Secret, status));

        var problem = await service.Problem("/fails", status);

        problem.GetProperty("code").GetString().Should().Be(code);
        problem.ToString().Should().NotContain(Secret);
        service.Log.Should().BeEmpty();
    }

    /// <summary>The driver's reader trips over what is gone where its connection breaks under it.</summary>
    [Fact]
    public void of_a_null_are_an_outage_where_the_driver_met_it_and_a_defect_where_we_did()
    {
        string? nothing = null;
        var ofTheDriver = FluentActions.Invoking(() => NpgsqlConnection.ClearPool(null!))
            .Should().Throw<NullReferenceException>().Which;
        var ofOurs = FluentActions.Invoking(() => nothing!.Length)
            .Should().Throw<NullReferenceException>().Which;

        Outage.Of(ofTheDriver).Should().Be(GeneralProblems.Unavailable);
        Outage.Of(ofOurs).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task of_a_database_that_is_away_ask_to_come_again(string what, Exception exception)
    {
        await using var service = await Throwing(exception);

        var answer = await service.Get("/fails");
        var problem = await Answers.Problem(answer, 503);

        problem.GetProperty("code").GetString().Should().Be("unavailable", what);
        answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(5));
        service.Log.Should().ContainSingle().Which.Should().StartWith("Warning ").And.NotContain(Secret);
    }

    [Theory]
    [InlineData("40001")]
    [InlineData("40P01")]
    public async Task of_writers_in_each_others_way_ask_to_come_again_at_once(string state)
    {
        await using var service = await Throwing(Postgres(state));

        var answer = await service.Get("/fails");

        (await Answers.Problem(answer, 503)).GetProperty("code").GetString().Should().Be("busy");
        answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("42P01")]
    [InlineData("23505")]
    public async Task of_a_wrong_statement_are_ours(string state)
    {
        await using var service = await Throwing(new AggregateException(Postgres(state)));

        (await service.Problem("/fails", 500)).GetProperty("code").GetString().Should().Be("internal-error");
        service.Log.Should().ContainSingle().Which.Should().Contain($"Npgsql.PostgresException {state}");
    }

    [Fact]
    public async Task leave_nothing_of_the_answer_that_was_begun()
    {
        await using var service = await Answers.Of(app => app.MapGet("/fails", (HttpResponse response) =>
        {
            response.Headers.ETag = "\"7\"";
            response.ContentType = "text/csv";
            throw new InvalidOperationException(Secret);
        }));

        var answer = await service.Get("/fails");

        await Answers.Problem(answer, 500);
        answer.Headers.ETag.Should().BeNull();
    }

    [Fact]
    public async Task break_an_answer_off_that_was_sent_in_part()
    {
        await using var service = await Answers.Of(
            app => app.MapGet("/fails", async (HttpResponse response) =>
        {
            await response.WriteAsync("[1, 2");
            await response.Body.FlushAsync();
            throw new InvalidOperationException(Secret);
        }));

        var reading = async () => await service.Get("/fails");

        await reading.Should().ThrowAsync<Exception>();
        service.Log.Should().ContainSingle().Which.Should().NotContain(Secret);
    }

    [Fact]
    public async Task because_the_client_went_away_are_no_noise()
    {
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leaving = new CancellationTokenSource();
        await using var service = await Answers.Of(app => app.MapGet("/fails", async (HttpContext http) =>
        {
            await leaving.CancelAsync();
            try
            {
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            }
            finally
            {
                http.Response.OnCompleted(() =>
                {
                    ended.SetResult(http.Response.StatusCode);
                    return Task.CompletedTask;
                });
            }
        }));

        var asking = () => service.Client.GetAsync(new Uri("/fails", UriKind.Relative), leaving.Token);

        await asking.Should().ThrowAsync<OperationCanceledException>();
        (await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Should()
            .Be(499);
        service.Log.Should().BeEmpty();
    }

    [Fact]
    public async Task that_cancel_for_no_reason_of_the_client_are_ours()
    {
        await using var service = await Throwing(new OperationCanceledException());

        await service.Problem("/fails", 500);
        service.Log.Should().ContainSingle();
    }

    public static TheoryData<string, Exception> Outages() => new()
    {
        { "refused", new NpgsqlException(Secret, new SocketException((int)SocketError.ConnectionRefused)) },
        { "cut", new NpgsqlException(Secret, new EndOfStreamException()) },
        { "pool exhausted", new NpgsqlException(Secret, new TimeoutException()) },
        { "wrapped", new InvalidOperationException(Secret, new NpgsqlException(Secret, new IOException())) },
        { "many", new AggregateException(
            new FormatException(), new FormatException(Secret, new SocketException())) },
        { "timeout", new TimeoutException(Secret) },
        { "shutdown", Postgres("57P01") },
        { "crash", Postgres("57P02") },
        { "starting", new InvalidOperationException(Secret, Postgres("57P03")) },
        { "crowded", Postgres("53300") },
        { "connection", Postgres("08006") },
    };

    private static PostgresException Postgres(string state) => new(Secret, "ERROR", "ERROR", state);

    private static Task<Answers> Throwing(Exception exception) =>
        Answers.Of(app => app.MapGet("/fails", IResult () => throw exception));
}
