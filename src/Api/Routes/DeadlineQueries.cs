using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Deadlines;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>What can be asked about deadlines.</summary>
public static class DeadlineQueries
{
    /// <summary>The deadlines of one incident.</summary>
    internal static async Task OfIncident(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var moment = Queries.MomentOf(query);
        if (await Queries.Refused(http, query) || await Queries.Read(http, moment) is not { } reading)
            return;

        if (reading.Sight.Extent != Extent.Whole)
        {
            await ProblemCatalogue.NotYourDuty.Because("The deadlines are for who works on the incident.")
                .ExecuteAsync(http);
            return;
        }

        http.Response.Headers.ETag = Answers.ETag(reading.Incident.Version);
        await Queries.Write(http, await http.RequestServices.GetRequiredService<IncidentDeadlines>()
            .Of(http.Caller().Tenant, reading, moment, http.RequestAborted));
    }
}
