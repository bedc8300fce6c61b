using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Util;
using Amazon.S3;
using Amazon.S3.Model;

namespace Incidents.Application.Evidence;

/// <summary>Blobs as objects in a bucket, named by a prefix and their id. It asks for the right to read,
/// write and remove objects and for no other: nothing is listed, and nothing is written over.</summary>
public sealed class S3BlobStore : IBlobStore, IDisposable
{
    /// <summary>An object that is always there. A store that does not let its bucket be listed answers 403 to
    /// whoever asks for what is not there; whether this can be read tells which of the two it is.</summary>
    private const string Mark = "incidents";

    private readonly S3Settings _settings;
    private readonly AmazonS3Client _s3;

    /// <summary>A store in a bucket, which is there already.</summary>
    public S3BlobStore(S3Settings settings)
    {
        _settings = settings;
        var config = new AmazonS3Config
        {
            ForcePathStyle = settings.IsPathStyle,
            AuthenticationRegion = settings.Region,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            Timeout = TimeSpan.FromSeconds(60),
            MaxErrorRetry = 2,
            // What is sent is signed as a whole, and what is read authenticates itself. Checksums of AWS's
            // own are not understood everywhere.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (settings.Endpoint is { } endpoint)
            config.ServiceURL = endpoint.ToString();
        else
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(settings.Region);

        _s3 = settings.AccessKey is { } key
            ? new(new BasicAWSCredentials(key, settings.SecretKey), config)
            : new(config);
    }

    /// <inheritdoc/>
    public async Task<T> Write<T>(
        Func<Guid, Stream, CancellationToken, Task<T>> write, CancellationToken cancellation,
        Guid? name = null)
    {
        var blob = name ?? Ids.Random();
        await using var upload = new S3Upload(_s3, _settings.Bucket, KeyOf(blob));

        try
        {
            var result = await write(blob, upload, cancellation);
            await upload.Complete(cancellation);

            return result;
        }
        catch (Exception exception)
        {
            await upload.Abandon();
            if (IsAway(exception, cancellation))
                throw Away(exception);

            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenRead(Guid blob, CancellationToken cancellation)
    {
        try
        {
            var answer = await _s3.GetObjectAsync(_settings.Bucket, KeyOf(blob), cancellation);

            // AWS's library would take what is altered for a defect; the file's own encryption finds it.
            return answer.ResponseStream is WrapperStream wrapped
                ? wrapped.GetNonWrapperBaseStream()
                : answer.ResponseStream;
        }
        catch (AmazonS3Exception exception) when (
            exception.ErrorCode == "NoSuchKey"
            || (exception.StatusCode == HttpStatusCode.Forbidden && exception.ErrorCode == "AccessDenied"))
        {
            if (exception.ErrorCode == "NoSuchKey" || await IsReachable(cancellation))
                return null;

            throw Away(exception);
        }
        catch (Exception exception) when (IsAway(exception, cancellation))
        {
            throw Away(exception);
        }
    }

    /// <inheritdoc/>
    public async Task Delete(Guid blob, CancellationToken cancellation)
    {
        try
        {
            await _s3.DeleteObjectAsync(_settings.Bucket, KeyOf(blob), cancellation);
        }
        catch (Exception exception) when (IsAway(exception, cancellation))
        {
            throw Away(exception);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsReachable(CancellationToken cancellation)
    {
        try
        {
            if (await ReadsMark(cancellation))
                return true;

            await _s3.PutObjectAsync(new PutObjectRequest
            {
                BucketName = _settings.Bucket,
                Key = _settings.Prefix + Mark,
                ContentBody = "Files of evidence of the service Incidents lie here, encrypted.",
                UseChunkEncoding = false,
            }, cancellation);

            return await ReadsMark(cancellation);
        }
        catch (Exception exception) when (IsAway(exception, cancellation))
        {
            return false;
        }
    }

    /// <summary>Parts of an upload that a crash cut off are the bucket's own to remove, by a rule of its life
    /// cycle: to find them here would need the right to list.</summary>
    public Task<int> SweepAbandoned(DateTimeOffset olderThan, CancellationToken cancellation) =>
        Task.FromResult(0);

    /// <inheritdoc/>
    public void Dispose() => _s3.Dispose();

    private async Task<bool> ReadsMark(CancellationToken cancellation)
    {
        try
        {
            using var answer = await _s3.GetObjectAsync(
                _settings.Bucket, _settings.Prefix + Mark, cancellation);

            return true;
        }
        catch (AmazonS3Exception exception) when (
            exception.ErrorCode == "NoSuchKey" || exception.StatusCode == HttpStatusCode.Forbidden)
        {
            return false;
        }
    }

    private string KeyOf(Guid blob) => $"{_settings.Prefix}{blob:N}";

    private static bool IsAway(Exception exception, CancellationToken cancellation) => exception
        is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException
        || (exception is OperationCanceledException && !cancellation.IsCancellationRequested);

    private static EvidenceStoreAwayException Away(Exception cause) => new(
        $"The store of evidence does not answer as it should ({(cause as AmazonS3Exception)?.ErrorCode
            ?? cause.GetType().Name}).", cause);
}
