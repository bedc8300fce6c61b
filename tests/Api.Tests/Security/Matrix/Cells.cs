namespace Incidents.Api.Tests.Security.Matrix;

/// <summary>The words of the tables.</summary>
internal static class Cells
{
    /// <summary>May try it, or is answered.</summary>
    public const string May = "✓";

    /// <summary>No incident is ever at it, so that who may take a step is told so (412) and nothing
    /// changes.</summary>
    public const long NoVersion = 999_999;

    /// <summary>The cell that an answer comes to. Where no incident is sought, what is not there was let
    /// in; but not where the body names one.</summary>
    public static string Of(Answer answer, bool isOfAnIncident) => (int)answer.StatusCode switch
    {
        403 => "403",
        404 when isOfAnIncident => "404",
        422 when !isOfAnIncident && answer.Problem.Code == "no-such-incident" => "422",
        400 or 401 or 415 or 429 or >= 500 => $"{(int)answer.StatusCode} {answer.Text}",
        _ => May,
    };
}
