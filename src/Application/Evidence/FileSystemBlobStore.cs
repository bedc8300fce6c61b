using Incidents.Application.PersonalData;
using Incidents.Domain;

namespace Incidents.Application.Evidence;

/// <summary>Blobs as files in a folder. A blob has its name only when all of it is on the disk.</summary>
public sealed class FileSystemBlobStore : IBlobStore
{
    /// <summary>What the system calls a disk that takes nothing: it fails, is full, read-only, or what one
    /// user may have is used up.</summary>
    private static readonly int[] TakesNothing = [5, 28, 30, 122];

    private readonly string _blobs;
    private readonly string _incoming;

    /// <summary>A store in a folder, which is made where it is not there.</summary>
    public FileSystemBlobStore(string folder)
    {
        folder = Path.GetFullPath(folder);
        _blobs = Path.Combine(folder, "blobs");
        _incoming = Path.Combine(folder, "incoming");

        PrivateFiles.MakeFolder(folder);
        PrivateFiles.MakeFolder(_blobs);
        PrivateFiles.MakeFolder(_incoming);
    }

    /// <inheritdoc/>
    public async Task<T> Write<T>(
        Func<Guid, Stream, CancellationToken, Task<T>> write, CancellationToken cancellation,
        Guid? name = null)
    {
        var blob = name ?? Ids.Random();
        var incoming = Path.Combine(_incoming, blob.ToString("N"));

        try
        {
            T result;
            await using (var sink = PrivateFiles.Create(incoming))
            {
                result = await write(blob, sink, cancellation);
                await sink.FlushAsync(cancellation);
                sink.Flush(flushToDisk: true);
            }

            // To the hour, of every file alike: it must not tell when somebody sent it whom nobody knows.
            var written = new DateTimeOffset(File.GetLastWriteTimeUtc(incoming));
            File.SetLastWriteTimeUtc(incoming, Moments.ToTheHour(written).UtcDateTime);
            Name(incoming, PathOf(blob));

            return result;
        }
        catch (Exception exception)
        {
            File.Delete(incoming);
            DeleteFile(PathOf(blob));
            if (exception is IOException { HResult: var error } && TakesNothing.Contains(error))
                throw new EvidenceStoreAwayException("The disk of the evidence takes nothing.", exception);

            throw;
        }
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenRead(Guid blob, CancellationToken cancellation)
    {
        var path = PathOf(blob);

        return Task.FromResult<Stream?>(File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete,
                bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan)
            : null);
    }

    /// <inheritdoc/>
    public Task Delete(Guid blob, CancellationToken cancellation)
    {
        DeleteFile(PathOf(blob));

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> IsReachable(CancellationToken cancellation) =>
        Task.FromResult(Directory.Exists(_blobs) && Directory.Exists(_incoming));

    /// <inheritdoc/>
    public Task<int> SweepAbandoned(DateTimeOffset olderThan, CancellationToken cancellation)
    {
        var abandoned = new DirectoryInfo(_incoming).EnumerateFiles()
            .Where(file => file.LastWriteTimeUtc < olderThan.UtcDateTime)
            .ToList();

        foreach (var file in abandoned)
            file.Delete();

        return Task.FromResult(abandoned.Count);
    }

    // Two levels of 256 folders: a folder with millions of names is slow to list and to back up.
    private string PathOf(Guid blob)
    {
        var name = blob.ToString("N");

        return Path.Combine(_blobs, name[..2], name[2..4], name);
    }

    private void Name(string incoming, string path)
    {
        var inner = Path.GetDirectoryName(path)!;
        var outer = Path.GetDirectoryName(inner)!;
        PrivateFiles.MakeFolder(outer);
        PrivateFiles.MakeFolder(inner);

        File.Move(incoming, path);

        // From the file up: each name is on the disk before the one that leads to it.
        PrivateFiles.FlushFolder(inner);
        PrivateFiles.FlushFolder(outer);
        PrivateFiles.FlushFolder(_blobs);
    }

    private static void DeleteFile(string path)
    {
        if (!File.Exists(path))
            return;

        File.Delete(path);
        PrivateFiles.FlushFolder(Path.GetDirectoryName(path)!);
    }
}
