using System.Globalization;
using System.Text.Json.Nodes;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Changes;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>The change feed: a page, a page that is waited for, or a stream that does not end by
/// itself.</summary>
public static class Changes
{
    /// <summary>For how long a page is waited for at most, seconds.</summary>
    public const int LongestWait = 30;

    /// <summary>The header by which a stream is taken up again.</summary>
    public const string LastSeen = "Last-Event-ID";

    /// <summary>The media type of a stream.</summary>
    public const string Stream = "text/event-stream";

    /// <summary>Who may have the feed.</summary>
    public static Role[] Readers => [Role.Auditor, Role.Reporting, Role.Integration];

    /// <summary>Answers the feed in the form that was asked for.</summary>
    public static async Task Handle(HttpContext http)
    {
        var query = new QueryStrings(http.Request);
        var limit = query.Limit();
        var wait = TimeSpan.FromSeconds(query.Number("wait", 0, LongestWait) ?? 0);
        var after = query.Number("after", 0, long.MaxValue) ?? 0;
        var awaited = Freshness.AwaitedOf(query);
        if (LastEventId(http.Request, out var isWrong) is { } last)
            after = last;
        if (isWrong)
        {
            await RequestParts.WrongHeader(
                LastSeen, "is the id of an event of this stream, a whole number.").ExecuteAsync(http);
            return;
        }

        if (await Queries.Refused(http, query))
            return;

        // A service that stops answers what it has, instead of being waited for.
        var ending = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var streams = AsksForStream(http.Request);
        var feed = http.RequestServices.GetRequiredService<ChangeFeed>();
        if (awaited is not null)
            await feed.WaitFor(http.Caller(), awaited, ending, http.RequestAborted);
        var page = await feed.Page(
            http.Caller(), after, limit, streams ? TimeSpan.Zero : wait, ending, http.RequestAborted);
        if (page.Latest < after)
            await new[] { Beyond(page.Latest) }.ToProblem().ExecuteAsync(http);
        else if (streams)
            await ChangeStream.Write(http, page, limit, ending);
        else
            await Write(http, page);
    }

    private static Task Write(HttpContext http, ChangePage page)
    {
        http.Response.Headers[Freshness.Header] =
            page.Latest.ToString(CultureInfo.InvariantCulture);

        return Queries.Write(http, new JsonObject
        {
            ["items"] = new JsonArray([.. page.Items.Select(change => change.ToCloudEvent())]),
            ["next"] = page.Next,
        });
    }

    private static bool AsksForStream(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(
            Stream, StringComparison.OrdinalIgnoreCase));

    private static long? LastEventId(HttpRequest request, out bool isWrong)
    {
        var header = request.Headers[LastSeen];
        if (long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            isWrong = false;
            return last;
        }

        isWrong = header.Count > 0;

        return null;
    }

    /// <summary>Whoever is further than the feed has read one that is no more: what comes now would be taken
    /// for known.</summary>
    private static FieldProblem Beyond(long latest) => new("/after",
        $"is beyond the feed, which has come to {latest}. If a backup was put back, make the copy anew from "
        + "the beginning.");
}
