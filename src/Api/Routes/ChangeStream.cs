using System.Globalization;
using System.Text;
using Incidents.Api.Security;
using Incidents.Application.Changes;
using Incidents.Application.History;
using Npgsql;

namespace Incidents.Api.Routes;

/// <summary>The feed as server-sent events: each change as one event whose id is its position, and a
/// heartbeat where nothing happens. It ends when the service stops or the database is away, and after some
/// minutes, so that whoever reads shows their credentials again; they take it up where it ended.</summary>
internal static class ChangeStream
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Writes until it ends.</summary>
    /// <param name="page">What there is already.</param>
    /// <param name="stopping">The service stops.</param>
    public static async Task Write(
        HttpContext http, ChangePage page, int limit, CancellationToken stopping)
    {
        var response = http.Response;
        response.ContentType = Changes.Stream;
        response.Headers.CacheControl = "no-store";
        // A proxy that gathers answers up would hold a stream back for ever.
        response.Headers["X-Accel-Buffering"] = "no";

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        ending.CancelAfter(Longest);
        try
        {
            await Send(http, "retry: 1000\n\n");
            await Follow(http, page, limit, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader has gone.
        }
        catch (NpgsqlException)
        {
            // The reader comes back, and hears then whether the database is there again.
        }
    }

    private static async Task Follow(
        HttpContext http, ChangePage page, int limit, CancellationToken ending)
    {
        var feed = http.RequestServices.GetRequiredService<ChangeFeed>();
        while (!ending.IsCancellationRequested)
        {
            await Send(http, page.Items.Count > 0 ? Written(page) : ": nothing new\n\n");
            page = await feed.Page(
                http.Caller(), page.Next, limit, Heartbeat, ending, http.RequestAborted);
        }
    }

    private static string Written(ChangePage page)
    {
        var text = new StringBuilder();
        foreach (var change in page.Items)
            text.Append(CultureInfo.InvariantCulture,
                $"id: {change.Position}\ndata: {change.ToCloudEvent().ToJsonString(EdgeJson.Options)}\n\n");

        return text.ToString();
    }

    private static async Task Send(HttpContext http, string text)
    {
        await http.Response.WriteAsync(text, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}
