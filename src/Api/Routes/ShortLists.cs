using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Api.Security;
using Incidents.Application.Commands;
using Incidents.Application.History;

namespace Incidents.Api.Routes;

/// <summary>Lists that a school keeps short, such as its keys: read as a whole, and answered by pages as
/// every other list.</summary>
internal static class ShortLists
{
    /// <summary>Answers the page that is asked for.</summary>
    /// <param name="read">All items, the latest first.</param>
    /// <param name="keyOf">What tells an item from the others.</param>
    public static async Task Write<T>(
        HttpContext http, Func<Caller, CancellationToken, Task<IReadOnlyList<T>>> read,
        Func<T, string> keyOf)
    {
        var query = new QueryStrings(http.Request);
        var limit = query.Limit();
        var after = query.Text("cursor");
        if (await Queries.Refused(http, query))
            return;

        var all = await read(http.Caller(), http.RequestAborted);
        var first = after is null ? 0 : 1 + all.Index()
            .Where(item => Cursor(keyOf(item.Item)) == after).Select(item => item.Index).DefaultIfEmpty(-2)
            .First();
        if (first < 0)
        {
            query.Add("cursor", "names no item that is here now; leave it out to begin with the first page.");
            await Queries.Refused(http, query);
            return;
        }

        var page = all.Skip(first).Take(limit).ToArray();
        await Queries.Write(http, new JsonObject
        {
            ["items"] = JsonSerializer.SerializeToNode(page, EdgeJson.Options),
            ["next"] = first + page.Length < all.Count ? Cursor(keyOf(page[^1])) : null,
        });
    }

    private static string Cursor(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));
}
