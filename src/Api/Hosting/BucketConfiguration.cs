using Incidents.Application.Evidence;

namespace Incidents.Api.Hosting;

/// <summary>Reads which bucket files of evidence lie in: <c>Evidence__S3__Bucket</c>,
/// <c>Evidence__S3__Endpoint</c>, <c>Evidence__S3__Region</c>, <c>Evidence__S3__Prefix</c>,
/// <c>Evidence__S3__AccessKey</c>, <c>Evidence__S3__SecretKey</c>, <c>Evidence__S3__PathStyle</c>.</summary>
internal static class BucketConfiguration
{
    private const string Section = "Evidence:S3";

    /// <summary>The settings; none where no bucket is named.</summary>
    /// <exception cref="SettingException">One of them cannot be used.</exception>
    public static S3Settings? From(IConfiguration configuration)
    {
        var s3 = configuration.GetSection(Section);
        if (Given(s3, "Bucket") is not { } bucket)
        {
            return s3.GetChildren().Any()
                ? throw new SettingException("Evidence__S3__Bucket names the bucket; without it the other "
                    + "settings of Evidence__S3 mean nothing.")
                : null;
        }

        var (accessKey, secretKey) = (Given(s3, "AccessKey"), Given(s3, "SecretKey"));
        if (accessKey is null != secretKey is null)
            throw new SettingException(
                "Evidence__S3__AccessKey and Evidence__S3__SecretKey go together; without both the machine's "
                    + "own role is asked for.");

        var endpoint = Endpoint(Given(s3, "Endpoint"));

        return new(
            bucket, endpoint, Given(s3, "Region") ?? "us-east-1", Prefix(Given(s3, "Prefix") ?? ""),
            accessKey, secretKey, PathStyle(Given(s3, "PathStyle"), endpoint));
    }

    private static string? Given(IConfigurationSection s3, string key) =>
        string.IsNullOrWhiteSpace(s3[key]) ? null : s3[key];

    private static Uri? Endpoint(string? text)
    {
        if (text is null)
            return null;

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            && uri.UserInfo.Length == 0
                ? uri
                : throw new SettingException(
                    "Evidence__S3__Endpoint is the whole address of the store, such as "
                        + "https://s3.school.example; credentials do not stand in it.");
    }

    private static string Prefix(string text) =>
        text.Length <= 200 && text.All(c => char.IsAsciiLetterOrDigit(c) || "/-_.".Contains(c))
            ? text
            : throw new SettingException(
                "Evidence__S3__Prefix has at most 200 letters, digits and any of / - _ . in it.");

    /// <summary>Stores that are not AWS's seldom have a host for each bucket.</summary>
    private static bool PathStyle(string? text, Uri? endpoint) => text switch
    {
        null => endpoint is not null,
        _ when bool.TryParse(text, out var yes) => yes,
        _ => throw new SettingException("Evidence__S3__PathStyle is true or false."),
    };
}
