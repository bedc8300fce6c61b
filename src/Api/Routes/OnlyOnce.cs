using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Commands;
using Marten;

namespace Incidents.Api.Routes;

/// <summary>What goes to no incident and no stream is done only once for an Idempotency-Key all the same, and
/// whoever sends it again hears the same.</summary>
internal static class OnlyOnce
{
    /// <summary>Does it once for an Idempotency-Key, and answers the same to
    /// whoever sends it again.</summary>
    /// <param name="carryOut">Nothing where it was not done.</param>
    /// <param name="otherwise">Why it was not; none: what the path names is not there.</param>
    public static async Task Do(
        HttpContext http, RetryKey? retry,
        Func<Action<IDocumentOperations, Rendered>, Task<Rendered?>> carryOut, Problem? otherwise = null)
    {
        var kept = await Kept(http, retry);
        if (await AnsweredAgain(http, retry, kept))
            return;

        var answers = http.RequestServices.GetRequiredService<KeptAnswers>();
        try
        {
            var answer = await carryOut((session, made) =>
            {
                if (retry is not null)
                    KeptAnswers.Keep(session, answers.Keep(http.Caller(), retry, made), expired: kept);
            });
            if (answer is not null)
                await Answers.Write(http, answer);
            else if (!await AnsweredAgain(http, retry))
                await (otherwise ?? GeneralProblems.NotFound.Because()).ExecuteAsync(http);
        }
        catch (Exception exception) when (retry is not null && Conflicts.Is(exception))
        {
            if (!await AnsweredAgain(http, retry))
                await GeneralProblems.Busy.Because().ExecuteAsync(http);
        }
    }

    /// <summary>Does once for an Idempotency-Key what comes to nothing that it could be kept together with;
    /// the answer is kept afterwards.</summary>
    public static Task DoThenKeep(HttpContext http, RetryKey? retry, Func<Task<Rendered?>> carryOut) =>
        Do(http, retry, async keep =>
        {
            var answer = await carryOut();
            if (answer is null || retry is null)
                return answer;

            await using var session = http.RequestServices.GetRequiredService<IDocumentStore>()
                .LightweightSession(http.Caller().Tenant);
            keep(session, answer);
            await session.SaveChangesAsync(http.RequestAborted);

            return answer;
        });

    /// <summary>Answers as before, where the same was asked under the same Idempotency-Key.</summary>
    /// <returns>Whether it did.</returns>
    public static async Task<bool> AnsweredAgain(HttpContext http, RetryKey? retry) =>
        await AnsweredAgain(http, retry, await Kept(http, retry));

    private static async Task<bool> AnsweredAgain(HttpContext http, RetryKey? retry, KeptAnswer? kept)
    {
        var answers = http.RequestServices.GetRequiredService<KeptAnswers>();
        if (retry is null || kept is null || !answers.IsCurrent(kept))
            return false;

        await (answers.Again(http.Caller(), retry, kept) is { } answer
            ? Answers.Write(http, answer)
            : GeneralProblems.IdempotencyKeyReused.Because().ExecuteAsync(http));

        return true;
    }

    /// <summary>What was kept under the Idempotency-Key, also where its day is over.</summary>
    private static async Task<KeptAnswer?> Kept(HttpContext http, RetryKey? retry)
    {
        if (retry is null)
            return null;

        var answers = http.RequestServices.GetRequiredService<KeptAnswers>();
        await using var session = http.RequestServices.GetRequiredService<IDocumentStore>()
            .QuerySession(http.Caller().Tenant);

        return await session.LoadAsync<KeptAnswer>(
            answers.IdOf(http.Caller(), retry), http.RequestAborted);
    }
}
