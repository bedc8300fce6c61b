using Incidents.Application.Evidence;

namespace Incidents.Application.Tests.Evidence;

public sealed class KeepingBlobsInAFolder : KeepingBlobs, IDisposable
{
    private static readonly DateTimeOffset LongAgo = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("incidents-blobs-").FullName;

    public KeepingBlobsInAFolder() => Store = new FileSystemBlobStore(_folder);

    protected override IBlobStore Store { get; }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task shards_by_name_in_two_levels_and_leaves_nothing_unfinished()
    {
        var blob = await Keep([1]);
        var name = blob.ToString("N");

        Files().Should().Equal(Path.Combine(_folder, "blobs", name[..2], name[2..4], name));
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
    public async Task sweeps_what_a_crash_left_and_nothing_else()
    {
        var kept = await Keep([1]);
        File.SetLastWriteTimeUtc(Files(kept), LongAgo.UtcDateTime);
        var incoming = Path.Combine(_folder, "incoming");
        await File.WriteAllTextAsync(Path.Combine(incoming, "abandoned"), "", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(incoming, "arriving"), "", Cancellation);
        File.SetLastWriteTimeUtc(Path.Combine(incoming, "abandoned"), LongAgo.UtcDateTime);

        (await Store.SweepAbandoned(Later, Cancellation)).Should().Be(1);

        Files().Should().BeEquivalentTo(Files(kept), Path.Combine(incoming, "arriving"));
    }

    [Fact]
    public async Task says_that_it_cannot_be_reached_when_its_folder_is_gone()
    {
        Directory.Delete(_folder, recursive: true);

        (await Store.IsReachable(Cancellation)).Should().BeFalse();
    }

    protected override IEnumerable<string> Names() => Files().Select(file => Path.GetFileName(file));

    private string Files(Guid blob) => Files().Single(file => Path.GetFileName(file) == blob.ToString("N"));

    private string[] Files() => Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
}
