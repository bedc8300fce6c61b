using Incidents.Api.Bodies;
using Incidents.Api.Problems;
using Incidents.Application.Commands;

namespace Incidents.Api.Routes;

/// <summary>A request of JSON that goes to no incident.</summary>
internal static class JsonRequest
{
    /// <summary>Its body, and what guards its retry; none where it was answered with what is wrong.</summary>
    /// <param name="given">Members of the body that the service gives and does not read.</param>
    public static async Task<(T Wanted, RetryKey? Retry)?> Read<T>(HttpContext http, params string[] given)
        where T : class
    {
        if (!http.Request.HasJsonContentType())
        {
            await GeneralProblems.UnsupportedMediaType.Because("Send it as application/json.")
                .ExecuteAsync(http);
            return null;
        }

        var body = await RequestParts.Body(http.Request, http.RequestAborted);
        var reading = BodyReader.Read<T>(
            body, new Dictionary<string, string?>(StringComparer.Ordinal), given);
        if (reading is not Understood<T> understood)
        {
            await ((Misread<T>)reading).Problems.ToProblem().ExecuteAsync(http);
            return null;
        }

        var retry = RequestParts.RetryKey(http.Request, body.Span, out var wrong);
        if (wrong is null)
            return (understood.Command, retry);

        await wrong.ExecuteAsync(http);

        return null;
    }
}
