using System.Text.Json.Nodes;
using Incidents.Api.Security;
using Incidents.Application.BreachRegister;
using Incidents.Application.Caseload;
using Incidents.Application.History;
using Incidents.Application.IcoRegister;
using Incidents.Application.Register;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>Parts of the register with more to each line, as JSON by pages or as one table.</summary>
public static class Registers
{
    private const int PageOfTable = 200;

    private static readonly string[] Line =
    [
        "incidentId", "reference", "title", "status", "kind", "severity", "breachType", "informationPolicies",
        "reportedAt", "dueAt",
    ];

    private static readonly RegisterTable Breaches = new(
        "breach-register", RegisterPart.Breaches,
        [
            .. Line, "personalDataInvolved", "facts", "effects", "remedialAction", "icoDecision",
            "supplements", "reportedToIco", "reasonNotReported", "lateBySeconds", "peopleInformed",
            "occurredAt", "discoveredAt", "awareAt", "icoAssessedAt", "icoNotifiedAt", "peopleInformedAt",
            "closedAt",
        ],
        BreachLines);

    private static readonly RegisterTable IcoNotifications = new(
        "ico-notifications", RegisterPart.ForIco,
        [
            .. Line, "decision", "sent", "awareAt", "endsAt", "assessedAt", "sentAt", "late", "lateBySeconds",
            "supplements", "icoReference", "reasonsForDelay", "supplementsSent",
        ],
        IcoLines);

    private static readonly RegisterTable Open = new(
        "caseload", RegisterPart.Open,
        [.. Line, "waitsFor", "since", "holder.personId", "holder.name", "holder.roles"], CaseloadLines)
    {
        Also = Holders,
    };

    /// <summary>Maps the table.</summary>
    public static void MapRegisters(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/registers/breaches", http => Answer(http, Breaches)).ForAnyoneSignedIn();
        app.MapGet("/v1/registers/ico-notifications", http => Answer(http, IcoNotifications))
            .ForAnyoneSignedIn();
        app.MapGet("/v1/caseload", http => Answer(http, Open)).ForAnyoneSignedIn();
    }

    private static async Task Answer(HttpContext http, RegisterTable table)
    {
        var query = new QueryStrings(http.Request);
        var filter = (await Queries.FilterOf(query)) with { Part = table.Part };
        filter = table.Part switch
        {
            RegisterPart.ForIco => filter with { IcoNotified = query.YesNo("sent") },
            RegisterPart.Open => filter with { Holder = query.Id("holder") },
            _ => filter,
        };
        var awaited = Freshness.AwaitedOf(query);
        var (after, limit) = Queries.PageOf(query);
        var format = Tables.FormatOf(http, query);
        if (await Queries.Refused(http, query))
            return;

        await Freshness.Say(http, awaited);
        await (format == TableFormat.Csv
            ? Whole(http, table, filter)
            : Page(http, table, filter, after, limit));
    }

    private static async Task Page(
        HttpContext http, RegisterTable table, RegisterFilter filter, RegisterCursor? after, int limit)
    {
        var page = await Ask(http, filter, after, limit);
        var answer = new JsonObject
        {
            ["items"] = new JsonArray([.. await table.Lines(http, page.Items)]),
            ["next"] = page.Next?.ToText(),
        };
        if (table.Also is { } also)
            await also(http, answer);

        await Queries.Write(http, answer);
    }

    private static async Task Whole(HttpContext http, RegisterTable table, RegisterFilter filter)
    {
        var page = await Ask(http, filter, after: null, PageOfTable);
        var csv = await Tables.Begin(http, table.Name, table.Columns);
        while (true)
        {
            await csv.Rows(http, await table.Lines(http, page.Items), table.Columns);
            if (page.Next is null)
                return;

            page = await Ask(http, filter, page.Next, PageOfTable);
        }
    }

    private static Task<RegisterPage<WholeLine>> Ask(
        HttpContext http, RegisterFilter filter, RegisterCursor? after, int limit) =>
        http.RequestServices.GetRequiredService<RegisterQuery>().PageOfWhole(
            http.Caller(), filter, after, limit, http.RequestAborted);

    private static async Task<IEnumerable<JsonObject>> BreachLines(
        HttpContext http, IReadOnlyList<WholeLine> lines)
    {
        var readings = await Readings(http, lines);

        return lines.Select(line => BreachRegisterLine.Of(
            line, http.Caller().Actor, readings.GetValueOrDefault(line.Entry.Id)));
    }

    private static async Task<IEnumerable<JsonObject>> IcoLines(
        HttpContext http, IReadOnlyList<WholeLine> lines)
    {
        var readings = await Readings(http, lines);
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

        return lines.Select(line => IcoRegisterLine.Of(
            line, http.Caller().Actor, readings.GetValueOrDefault(line.Entry.Id), now));
    }

    private static async Task<IEnumerable<JsonObject>> CaseloadLines(
        HttpContext http, IReadOnlyList<WholeLine> lines)
    {
        var names = await Names(http, lines.Select(line => line.Entry.Facts.Next?.PersonId));

        return lines.Select(line => CaseloadLine.Of(line, http.Caller().Actor, names));
    }

    private static async Task Holders(HttpContext http, JsonObject answer)
    {
        var holders = await http.RequestServices.GetRequiredService<CaseloadQuery>()
            .Holders(http.Caller(), http.RequestAborted);
        var names = await Names(http, holders.Select(holder => holder.PersonId));
        answer["holders"] = new JsonArray([.. holders.Select(
            holder => CaseloadLine.Holding(holder, http.Caller().Actor, names))]);
    }

    private static Task<IReadOnlyDictionary<Guid, Text?>> Names(HttpContext http, IEnumerable<Guid?> ids) =>
        http.RequestServices.GetRequiredService<CaseloadQuery>()
            .Names(http.Caller(), ids, http.RequestAborted);

    /// <summary>The incidents as the caller may read them; a reporting tool alone reads none.</summary>
    private static async Task<IReadOnlyDictionary<Guid, IncidentReading>> Readings(
        HttpContext http, IReadOnlyList<WholeLine> lines) =>
        Visibility.ReadsTitles(http.Caller().Actor)
            ? await http.RequestServices.GetRequiredService<IncidentReader>()
                .ReadAll(http.Caller(), [.. lines.Select(line => line.Entry)], http.RequestAborted)
            : new Dictionary<Guid, IncidentReading>();
}

/// <summary>A part of the register as it is sent.</summary>
/// <param name="Name">Of the table that it makes.</param>
/// <param name="Columns">Of that table, in their order.</param>
/// <param name="Lines">What its lines say.</param>
internal sealed record RegisterTable(
    string Name, RegisterPart Part, IReadOnlyList<string> Columns,
    Func<HttpContext, IReadOnlyList<WholeLine>, Task<IEnumerable<JsonObject>>> Lines)
{
    /// <summary>What stands beside the lines.</summary>
    public Func<HttpContext, JsonObject, Task>? Also { get; init; }
}
