using System.Text.Json.Nodes;
using Incidents.Application.Csv;

namespace Incidents.Api.Routes;

/// <summary>In which form lines are sent.</summary>
public enum TableFormat
{
    /// <summary>As JSON.</summary>
    Json,

    /// <summary>As comma-separated values, all lines.</summary>
    Csv,
}

/// <summary>Sends lines as a table.</summary>
internal static class Tables
{
    /// <summary>The form that the address asks for, else the one that is accepted best; whoever asks for
    /// nothing in particular gets JSON.</summary>
    public static TableFormat FormatOf(HttpContext http, QueryStrings query)
    {
        var asked = query.Words<TableFormat>("format");
        if (asked.Count > 1)
            query.Add("format", "is one word: json or csv.");
        if (asked is [var format])
            return format;

        return Wish("text/csv") > Wish("application/json") ? TableFormat.Csv : TableFormat.Json;

        double Wish(string type) => http.Request.GetTypedHeaders().Accept
            .Where(each => each.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(each => each.Quality ?? 1).DefaultIfEmpty(0).Max();
    }

    /// <summary>Begins a table.</summary>
    /// <param name="name">Under which a browser keeps it.</param>
    public static async Task<CsvWriter> Begin(HttpContext http, string name, IEnumerable<string> columns)
    {
        http.Response.ContentType = CsvWriter.MediaType;
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = $"Accept, Authorization, {Security.Credentials.KeyHeader}";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        var csv = new CsvWriter(http.Response.Body);
        await csv.Head(columns, http.RequestAborted);

        return csv;
    }

    /// <summary>Writes lines as rows.</summary>
    public static async Task Rows(
        this CsvWriter csv, HttpContext http, IEnumerable<JsonObject> lines, IReadOnlyList<string> columns)
    {
        foreach (var line in lines)
            await csv.Row(JsonCells.Of(line, columns), http.RequestAborted);
    }
}
