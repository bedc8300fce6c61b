using System.Text;
using Incidents.Api.Bodies;

namespace Incidents.Api.Problems;

/// <summary>What the codes mean, for people as pages and for programs as JSON.</summary>
internal static class ProblemPages
{
    public static IResult AllOf(HttpContext http) => WantsJson(http)
        ? Results.Json(new { items = ProblemCatalogue.All.Select(Explained) }, Json.Options)
        : Page(http, ProblemHtml.AllOf(ProblemCatalogue.All));

    public static IResult One(HttpContext http, string code)
    {
        if (ProblemCatalogue.Find(code) is not { } kind)
            return GeneralProblems.NotFound.Because("No problem has this code; /problems lists them all.");

        return WantsJson(http)
            ? Results.Json(Explained(kind), Json.Options)
            : Page(http, ProblemHtml.One(kind));
    }

    private static object Explained(ProblemKind kind) => new
    {
        type = kind.Page,
        kind.Code,
        kind.Status,
        kind.Title,
        kind.PolicyPoint,
        kind.Meaning,
        kind.WhatToDo,
    };

    private static IResult Page(HttpContext http, string html)
    {
        http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";

        return Results.Text(html, "text/html", Encoding.UTF8);
    }

    /// <summary>Whether JSON is asked for rather than a page; whoever asks for nothing in
    /// particular is a person.</summary>
    private static bool WantsJson(HttpContext http)
    {
        http.Response.Headers.Vary = "Accept";
        var accepted = http.Request.GetTypedHeaders().Accept;

        return Wish("application/json", "application/problem+json") > Wish("text/html", "text/*", "*/*");

        double Wish(params string[] types) => accepted
            .Where(each => types.Any(type => each.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)))
            .Select(each => each.Quality ?? 1)
            .DefaultIfEmpty(0)
            .Max();
    }
}
