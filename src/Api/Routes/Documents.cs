using System.Globalization;
using Incidents.Api.Pages;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Details;
using Incidents.Application.History;
using Incidents.Application.Regulator;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>The documents of an incident, as JSON or as a page to print.</summary>
public static class Documents
{
    /// <summary>Maps the table.</summary>
    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/incidents/{id}/ico-form-pack", FormPack).ForWhoSees(Extent.Whole);
        app.MapGet("/v1/incidents/{id}/outcome-reports/{part}", OutcomeReport)
            .ForWhoSees(Extent.OwnReport);
    }

    private static async Task FormPack(HttpContext http)
    {
        if (await Queries.Refused(http, new(http.Request))
            || await Queries.Read(http, Moment.Now) is not { } reading)
        {
            return;
        }

        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var pack = IcoFormPack.Of(reading, now);
        http.Response.Headers.ETag = Answers.ETag(reading.Incident.Version);
        await (PrintedPage.IsWanted(http)
            ? IcoFormPage.Of(pack, reading.Pack, now).Write(http)
            : Queries.Write(http, pack));
    }

    private static async Task OutcomeReport(HttpContext http)
    {
        if (await Queries.Refused(http, new(http.Request))
            || await Queries.Read(http, Moment.Now) is not { } reading)
        {
            return;
        }

        var number = int.TryParse(http.Request.RouteValues["part"] as string, NumberStyles.None,
            CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        if (OutcomeReportDocument.LastEvent(reading, number) is { } last
            && await Queries.Read(http, new(Version: last)) is var then)
        {
            if (then is null)
                return;

            reading = then;
        }

        if (OutcomeReportDocument.Of(reading, number) is not { } report)
        {
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
            return;
        }

        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        await (PrintedPage.IsWanted(http)
            ? OutcomeReportPage.Of(report, reading.Pack, now).Write(http)
            : Queries.Write(http, report));
    }
}
