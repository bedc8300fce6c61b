using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Commands;
using Incidents.Application.Deadlines;

namespace Incidents.Api.Routes;

/// <summary>A calendar feed that somebody asks for.</summary>
/// <param name="Mine">Only what the caller is to do; otherwise all that the board shows.</param>
public sealed record CalendarFeedRequest(bool? Mine = null);

/// <summary>A calendar feed that is open, without its address.</summary>
public sealed record OpenFeed(Guid Id, bool Mine, DateTimeOffset MadeAt);

/// <summary>What is due as a calendar, at addresses that can be revoked.</summary>
public static class Feeds
{
    private const int LongestToken = 200;

    /// <summary>Maps the table.</summary>
    public static void MapFeeds(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/deadlines/feeds", Make).ForAnyoneSignedIn();
        app.MapGet("/v1/deadlines/feeds", List).ForAnyoneSignedIn();
        app.MapDelete("/v1/deadlines/feeds/{id}", Revoke).ForAnyoneSignedIn();
        app.MapGet("/v1/deadlines.ics", Calendar).OpenToAll();
    }

    private static async Task Make(HttpContext http)
    {
        if (await JsonRequest.Read<CalendarFeedRequest>(http) is not var (wanted, retry))
            return;

        await OnlyOnce.Do(http, retry, async keep =>
        {
            Rendered? answer = null;
            await http.RequestServices.GetRequiredService<CalendarFeeds>().Make(
                http.Caller(), wanted.Mine ?? false,
                (session, feed, token) =>
                {
                    answer = Answers.Created($"/v1/deadlines/feeds/{feed.Id}",
                        new { feed.Id, Address = $"/v1/deadlines.ics?token={token}" });
                    keep(session, answer);
                },
                http.RequestAborted);

            return answer!;
        });
    }

    private static Task List(HttpContext http) => ShortLists.Write(
        http,
        async (caller, cancellation) => (IReadOnlyList<OpenFeed>)[.. (
            await http.RequestServices.GetRequiredService<CalendarFeeds>().List(caller, cancellation))
            .Select(feed => new OpenFeed(feed.Id, feed.Mine, feed.MadeAt))],
        feed => $"{feed.Id}");

    private static async Task Revoke(HttpContext http)
    {
        var feeds = http.RequestServices.GetRequiredService<CalendarFeeds>();
        if (CommandEndpoint.IncidentId(http) is { } id
            && await feeds.Revoke(http.Caller(), id, http.RequestAborted))
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
    }

    private static async Task Calendar(HttpContext http)
    {
        var calendar = http.Request.Query["token"] is [{ Length: > 0 and <= LongestToken } token]
            ? await http.RequestServices.GetRequiredService<CalendarFeeds>().Read(token, http.RequestAborted)
            : null;
        if (calendar is null)
        {
            await GeneralProblems.NotFound.Because("This address opens no calendar; make a new one.")
                .ExecuteAsync(http);
            return;
        }

        http.Response.ContentType = "text/calendar; charset=utf-8";
        http.Response.Headers.CacheControl = "private, no-store";
        await http.Response.WriteAsync(calendar, http.RequestAborted);
    }
}
