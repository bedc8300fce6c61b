using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Evidence;
using Incidents.Domain;
using Microsoft.Net.Http.Headers;

namespace Incidents.Api.Routes;

/// <summary>Hands out a file of evidence, always whole: a part of it would be a look of its own, and is not
/// offered.</summary>
public static class EvidenceContent
{
    private const int LongestName = 150;

    private static readonly ImmutableHashSet<char> Unsafe = [.. "\\/:*?\"<>|%"];

    internal static async Task Handle(HttpContext http)
    {
        var found = CommandEndpoint.IncidentId(http) is { } incident
            && Guid.TryParseExact(http.Request.RouteValues["evidenceId"] as string, "D", out var evidence)
                ? await http.RequestServices.GetRequiredService<EvidenceFiles>()
                    .HandOut(http.Caller(), incident, evidence, http.RequestAborted)
                : new Retrieval.NotThere();

        await (found switch
        {
            Retrieval.HandedOut file => Write(http, file),
            Retrieval.Withheld => ProblemCatalogue.NotYourDuty.Because(
                "A file of evidence may name people, so it is for whoever works on the incident.")
                .ExecuteAsync(http),
            Retrieval.Erased => Rules.IncidentErased.Refuses(
                "The incident was erased, and the file with it.").ToProblem().ExecuteAsync(http),
            Retrieval.Altered => Rules.EvidenceAltered.Refuses(
                "The file is missing or not as it was kept. Have it verified, so that this is on record.")
                .ToProblem().ExecuteAsync(http),
            Retrieval.NotScanned => Rules.EvidenceNotScanned.Refuses(
                "The file has still to be looked through for malware. Ask again in some minutes.")
                .ToProblem().ExecuteAsync(http),
            Retrieval.Quarantined => Rules.EvidenceInQuarantine.Refuses(
                "Malware was found in the file. If you think that is a mistake, have it verified: it is "
                    + "looked through again.").ToProblem().ExecuteAsync(http),
            _ => GeneralProblems.NotFound.Because("There is no such file of evidence.").ExecuteAsync(http),
        });
    }

    /// <summary>A name under which any system can keep a file, and which shows its ending for what it
    /// is.</summary>
    public static string SafeName(string name)
    {
        var safe = string.Concat(name.EnumerateRunes().Select(rune =>
            Rune.IsControl(rune) || IsInvisible(rune) || (rune.IsBmp && Unsafe.Contains((char)rune.Value))
                ? "_"
                : rune.ToString()));
        safe = safe.Trim(' ', '.');
        if (safe.Length > LongestName)
        {
            var ending = Path.GetExtension(safe) is { Length: <= 20 } known ? known : "";
            var stem = safe[..(LongestName - ending.Length)];
            safe = (char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem).TrimEnd(' ', '.') + ending;
        }

        return safe.Length == 0 ? "file" : safe;
    }

    /// <summary>Marks that turn the direction of writing can make an ending look like another.</summary>
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static async Task Write(HttpContext http, Retrieval.HandedOut file)
    {
        await using var clear = file.Clear;
        var begins = new byte[FileKind.Length];
        var read = await clear.ReadAtLeastAsync(
            begins, begins.Length, throwOnEndOfStream: false, http.RequestAborted);
        var response = http.Response;
        response.ContentType = MediaTypeHeaderValue.TryParse(file.MediaType, out var type)
            && type.MediaType.Value is { } sentAs
                ? FileKind.TypeOf(sentAs, begins.AsSpan(0, read))
                : FileKind.Unknown;
        response.ContentLength = file.Length;

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(SafeName(file.FileName));
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers["Repr-Digest"] =
            $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(file.Sha256))}:";
        response.Headers.CacheControl = "no-store";
        response.Headers.AcceptRanges = "none";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

        await response.Body.WriteAsync(begins.AsMemory(0, read), http.RequestAborted);
        await clear.CopyToAsync(response.Body, http.RequestAborted);
    }
}
