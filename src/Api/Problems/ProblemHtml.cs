using System.Text.Encodings.Web;

namespace Incidents.Api.Problems;

/// <summary>The pages as HTML: no script, nothing from elsewhere.</summary>
internal static class ProblemHtml
{
    private const string Style = """
        body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff }
        body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
        a { color: #00508a } h1 { line-height: 1.2 } code { font-size: 1.05em }
        table { border-collapse: collapse }
        th, td { text-align: left; vertical-align: top; padding: .25rem 1rem .25rem 0 }
        """;

    public static string AllOf(IEnumerable<ProblemKind> kinds) => Page("Problems", $"""
        <p>Every answer that is not the one asked for is a problem (RFC 9457). Its code is one of these.</p>
        <table>
        <thead><tr>
        <th scope="col">Code</th><th scope="col">Status</th>
        <th scope="col">Policy point</th><th scope="col">Meaning</th>
        </tr></thead>
        <tbody>
        {string.Join('\n', kinds.Select(Row))}
        </tbody>
        </table>
        """);

    public static string One(ProblemKind kind) => Page(kind.Title, $"""
        <p>{Text(kind.Meaning)}</p>
        <h2>What to do</h2>
        <p>{Text(kind.WhatToDo)}</p>
        <table>
        <tbody>
        <tr><th scope="row">Code</th><td><code>{Text(kind.Code)}</code></td></tr>
        <tr><th scope="row">Status</th><td>{kind.Status}</td></tr>
        <tr><th scope="row">Policy point</th><td>{Text(kind.PolicyPoint ?? "none of its own")}</td></tr>
        </tbody>
        </table>
        <p><a href="/problems">All problems</a></p>
        """);

    private static string Row(ProblemKind kind) =>
        $"<tr><td><a href=\"{Text(kind.Page)}\"><code>{Text(kind.Code)}</code></a></td><td>{kind.Status}</td>"
        + $"<td>{Text(kind.PolicyPoint ?? "")}</td><td>{Text(kind.Meaning)}</td></tr>";

    private static string Page(string title, string main) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)} - Incidents</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <main>
        <h1>{Text(title)}</h1>
        {main}
        </main>
        </body>
        </html>
        """;

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
