using System.Collections.Immutable;
using System.Text.Json;
using Incidents.Api.Bodies;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Commands;
using Incidents.Application.History;
using Incidents.Application.Imports;
using Incidents.Domain;
using Microsoft.Net.Http.Headers;

namespace Incidents.Api.Routes;

/// <summary>Old incidents come along from paper registers.</summary>
public static class ImportRoutes
{
    /// <summary>Where imports lie.</summary>
    public const string Path = "/v1/imports";

    private const string Csv = "text/csv";

    /// <summary>Maps the table. Whoever comes in as administrator holds the pack's duty <c>imports</c> as
    /// well.</summary>
    public static void MapImports(this IEndpointRouteBuilder app)
    {
        app.MapPost(Path, Take).For(Role.Administrator);
        app.MapGet($"{Path}/{{id}}", Show).For(Role.Administrator);
    }

    private static async Task Take(HttpContext http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase)
            || IsWindows1252(type) is not { } asWindows1252)
        {
            await GeneralProblems.UnsupportedMediaType.Because(
                "Send the register as text/csv, in UTF-8 or with charset=windows-1252.").ExecuteAsync(http);
            return;
        }

        var query = new QueryStrings(http.Request);
        var dryRun = query.YesNo("dryRun") ?? false;
        if (await Queries.Refused(http, query))
            return;

        var body = await RequestParts.Body(
            http.Request, http.RequestAborted, PaperRegisterFile.LargestFile);
        var retry = RequestParts.RetryKey(http.Request, body.Span, out var wrong);
        if (wrong is not null)
        {
            await wrong.ExecuteAsync(http);
            return;
        }

        var paper = http.RequestServices.GetRequiredService<PaperImport>();
        var reading = await paper.Read(http.Caller(), body, asWindows1252, http.RequestAborted);
        if (!dryRun && await OnlyOnce.AnsweredAgain(http, retry))
            return;

        if (!await paper.IsFor(http.Caller(), http.RequestAborted))
        {
            await (reading.Problems.Count > 0 ? Wrong(reading.Problems) : NotTheirDuty).ExecuteAsync(http);
            return;
        }

        var (problems, alreadyThere) = await paper.Try(http.Caller(), reading.Rows, http.RequestAborted);
        var all = reading.Problems.Concat(problems).OrderBy(problem => problem.Row).ToArray();

        if (dryRun)
            await Write(http, Tried(reading, all, alreadyThere));
        else if (all.Length > 0)
            await Wrong(all).ExecuteAsync(http);
        else
            await TakeOn(http, reading.Rows, retry);
    }

    private static Task TakeOn(HttpContext http, IReadOnlyList<PaperRow> rows, RetryKey? retry) =>
        OnlyOnce.Do(http, retry, async keep =>
        {
            Rendered? answer = null;
            await http.RequestServices.GetRequiredService<RunningImports>().TakeOn(
                http.Caller(), rows,
                (session, import) =>
                {
                    answer = new(StatusCodes.Status202Accepted, $"{Path}/{import.Id}", ETag: null,
                        JsonSerializer.SerializeToUtf8Bytes(Shown(import), EdgeJson.Options));
                    keep(session, answer);
                },
                http.RequestAborted);

            return answer;
        });

    private static async Task Show(HttpContext http)
    {
        if (!await http.RequestServices.GetRequiredService<PaperImport>()
            .IsFor(http.Caller(), http.RequestAborted))
        {
            await NotTheirDuty.ExecuteAsync(http);
            return;
        }

        if (CommandEndpoint.IncidentId(http) is { } id
            && await http.RequestServices.GetRequiredService<RunningImports>()
                .Find(http.Caller(), id, http.RequestAborted) is { } import)
            await Write(http, Shown(import));
        else
            await GeneralProblems.NotFound.Because("The school has no such import.").ExecuteAsync(http);
    }

    private static Problem Wrong(IEnumerable<RowProblem> problems) =>
        Findings.Shown(problems.Select(problem => problem.ToField())).ToProblem();

    private static Problem NotTheirDuty { get; } = Rules.NotYourDuty.Refuses(
        "Importing is for an administrator who is also the office manager, or who else holds the duty "
            + "imports in the policy pack.", Points.Why1).ToProblem();

    /// <summary>Whether the file is said to be of that encoding; none where it is said to be of one that is
    /// not read.</summary>
    private static bool? IsWindows1252(MediaTypeHeaderValue type) =>
        type.Charset.Value?.Trim('"').ToLowerInvariant() switch
        {
            null or "" or "utf-8" or "utf8" => false,
            "windows-1252" or "cp1252" => true,
            _ => null,
        };

    private static object Tried(PaperReading reading, RowProblem[] problems, int alreadyThere) => new
    {
        DryRun = true,
        Rows = reading.Rows.Count + reading.Problems.Where(problem => problem.Row > 1)
            .Select(problem => problem.Row).Distinct().Count(),
        AlreadyThere = alreadyThere,
        WouldImport = problems.Length > 0 ? 0 : reading.Rows.Count - alreadyThere,
        Problems = problems.Take(ImportRow.MostProblems).ToImmutableArray(),
        MoreProblems = Math.Max(0, problems.Length - ImportRow.MostProblems),
    };

    private static object Shown(ImportRow import) => new
    {
        ImportId = import.Id,
        State = import.FinishedAt is null ? "running" : "finished",
        StartedAt = import.At,
        import.FinishedAt,
        StartedBy = import.By,
        import.Rows,
        import.Done,
        import.Imported,
        import.AlreadyThere,
        import.Refused,
        import.Problems,
    };

    private static Task Write(HttpContext http, object body)
    {
        http.Response.Headers.CacheControl = "no-store";

        return http.Response.WriteAsJsonAsync(body, EdgeJson.Options, http.RequestAborted);
    }
}
