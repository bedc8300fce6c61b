using System.Text.Json;
using Incidents.Api.Bodies;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Commands;
using Incidents.Application.Policy;
using Incidents.Domain;
using Marten;

namespace Incidents.Api.Routes;

/// <summary>Assessments that are computed and not recorded, for a form to show before somebody
/// decides.</summary>
public static class Assessments
{
    /// <summary>Maps the table.</summary>
    public static void MapAssessments(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/assessments/severity", Severity).ForHolderOfAny();
        app.MapPost("/v1/assessments/ico", Ico).ForHolderOfAny();
    }

    private static async Task Severity(HttpContext http)
    {
        if (await JsonRequest.Read<SeverityAnswers>(http) is not var (answers, retry))
            return;

        if (answers.Problems("").ToArray() is { Length: > 0 } problems)
            await problems.ToProblem().ExecuteAsync(http);
        else if (await IsFor(http, Points.How5a))
            await Write(http, retry, new SeverityAssessment(answers.Suggest()));
    }

    private static async Task Ico(HttpContext http)
    {
        if (await JsonRequest.Read<IcoAnswers>(http) is var (answers, retry)
            && await IsFor(http, Points.How6c))
            await Write(http, retry, answers.Suggest());
    }

    /// <summary>Whether the caller works on incidents or may report one, by the pack in force; else it is
    /// refused, with the point that the assessment rests on.</summary>
    private static async Task<bool> IsFor(HttpContext http, string point)
    {
        var caller = http.Caller();
        await using var session = http.RequestServices.GetRequiredService<IDocumentStore>()
            .QuerySession(caller.Tenant);
        var (_, pack) = await http.RequestServices.GetRequiredService<PolicyPacks>()
            .InForce(session, http.RequestAborted);
        if (Duties.HoldsAny(caller.Actor, pack))
            return true;

        await Rules.NotYourDuty.Refuses("Assessing is for whoever reports incidents or works on them.", point)
            .ToProblem().ExecuteAsync(http);

        return false;
    }

    private static Task Write<T>(HttpContext http, RetryKey? retry, T answer) =>
        OnlyOnce.DoThenKeep(http, retry, () => Task.FromResult<Rendered?>(new(
            StatusCodes.Status200OK, Location: null, ETag: null,
            JsonSerializer.SerializeToUtf8Bytes(answer, Json.Options))));
}

/// <summary>A suggested severity, as who asked for it has the answers already.</summary>
public sealed record SeverityAssessment(
    decimal Score, SeverityBand Band, Severity Suggested, IReadOnlyList<SecondLook> Flags, string Ruleset)
{
    /// <summary>The suggestion without its answers.</summary>
    public SeverityAssessment(SuggestedSeverity suggested)
        : this(suggested.Score, suggested.Band, suggested.Suggested, suggested.Flags, suggested.Ruleset)
    {
    }
}
