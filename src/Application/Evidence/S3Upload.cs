using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Incidents.Application.Evidence;

/// <summary>One object as it is written: in one piece where it is small, else in parts, so that it costs the
/// memory of one part whatever its size. The object is there when all of it is, and takes the place of no
/// other.</summary>
internal sealed class S3Upload(AmazonS3Client s3, string bucket, string key) : Stream
{
    /// <summary>The smallest that a part may be which is not the last.</summary>
    private const int PartLength = 5 * 1024 * 1024;

    /// <summary>By which an upload knows its own object again.</summary>
    private const string Nonce = "x-amz-meta-upload";

    private const string IfThereIsNone = "*";

    private readonly string _nonce = Ids.Random().ToString("N");
    private readonly List<PartETag> _parts = [];
    private MemoryStream _part = new();
    private string? _upload;
    private bool _isAnothers;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_part.Length + buffer.Length > PartLength)
        {
            var fits = PartLength - (int)_part.Length;
            _part.Write(buffer.Span[..fits]);
            buffer = buffer[fits..];
            await SendPart(cancellationToken);
        }

        _part.Write(buffer.Span);
    }

    public override Task WriteAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Makes the object of what was written.</summary>
    public async Task Complete(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            if (_upload is null)
                await PutWhole(cancellation);
            else
                await PutTogether(cancellation);
        }
        catch (AmazonS3Exception exception) when (
            exception.StatusCode == HttpStatusCode.PreconditionFailed
            || exception.ErrorCode == "NoSuchUpload")
        {
            // A first try that was not heard of may have made it.
            _isAnothers = !await IsOurs(cancellation);
            if (_isAnothers)
                throw;
        }

        _upload = null;
    }

    /// <summary>Removes what has been sent; where that fails the bucket's own rule does.</summary>
    public async Task Abandon()
    {
        try
        {
            if (_upload is not null)
                await s3.AbortMultipartUploadAsync(bucket, key, _upload, CancellationToken.None);
            else if (!_isAnothers)
                await s3.DeleteObjectAsync(bucket, key, CancellationToken.None);
        }
        catch (Exception exception) when (
            exception is Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException
                or HttpRequestException or OperationCanceledException)
        {
            // What made the upload fail keeps this from succeeding too.
        }
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _part.Dispose();
        base.Dispose(disposing);
    }

    private async Task PutWhole(CancellationToken cancellation)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = Rewound(),
            AutoCloseStream = false,
            UseChunkEncoding = false,
            IfNoneMatch = IfThereIsNone,
            ContentType = "application/octet-stream",
        };
        request.Metadata.Add(Nonce, _nonce);
        await s3.PutObjectAsync(request, cancellation);
    }

    private async Task PutTogether(CancellationToken cancellation)
    {
        await SendPart(cancellation);
        await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = bucket,
            Key = key,
            UploadId = _upload,
            PartETags = _parts,
            IfNoneMatch = IfThereIsNone,
        }, cancellation);
    }

    private async Task SendPart(CancellationToken cancellation)
    {
        if (_upload is null)
        {
            var begin = new InitiateMultipartUploadRequest
            {
                BucketName = bucket,
                Key = key,
                ContentType = "application/octet-stream",
            };
            begin.Metadata.Add(Nonce, _nonce);
            _upload = (await s3.InitiateMultipartUploadAsync(begin, cancellation)).UploadId;
        }

        var number = _parts.Count + 1;
        var sent = await s3.UploadPartAsync(new UploadPartRequest
        {
            BucketName = bucket,
            Key = key,
            UploadId = _upload,
            PartNumber = number,
            InputStream = Rewound(),
            PartSize = _part.Length,
            UseChunkEncoding = false,
        }, cancellation);
        _parts.Add(new(number, sent.ETag));
        await _part.DisposeAsync();
        _part = new();
    }

    private async Task<bool> IsOurs(CancellationToken cancellation)
    {
        var there = await s3.GetObjectMetadataAsync(bucket, key, cancellation);

        return there.Metadata[Nonce] == _nonce;
    }

    private MemoryStream Rewound()
    {
        _part.Position = 0;

        return _part;
    }
}
