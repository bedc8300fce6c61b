namespace Incidents.Application.Evidence;

/// <summary>Where files of evidence are kept, encrypted already, each under a random name.</summary>
public interface IBlobStore
{
    /// <summary>Keeps what is written, under a new random name. Where writing fails, or is cancelled, nothing
    /// stays.</summary>
    /// <param name="write">Is given the name and where to write; what it returns is returned.</param>
    public Task<T> Write<T>(
        Func<Guid, Stream, CancellationToken, Task<T>> write, CancellationToken cancellation);

    /// <summary>Opens a blob for reading, or null where there is none.</summary>
    public Task<Stream?> OpenRead(Guid blob, CancellationToken cancellation);

    /// <summary>Removes a blob; whether it was there.</summary>
    public Task<bool> Delete(Guid blob, CancellationToken cancellation);

    /// <summary>Whether a blob is there.</summary>
    public Task<bool> Exists(Guid blob, CancellationToken cancellation);

    /// <summary>The blobs that were written before an instant, to find those that no event names.</summary>
    public IAsyncEnumerable<Guid> OlderThan(DateTimeOffset instant);

    /// <summary>Removes what was left of uploads that a crash cut off, last written to before an
    /// instant.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> SweepAbandoned(DateTimeOffset olderThan, CancellationToken cancellation);
}
