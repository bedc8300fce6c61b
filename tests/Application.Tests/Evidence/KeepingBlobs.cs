using System.Security.Cryptography;
using Incidents.Application.Evidence;
using Incidents.Application.Tests.PersonalData;

namespace Incidents.Application.Tests.Evidence;

/// <summary>What every store of evidence does, wherever it keeps the files.</summary>
public abstract class KeepingBlobs
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract IBlobStore Store { get; }

    /// <summary>The names of all that lies there, what has not arrived as a whole included.</summary>
    protected abstract IEnumerable<string> Names();

    [Fact]
    public async Task gives_back_what_was_written()
    {
        var blob = await Keep([1, 2, 3]);

        (await Content(blob)).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task takes_names_that_tell_nothing()
    {
        var blobs = new List<Guid>();
        for (var i = 0; i < 20; i++)
            blobs.Add(await Keep([1]));

        blobs.Should().OnlyHaveUniqueItems().And.AllSatisfy(blob => blob.Version.Should().Be(4));
    }

    [Fact]
    public async Task shows_no_blob_before_all_of_it_is_written()
    {
        await Store.Write(async (blob, sink, cancellation) =>
        {
            await sink.WriteAsync(new byte[100_000], cancellation);
            (await Store.OpenRead(blob, cancellation)).Should().BeNull();

            return blob;
        }, Cancellation);
    }

    [Fact]
    public async Task keeps_nothing_of_an_upload_that_is_cut()
    {
        var upload = new Dribble(RandomNumberGenerator.GetBytes(300_000), piece: 10_000, breaksAt: 200_000);

        Task<ClearFile> Encrypt(Guid blob, Stream sink, CancellationToken cancellation) =>
            EncryptedFile.EncryptAsync(
            upload, sink, new byte[32], new(Samples.Tenant, Samples.Stream, blob), long.MaxValue,
            cancellation);

        await FluentActions.Awaiting(() => Store.Write(Encrypt, Cancellation))
            .Should().ThrowAsync<IOException>();

        upload.Given.Should().BeInRange(200_000, 299_999);
        Names().Should().BeEmpty();
    }

    [Fact]
    public async Task keeps_nothing_of_an_upload_that_is_cancelled()
    {
        using var cancelling = new CancellationTokenSource();

        await FluentActions.Awaiting(() => Store.Write(async (blob, sink, cancellation) =>
            {
                await sink.WriteAsync(new byte[100], cancellation);
                await cancelling.CancelAsync();

                return blob;
            }, cancelling.Token))
            .Should().ThrowAsync<OperationCanceledException>();

        Names().Should().BeEmpty();
    }

    [Fact]
    public async Task removes_a_blob_and_minds_not_when_it_is_gone()
    {
        var blob = await Keep([1]);

        await Store.Delete(blob, Cancellation);
        await Store.Delete(blob, Cancellation);

        (await Store.OpenRead(blob, Cancellation)).Should().BeNull();
        Names().Should().BeEmpty();
    }

    [Fact]
    public async Task keeps_what_is_large_whole()
    {
        var large = RandomNumberGenerator.GetBytes(11 * 1024 * 1024);

        var blob = await Store.Write(async (blob, sink, cancellation) =>
        {
            foreach (var piece in large.Chunk(70_000))
                await sink.WriteAsync(piece, cancellation);

            return blob;
        }, Cancellation);

        (await Content(blob)).Should().Equal(large);
        Names().Should().Equal(blob.ToString("N"));
    }

    [Fact]
    public async Task keeps_what_is_empty()
    {
        var blob = await Keep([]);

        (await Content(blob)).Should().BeEmpty();
    }

    [Fact]
    public async Task has_nothing_under_a_name_that_it_did_not_give() =>
        (await Store.OpenRead(Guid.NewGuid(), Cancellation)).Should().BeNull();

    [Fact]
    public async Task says_that_it_can_be_reached() =>
        (await Store.IsReachable(Cancellation)).Should().BeTrue();

    protected Task<Guid> Keep(byte[] content) => Store.Write(async (blob, sink, cancellation) =>
    {
        await sink.WriteAsync(content, cancellation);
        return blob;
    }, Cancellation);

    protected async Task<byte[]> Content(Guid blob)
    {
        await using var stream = (await Store.OpenRead(blob, Cancellation))!;
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancellation);

        return read.ToArray();
    }
}
