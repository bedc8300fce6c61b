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

    /// <summary>Says it; to be called before the view is read.</summary>
    public static async Task Say(HttpContext http)
    {
        var latest = await http.RequestServices.GetRequiredService<ChangeFeed>()
            .Latest(http.Caller().Tenant, http.RequestAborted);
        http.Response.Headers[Header] = latest.ToString(CultureInfo.InvariantCulture);
    }
}
