namespace Incidents.Application.Evidence;

/// <summary>The bucket of an S3-compatible store that holds the files of evidence.</summary>
/// <param name="Endpoint">Where the store is; none: that of AWS in the region.</param>
/// <param name="Region">What requests are signed for.</param>
/// <param name="Prefix">What the names of all files begin with; may be empty.</param>
/// <param name="AccessKey">None, with the secret: the machine's own role.</param>
/// <param name="IsPathStyle">Whether the bucket stands in the path of an address and not before its
/// host.</param>
public sealed record S3Settings(
    string Bucket, Uri? Endpoint, string Region, string Prefix, string? AccessKey, string? SecretKey,
    bool IsPathStyle);
