using System.Security.Cryptography;
using System.Text;
using Incidents.Api.Security;
using Microsoft.Net.Http.Headers;

namespace Incidents.Api.Pages;

/// <summary>A page to read and to print: one file, nothing from elsewhere, no script.</summary>
/// <param name="Kind">What kind of document it is, its heading.</param>
/// <param name="Reference">The incident's reference.</param>
/// <param name="Title">What stands below the heading.</param>
/// <param name="Made">The record that it was made from, and when, in words.</param>
/// <param name="Body">The page itself; its headings begin with the second level.</param>
/// <param name="FileName">Under which a browser keeps it.</param>
internal sealed record PrintedPage(
    string Kind, string Reference, Html Title, Html Made, Html Body, string FileName)
{
    private const string Style = """
        :root{--ink:#1b1b1b;--quiet:#555;--line:#bbb;--shade:#f3f3f0}
        @page{size:A4;margin:18mm 18mm 20mm;
        @bottom-right{content:"Page " counter(page) " of " counter(pages);font:8.5pt system-ui,sans-serif}}
        *{box-sizing:border-box}
        html{font:11pt/1.45 system-ui,"Segoe UI","Liberation Sans",Arial,sans-serif;color:var(--ink)}
        body{max-width:48rem;margin:2rem auto;padding:0 1.25rem;background:#fff}
        header{border-bottom:2px solid var(--ink);margin-bottom:1.25rem;padding-bottom:.6rem}
        header p{margin:.2rem 0}
        .kept{font-size:.85em;color:var(--quiet)}
        h1{font-size:1.65rem;line-height:1.2;margin:.2rem 0}
        h2{font-size:1.15rem;margin:1.6rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.15rem}
        h3{font-size:1rem;margin:1rem 0 .3rem}
        p{margin:.35rem 0}ul,ol{margin:.35rem 0;padding-left:1.4rem}
        p,li,dd{overflow-wrap:anywhere}th,td{overflow-wrap:break-word}time{white-space:nowrap}
        dl{display:grid;grid-template-columns:11rem 1fr;gap:.25rem 1rem;margin:.5rem 0}
        dt{color:var(--quiet)}dd{margin:0}dd p:first-child,td p:first-child{margin-top:0}
        dd p:last-child,td p:last-child{margin-bottom:0}
        table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.95em}
        caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        th,td{border:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top}
        thead th{background:var(--shade)}tbody th{font-weight:400}
        .box{border:1px solid var(--line);border-left:5px solid var(--ink);background:var(--shade);
        padding:.5rem .9rem;margin:.8rem 0}
        .box h2{border:0;margin:.1rem 0 .3rem}
        .none{color:var(--quiet)}.seal{font-style:italic;color:var(--quiet)}
        footer{margin-top:2rem;border-top:1px solid var(--line);padding-top:.5rem;font-size:.85em;
        color:var(--quiet)}
        @media print{body{margin:0;max-width:none;padding:0}html{font-size:10.5pt}
        h2,h3{break-after:avoid}tr,dd,.box{break-inside:avoid}thead{display:table-header-group}
        p,li{orphans:3;widows:3}.box,thead th{print-color-adjust:exact}}
        @media (max-width:36rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
        """;

    /// <summary>Nothing is loaded and nothing runs; of styles only the page's own.</summary>
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(StyleBytes))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static byte[] StyleBytes => Encoding.UTF8.GetBytes(Style.ReplaceLineEndings("\n"));

    /// <summary>Whether a page is asked for rather than JSON; whoever asks for nothing in particular is a
    /// program.</summary>
    public static bool IsWanted(HttpContext http)
    {
        var accepted = http.Request.GetTypedHeaders().Accept;

        return Wish("text/html", "application/xhtml+xml") > Wish("application/json", "application/*");

        double Wish(params string[] types) => accepted
            .Where(each => types.Any(type => each.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)))
            .Select(each => each.Quality ?? 1)
            .DefaultIfEmpty(0)
            .Max();
    }

    /// <summary>Sends the page. It is one reader's and says what may not be kept on the way.</summary>
    public Task Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "private, no-store";
        headers.Vary = $"Accept, Authorization, {Credentials.KeyHeader}";
        headers.ContentDisposition =
            new ContentDispositionHeaderValue("inline") { FileName = $"{FileName}.html" }.ToString();
        http.Response.ContentType = "text/html; charset=utf-8";

        return http.Response.WriteAsync(Whole().ToString(), http.RequestAborted);
    }

    /// <summary>The page as it is sent.</summary>
    public Html Whole() => Html.Of($"""
        <!doctype html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{Kind} {Reference}</title>
        <style>{Sheet}</style>
        </head>
        <body>
        <header>
        <p class="kept">Confidential: for those who handle this incident.</p>
        <h1>{Kind}</h1>
        <p><strong>{Reference}</strong> {Title}</p>
        </header>
        <main>
        {Body}
        </main>
        <footer><p>{Made}</p></footer>
        </body>
        </html>

        """);

    private static Html Sheet { get; } = Html.Markup(Style.ReplaceLineEndings("\n"));
}
