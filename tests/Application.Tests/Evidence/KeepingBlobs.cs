using System.Security.Cryptography;
using Incidents.Application.Evidence;
using Incidents.Application.Tests.PersonalData;

namespace Incidents.Application.Tests.Evidence;

public sealed class KeepingBlobs : IDisposable
{
    private static readonly DateTimeOffset LongAgo = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("incidents-blobs-").FullName;
    private readonly FileSystemBlobStore _store;

    public KeepingBlobs() => _store = new(_folder);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task gives_back_what_was_written()
    {
        var blob = await Keep([1, 2, 3]);

        (await _store.Exists(blob, Cancellation)).Should().BeTrue();
        (await Content(blob)).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task shards_by_name_in_two_levels_and_leaves_nothing_unfinished()
    {
        var blob = await Keep([1]);
        var name = blob.ToString("N");

        Files().Should().Equal(Path.Combine(_folder, "blobs", name[..2], name[2..4], name));
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
    public async Task lets_nobody_else_look()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var file = Files(await Keep([1]));

        ModeOf(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        for (var folder = Path.GetDirectoryName(file)!;
             folder.Length >= _folder.Length;
             folder = Path.GetDirectoryName(folder)!)
            ModeOf(folder).Should()
                .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task shows_no_blob_before_all_of_it_is_written()
    {
        await _store.Write(async (blob, sink, cancellation) =>
        {
            await sink.WriteAsync(new byte[100_000], cancellation);
            (await _store.Exists(blob, cancellation)).Should().BeFalse();
            (await _store.OpenRead(blob, cancellation)).Should().BeNull();
            (await _store.OlderThan(DateTimeOffset.MaxValue).ToListAsync(cancellation)).Should().BeEmpty();

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

        await FluentActions.Awaiting(() => _store.Write(Encrypt, Cancellation))
            .Should().ThrowAsync<IOException>();

        upload.Given.Should().BeInRange(200_000, 299_999);
        Files().Should().BeEmpty();
    }

    [Fact]
    public async Task keeps_nothing_of_an_upload_that_is_cancelled()
    {
        using var cancelling = new CancellationTokenSource();

        await FluentActions.Awaiting(() => _store.Write(async (blob, sink, cancellation) =>
            {
                await sink.WriteAsync(new byte[100], cancellation);
                await cancelling.CancelAsync();

                return blob;
            }, cancelling.Token))
            .Should().ThrowAsync<OperationCanceledException>();

        Files().Should().BeEmpty();
    }

    [Fact]
    public async Task removes_a_blob_once()
    {
        var blob = await Keep([1]);

        (await _store.Delete(blob, Cancellation)).Should().BeTrue();
        (await _store.Delete(blob, Cancellation)).Should().BeFalse();
        (await _store.OpenRead(blob, Cancellation)).Should().BeNull();
        Files().Should().BeEmpty();
    }

    [Fact]
    public async Task lists_the_blobs_of_before_an_instant()
    {
        var old = await Keep([1]);
        File.SetLastWriteTimeUtc(Files(old), LongAgo.UtcDateTime);
        await Keep([2]);
        await File.WriteAllTextAsync(Path.Combine(_folder, "blobs", ".note"), "not ours", Cancellation);
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "blobs", ".note"), LongAgo.UtcDateTime);

        (await _store.OlderThan(Later).ToListAsync(Cancellation)).Should().Equal(old);
        (await _store.OlderThan(LongAgo).ToListAsync(Cancellation)).Should().BeEmpty();
    }

    [Fact]
    public async Task sweeps_what_a_crash_left_and_nothing_else()
    {
        var kept = await Keep([1]);
        File.SetLastWriteTimeUtc(Files(kept), LongAgo.UtcDateTime);
        var incoming = Path.Combine(_folder, "incoming");
        await File.WriteAllTextAsync(Path.Combine(incoming, "abandoned"), "", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(incoming, "arriving"), "", Cancellation);
        File.SetLastWriteTimeUtc(Path.Combine(incoming, "abandoned"), LongAgo.UtcDateTime);

        (await _store.SweepAbandoned(Later, Cancellation)).Should().Be(1);

        Files().Should().BeEquivalentTo(Files(kept), Path.Combine(incoming, "arriving"));
    }

    private Task<Guid> Keep(byte[] content) => _store.Write(async (blob, sink, cancellation) =>
    {
        await sink.WriteAsync(content, cancellation);
        return blob;
    }, Cancellation);

    private async Task<byte[]> Content(Guid blob)
    {
        await using var stream = (await _store.OpenRead(blob, Cancellation))!;
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancellation);

        return read.ToArray();
    }

    private string Files(Guid blob) => Files().Single(file => Path.GetFileName(file) == blob.ToString("N"));

    private string[] Files() => Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
}
