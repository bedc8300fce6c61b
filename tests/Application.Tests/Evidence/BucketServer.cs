using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Incidents.Application.Tests.Evidence;

/// <summary>An S3 store with one bucket, as far as its description says what a client may rely on: signed
/// requests, whole payloads, parts of a least length, conditional writes. It lets nobody list.</summary>
internal sealed class BucketServer : IAsyncDisposable
{
    public const string Bucket = "evidence";
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const int LeastPart = 5 * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Uploading> _uploads = new();

    private BucketServer(WebApplication app) => _app = app;

    public ConcurrentDictionary<string, Kept> Objects { get; } = new();

    /// <summary>Method and kind of what was asked.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Names of uploads that have begun and neither ended nor been given up.</summary>
    public IEnumerable<string> Uploads => _uploads.Values.Select(upload => upload.Key);

    public Uri Address => new(_app.Urls.First());

    /// <summary>Whether what is not there is answered 403, as AWS does where nothing may be listed.</summary>
    public bool HidesWhatIsMissing { get; set; } = true;

    /// <summary>An error that everything is answered with.</summary>
    public (HttpStatusCode Status, string Code)? Failing { get; set; }

    /// <summary>Whether the next object is kept and its sender never hears of it.</summary>
    public bool LosesNextAnswer { get; set; }

    public static async Task<BucketServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new BucketServer(app);
        app.Run(server.Answer);
        await app.StartAsync();

        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        using var read = new MemoryStream();
        await http.Request.Body.CopyToAsync(read);
        var body = read.ToArray();
        var path = http.Request.Path.Value!.TrimStart('/').Split('/', 2);
        var query = http.Request.Query;
        Asked.Enqueue(http.Request.Method + (path.Length < 2 || path[1].Length == 0 ? " list" : ""));

        if (Failing is { } failing)
            await Refuse(http, failing.Status, failing.Code);
        else if (BucketSignature.WrongWith(http.Request, body, AccessKey, SecretKey) is { } wrong)
            await Refuse(http, HttpStatusCode.Forbidden, wrong);
        else if (path[0] != Bucket)
            await Refuse(http, HttpStatusCode.NotFound, "NoSuchBucket");
        else if (path.Length < 2 || path[1].Length == 0 || (query.ContainsKey("uploads") && IsGet(http)))
            await Refuse(http, HttpStatusCode.Forbidden, "AccessDenied");
        else
            await (query.ContainsKey("uploads") || query.ContainsKey("uploadId")
                ? Multipart(http, path[1], body)
                : Single(http, path[1], body));
    }

    private async Task Single(HttpContext http, string key, byte[] body)
    {
        switch (http.Request.Method)
        {
            case "PUT":
                await Keep(http, key, body, NonceOf(http));
                break;
            case "DELETE":
                Objects.TryRemove(key, out _);
                http.Response.StatusCode = 204;
                break;
            case "GET" or "HEAD" when Objects.TryGetValue(key, out var kept):
                http.Response.ContentLength = kept.Content.Length;
                http.Response.Headers.ETag = kept.ETag;
                http.Response.Headers["x-amz-meta-upload"] = kept.Nonce;
                if (IsGet(http))
                    await http.Response.Body.WriteAsync(kept.Content);
                break;
            default:
                await (HidesWhatIsMissing
                    ? Refuse(http, HttpStatusCode.Forbidden, "AccessDenied")
                    : Refuse(http, HttpStatusCode.NotFound, "NoSuchKey"));
                break;
        }
    }

    private async Task Multipart(HttpContext http, string key, byte[] body)
    {
        if (http.Request.Query.ContainsKey("uploads"))
        {
            var id = Guid.NewGuid().ToString("N");
            _uploads[id] = new(key, NonceOf(http), []);
            await Say(http, new("InitiateMultipartUploadResult", new XElement("UploadId", id)));
        }
        else if (!_uploads.TryGetValue(http.Request.Query["uploadId"]!, out var upload))
        {
            await Refuse(http, HttpStatusCode.NotFound, "NoSuchUpload");
        }
        else if (http.Request.Method == "PUT")
        {
            upload.Parts[int.Parse(http.Request.Query["partNumber"]!)] = body;
            http.Response.Headers.ETag = ETagOf(body);
        }
        else
        {
            _uploads.TryRemove(http.Request.Query["uploadId"]!, out _);
            if (http.Request.Method == "DELETE")
                http.Response.StatusCode = 204;
            else
                await PutTogether(http, key, upload, XDocument.Parse(Encoding.UTF8.GetString(body)));
        }
    }

    private async Task PutTogether(HttpContext http, string key, Uploading upload, XDocument named)
    {
        var parts = named.Root!.Elements().Select(part => (
            Number: (int)part.Elements().Single(e => e.Name.LocalName == "PartNumber"),
            ETag: (string)part.Elements().Single(e => e.Name.LocalName == "ETag"))).ToArray();
        if (parts.Any(part => ETagOf(upload.Parts[part.Number]) != part.ETag))
            await Refuse(http, HttpStatusCode.BadRequest, "InvalidPart");
        else if (parts[..^1].Any(part => upload.Parts[part.Number].Length < LeastPart))
            await Refuse(http, HttpStatusCode.BadRequest, "EntityTooSmall");
        else if (await Keep(
            http, key, [.. parts.SelectMany(part => upload.Parts[part.Number])], upload.Nonce))
            await Say(http, new("CompleteMultipartUploadResult", new XElement("Key", key)));
    }

    private async Task<bool> Keep(HttpContext http, string key, byte[] content, string nonce)
    {
        var kept = new Kept(content, ETagOf(content), nonce);
        if (http.Request.Headers.IfNoneMatch != "*")
            Objects[key] = kept;
        else if (!Objects.TryAdd(key, kept))
            await Refuse(http, HttpStatusCode.PreconditionFailed, "PreconditionFailed");

        http.Response.Headers.ETag = kept.ETag;
        if (LosesNextAnswer)
        {
            LosesNextAnswer = false;
            http.Abort();
        }

        return Objects[key] == kept && !http.RequestAborted.IsCancellationRequested;
    }

    private static bool IsGet(HttpContext http) => HttpMethods.IsGet(http.Request.Method);

    private static string NonceOf(HttpContext http) => http.Request.Headers["x-amz-meta-upload"].ToString();

    private static string ETagOf(byte[] content) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"";

    private static Task Refuse(HttpContext http, HttpStatusCode status, string code)
    {
        http.Response.StatusCode = (int)status;

        return Say(http, new("Error", new XElement("Code", code), new XElement("Message", code)));
    }

    private static async Task Say(HttpContext http, XElement answer)
    {
        http.Response.ContentType = "application/xml";
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.WriteAsync(new XDocument(answer).ToString());
    }

    internal sealed record Kept(byte[] Content, string ETag, string Nonce);

    private sealed record Uploading(string Key, string Nonce, ConcurrentDictionary<int, byte[]> Parts);
}
