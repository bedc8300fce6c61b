using System.Net;
using System.Security.Cryptography;
using Incidents.Application.Evidence;

namespace Incidents.Application.Tests.Evidence;

public sealed class KeepingBlobsInABucket : KeepingBlobs, IAsyncLifetime
{
    private const string Prefix = "school/";

    private BucketServer _bucket = null!;
    private S3BlobStore _store = null!;

    protected override IBlobStore Store => _store;

    public async ValueTask InitializeAsync()
    {
        _bucket = await BucketServer.Start();
        _store = With(BucketServer.SecretKey);
    }

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        await _bucket.DisposeAsync();
    }

    [Fact]
    public async Task asks_nobody_for_a_list_and_writes_nothing_over()
    {
        var blob = await Keep([1, 2, 3]);
        await Content(blob);
        await Store.OpenRead(Guid.NewGuid(), Cancellation);
        await Store.Delete(blob, Cancellation);
        await Store.SweepAbandoned(DateTimeOffset.MaxValue, Cancellation);

        _bucket.Asked.Should().NotContain(asked => asked.EndsWith("list"));
        _bucket.Asked.Should().NotContain("HEAD");
    }

    [Fact]
    public async Task knows_what_is_missing_also_where_the_store_says_so()
    {
        _bucket.HidesWhatIsMissing = false;

        (await Store.OpenRead(Guid.NewGuid(), Cancellation)).Should().BeNull();
    }

    [Theory, InlineData(100), InlineData(6_000_000)]
    public async Task knows_its_own_when_the_answer_was_lost_and_it_sent_again(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        await Store.IsReachable(Cancellation);
        _bucket.LosesNextAnswer = true;

        var blob = await Keep(content);

        (await Content(blob)).Should().Equal(content);
        _bucket.LosesNextAnswer.Should().BeFalse();
    }

    [Fact]
    public async Task leaves_what_is_another_s_as_it_is()
    {
        var other = new BucketServer.Kept([7], "\"7\"", "other");

        var write = () => Store.Write((blob, _, _) =>
        {
            _bucket.Objects[$"{Prefix}{blob:N}"] = other;
            return Task.FromResult(blob);
        }, Cancellation);

        await write.Should().ThrowAsync<EvidenceStoreAwayException>();
        _bucket.Objects.Values.Should().Contain(other);
    }

    [Fact]
    public async Task does_not_take_what_may_not_be_read_for_missing()
    {
        await Store.IsReachable(Cancellation);
        var blob = await Keep([1]);
        _bucket.Failing = (HttpStatusCode.Forbidden, "AccessDenied");

        await Store.Awaiting(s => s.OpenRead(blob, Cancellation)).Should()
            .ThrowAsync<EvidenceStoreAwayException>();
        (await Store.IsReachable(Cancellation)).Should().BeFalse();
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "NoSuchBucket")]
    [InlineData(HttpStatusCode.InternalServerError, "InternalError")]
    [InlineData(HttpStatusCode.Forbidden, "InvalidAccessKeyId")]
    public async Task says_that_it_is_away(HttpStatusCode status, string code)
    {
        _bucket.Failing = (status, code);

        await Store.Awaiting(_ => Keep([1])).Should().ThrowAsync<EvidenceStoreAwayException>();
        await Store.Awaiting(s => s.OpenRead(Guid.NewGuid(), Cancellation)).Should()
            .ThrowAsync<EvidenceStoreAwayException>();
        await Store.Awaiting(s => s.Delete(Guid.NewGuid(), Cancellation)).Should()
            .ThrowAsync<EvidenceStoreAwayException>();
        (await Store.IsReachable(Cancellation)).Should().BeFalse();
    }

    [Fact]
    public async Task says_that_it_is_away_where_nobody_listens()
    {
        await _bucket.DisposeAsync();

        await Store.Awaiting(_ => Keep([1])).Should().ThrowAsync<EvidenceStoreAwayException>();
    }

    [Fact]
    public async Task opens_to_nobody_with_another_secret()
    {
        using var other = With("another-secret");

        await other.Awaiting(s => s.Write((blob, _, _) => Task.FromResult(blob), Cancellation)).Should()
            .ThrowAsync<EvidenceStoreAwayException>();
        _bucket.Objects.Should().BeEmpty();
    }

    [Fact]
    public async Task keeps_no_part_of_a_large_upload_that_breaks_off()
    {
        await Store.Awaiting(s => s.Write<int>(async (_, sink, cancellation) =>
        {
            await sink.WriteAsync(new byte[11_000_000], cancellation);
            _bucket.Uploads.Should().HaveCount(1);
            throw new IOException("cut");
        }, Cancellation)).Should().ThrowAsync<IOException>();

        Names().Should().BeEmpty();
    }

    protected override IEnumerable<string> Names() => _bucket.Objects.Keys.Concat(_bucket.Uploads)
        .Where(key => key != Prefix + "incidents").Select(key => key[Prefix.Length..]);

    private S3BlobStore With(string secret) => new(new(
        BucketServer.Bucket, _bucket.Address, "eu-west-2", Prefix, BucketServer.AccessKey, secret,
        IsPathStyle: true));
}
