using System.Diagnostics;
using Incidents.Api.Security;
using Npgsql;

namespace Incidents.Api.Problems;

/// <summary>Makes a problem of every exception and of every refusal that comes without a word.</summary>
internal sealed partial class ProblemsMiddleware(
    RequestDelegate next, IHostApplicationLifetime lifetime, ILogger<ProblemsMiddleware> logger)
{
    /// <summary>As other servers write it in their logs; nobody is there to read an answer.</summary>
    private const int ClientWentAway = 499;

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception exception)
        {
            await AnswerAsync(http, exception);
            return;
        }

        var response = http.Response;
        if (!response.HasStarted
            && response is { StatusCode: >= 400, ContentType: null, ContentLength: null or 0 })
            await (ProblemCatalogue.OfStatus(response.StatusCode).Because()
                with
            { Status = response.StatusCode })
                .ExecuteAsync(http);
    }

    private async Task AnswerAsync(HttpContext http, Exception exception)
    {
        if (IsFarewell(http, exception))
        {
            if (!http.Response.HasStarted)
                http.Response.StatusCode = ClientWentAway;
            return;
        }

        var problem = ProblemOf(exception);
        Log(http, problem, exception);

        // Half an answer is broken off, so that nobody takes it for a whole one.
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        await problem.ExecuteAsync(http);
    }

    private static bool IsFarewell(HttpContext http, Exception exception) =>
        http.RequestAborted.IsCancellationRequested
        && Outage.Chain(exception).Any(each =>
            each is OperationCanceledException or IOException or BadHttpRequestException);

    private Problem ProblemOf(Exception exception)
    {
        if (exception is BadHttpRequestException bad)
            return ProblemCatalogue.OfStatus(bad.StatusCode).Because() with { Status = bad.StatusCode };

        if (exception is OperationCanceledException && lifetime.ApplicationStopping.IsCancellationRequested)
            return GeneralProblems.Unavailable.Because();

        return (Outage.Of(exception) ?? GeneralProblems.InternalError).Because();
    }

    /// <summary>Messages of exceptions quote what was sent; types, states and
    /// places in our code do not.</summary>
    private void Log(HttpContext http, Problem problem, Exception exception)
    {
        var chain = Outage.Chain(exception).ToList();
        var types = string.Join(" < ", chain.Select(each => each is PostgresException answered
            ? $"{each.GetType().FullName} {answered.SqlState}"
            : each.GetType().FullName));
        var trace = http.IsDiscreet() ? "(not kept)" : Problem.TraceOf(http);
        // The log would write the trace of its own accord.
        if (http.IsDiscreet())
            Activity.Current = null;

        if (problem.Status == StatusCodes.Status500InternalServerError)
            Failed(logger, trace, types,
                string.Join(Environment.NewLine, chain.Select(each => each.StackTrace)));
        else if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            Unavailable(logger, problem.Code, trace, types);
    }

    [LoggerMessage(LogLevel.Error, "Request {TraceId} failed: {ExceptionTypes}\n{Places}")]
    private static partial void Failed(ILogger logger, string traceId, string exceptionTypes, string places);

    [LoggerMessage(LogLevel.Warning, "Request {TraceId} was answered {Code}: {ExceptionTypes}")]
    private static partial void Unavailable(
        ILogger logger, string code, string traceId, string exceptionTypes);
}
