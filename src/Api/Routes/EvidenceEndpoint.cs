using System.Security.Cryptography;
using System.Text;
using Incidents.Api.Bodies;
using Incidents.Api.Hosting;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Commands;
using Incidents.Application.Evidence;
using Incidents.Domain;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Incidents.Api.Routes;

/// <summary>Takes evidence: a record as JSON, or a file with its record as multipart. A file is hashed and
/// encrypted on its way into the store, and stays only where the record does.</summary>
public static class EvidenceEndpoint
{
    private const int LargestField = 64 * 1024;
    private const int MostFields = 20;

    /// <summary>As RFC 2046 has it.</summary>
    private const int LongestBoundary = 70;

    private const int TooLarge = StatusCodes.Status413PayloadTooLarge;

    internal static async Task Handle(HttpContext http, StepRoute route)
    {
        if (MultipartBoundary(http.Request) is not { } boundary)
        {
            await CommandEndpoint.Handle(http, route);
            return;
        }

        RequestParts.RefuseCompressed(http.Request);
        if (boundary.Length is 0 or > LongestBoundary)
        {
            await Wrong($"its boundary has 1 to {LongestBoundary} characters.").ExecuteAsync(http);
            return;
        }

        var reception = http.RequestServices.GetRequiredService<EvidenceReception>();
        if (CommandEndpoint.IncidentId(http) is not { } incident
            || await reception.Open(http.Caller(), incident, http.RequestAborted) is not { } open)
        {
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
            return;
        }

        var upload = new Upload();
        var keep = false;
        try
        {
            var problem = await Receive(http, route, boundary, open, upload) ?? Wrong(upload);
            keep = problem is null
                ? await Record(http, route, open, upload)
                : await Refuse(http, open, upload, problem);
        }
        catch (TooLargeException exception)
        {
            await GeneralProblems.TooLarge.Because(
                $"A file of evidence has at most {exception.Maximum / (1024 * 1024)} MiB. Nothing was kept.")
                    .ExecuteAsync(http);
        }
        catch (Exception) when (upload.Sent)
        {
            // Whether the record was committed is not known here, also where the caller has gone meanwhile,
            // so the file stays; without a record it is swept up.
            keep = true;
            throw;
        }
        finally
        {
            if (!keep)
                await Discard(open, upload);
        }
    }

    /// <summary>Nothing is kept by the time the answer says so.</summary>
    private static async Task<bool> Refuse(
        HttpContext http, OpenReception open, Upload upload, Problem problem)
    {
        await Discard(open, upload);
        await problem.ExecuteAsync(http);

        return false;
    }

    private static async Task Discard(OpenReception open, Upload upload)
    {
        if (upload.File is not { } file)
            return;

        upload.File = null;
        await open.Discard(file.BlobId);
    }

    private static string? MultipartBoundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;

    /// <summary>Reads fields and file in the order in which they come.</summary>
    private static async Task<Problem?> Receive(
        HttpContext http, StepRoute route, string boundary, OpenReception open, Upload upload)
    {
        var largest = http.RequestServices.GetRequiredService<ServiceSettings>().LargestEvidence;
        if (http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()
            is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = largest + LargestField * MostFields;

        var reader = new MultipartReader(boundary, http.Request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } disposition)
                    return Wrong("each part of the form needs a Content-Disposition with its name.");

                if (!disposition.IsFileDisposition() && !disposition.IsFormDisposition())
                    return Wrong("each part of the form needs a name.");

                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                if (disposition.IsFileDisposition())
                {
                    if (name != "file" || upload.File is not null)
                        return Wrong("one file is sent, as the part named file.");

                    Func<Stream, string, string, long, CancellationToken, Task<ReceivedFile>> keep =
                        route.IsByReceipt ? open.KeepUnmarked : open.Keep;
                    upload.File = await keep(section.Body, FileNameOf(disposition),
                        section.ContentType ?? "application/octet-stream", largest, http.RequestAborted);
                }
                else if (upload.Fields.Count == MostFields)
                {
                    return Wrong($"the form has more than {MostFields} fields.");
                }
                else
                {
                    upload.Fields.Add(new(name, await Field(section, http.RequestAborted)));
                }
            }
        }
        catch (Exception exception) when (
            exception is (
                IOException or InvalidDataException) and not BadHttpRequestException { StatusCode: TooLarge }
            && !http.RequestAborted.IsCancellationRequested)
        {
            return Wrong("the form is cut short or not well formed; nothing was kept.");
        }

        return upload.File is null
            ? new FieldProblem[] { new("/file", "is required in a form; send a record without a file as "
                + "application/json.") }.ToProblem()
            : null;
    }

    /// <summary>What is wrong with the fields beside a file, before they are read as a record.</summary>
    private static Problem? Wrong(Upload upload)
    {
        if (upload.Fields.GroupBy(field => field.Key, StringComparer.Ordinal)
            .FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new FieldProblem[] { new($"/{twice.Key}", "is given twice.") }.ToProblem();

        return upload.Fields.Any(field => field.Key == "location")
            ? new FieldProblem[] { new("/location", "is for a record without a file.") }.ToProblem()
            : null;
    }

    /// <returns>Whether the record was made, and the file stays.</returns>
    private static async Task<bool> Record(
        HttpContext http, StepRoute route, OpenReception open, Upload upload)
    {
        var path = new Dictionary<string, string?>(StringComparer.Ordinal);
        switch (BodyReader.ReadForm<RecordEvidence>(upload.Fields, path))
        {
            case Understood<RecordEvidence> understood:
                upload.Sent = true;
                return IsKept(await CommandEndpoint.Carry(
                    http, route, understood.Command with { File = upload.File }, upload.Fingerprint(),
                    outcome => IsKept(outcome) ? Task.CompletedTask : Discard(open, upload)));
            case Misread<RecordEvidence> misread:
                return await Refuse(http, open, upload, misread.Problems.ToProblem());
            default:
                return await Refuse(http, open, upload, GeneralProblems.NotFound.Because());
        }

        static bool IsKept(Outcome? outcome) => outcome is Outcome.Answered { Repeated: false };
    }

    private static async Task<string> Field(MultipartSection section, CancellationToken cancellation)
    {
        var bytes = new byte[LargestField + 1];
        var length = await section.Body.ReadAtLeastAsync(
            bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        if (length > LargestField)
            throw new BadHttpRequestException(
                "A field of the form is too large.", StatusCodes.Status413PayloadTooLarge);

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    /// <summary>The file's own name, without any folder that came with it.</summary>
    private static string FileNameOf(ContentDispositionHeaderValue disposition)
    {
        var name = HeaderUtilities.RemoveQuotes(
            disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "";
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();

        return name.Length switch { 0 => "file", > 255 => name[^255..], _ => name };
    }

    private static Problem Wrong(string message) =>
        new FieldProblem[] { new("", $"The form cannot be read: {message}") }.ToProblem();

    /// <summary>What has come of a form so far.</summary>
    private sealed class Upload
    {
        public List<KeyValuePair<string, string>> Fields { get; } = [];

        public ReceivedFile? File { get; set; }

        /// <summary>Whether the record is on its way.</summary>
        public bool Sent { get; set; }

        /// <summary>What was asked: the fields and what is in the file, not
        /// where the boundary fell.</summary>
        public byte[] Fingerprint()
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var (name, value) in Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
                hash.AppendData(Encoding.UTF8.GetBytes($"{name.Length}:{name}{value.Length}:{value}"));
            hash.AppendData(Encoding.UTF8.GetBytes(
                $"{File!.FileName.Length}:{File.FileName}{File.MediaType}{File.Sha256}"));

            return hash.GetHashAndReset();
        }
    }
}
