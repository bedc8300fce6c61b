using System.Globalization;
using Incidents.Api.Security;
using Incidents.Application.Changes;

namespace Incidents.Api.Routes;

/// <summary>Says how fresh an answer is that shows many incidents: which position of the school's feed it
/// includes for certain, and everything before it. These views are written with the event, so that they
/// include what came later, too.</summary>
internal static class Freshness
{
    /// <summary>The header.</summary>
    public const string Header = "Projection-Sequence";

    /// <summary>What the answer is to include, where <c>waitFor</c> names it.</summary>
    public static Awaited? AwaitedOf(QueryStrings query)
    {
        if (query.Text("waitFor") is not { } text)
            return null;

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return new(Guid.Empty, 0, position);

        if (text.Split('@') is [var incident, var version] && Guid.TryParseExact(incident, "D", out var id)
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new(id, number);

        query.Add("waitFor",
            "is an incident and its version, like 0198c0de-0000-7000-8000-000000000000@7, or a position.");

        return null;
    }

    /// <summary>Says it, once what is awaited has been recorded, or some seconds later; to be called before
    /// the view is read.</summary>
    public static async Task Say(HttpContext http, Awaited? awaited = null)
    {
        var feed = http.RequestServices.GetRequiredService<ChangeFeed>();
        if (awaited is not null)
            await feed.WaitForRecord(
                http.Caller(), awaited,
                http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping,
                http.RequestAborted);

        var latest = await feed.Latest(http.Caller().Tenant, http.RequestAborted);
        http.Response.Headers[Header] = latest.ToString(CultureInfo.InvariantCulture);
    }
}
