namespace Incidents.Application.Evidence;

/// <summary>Where files of evidence are kept, encrypted already, each under a random name. It need not be
/// able to list what it keeps: what no record names is found by <see cref="KeptFile"/>.</summary>
/// <exception cref="EvidenceStoreAwayException">Of each: the store cannot be reached.</exception>
public interface IBlobStore
{
    /// <summary>Keeps what is written, under a new random name. Where writing fails, or is cancelled, nothing
    /// stays.</summary>
    /// <param name="write">Is given the name and where to write; what it returns is returned.</param>
    /// <param name="name">The name, where it has one already: a file that comes from another store.</param>
    public Task<T> Write<T>(
        Func<Guid, Stream, CancellationToken, Task<T>> write, CancellationToken cancellation,
        Guid? name = null);

    /// <summary>Opens a blob for reading, or null where there is none.</summary>
    public Task<Stream?> OpenRead(Guid blob, CancellationToken cancellation);

    /// <summary>Removes a blob, where it is there.</summary>
    public Task Delete(Guid blob, CancellationToken cancellation);

    /// <summary>Whether files can be kept and read now.</summary>
    public Task<bool> IsReachable(CancellationToken cancellation);

    /// <summary>Removes what was left of uploads that a crash cut off, last written to before an
    /// instant.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> SweepAbandoned(DateTimeOffset olderThan, CancellationToken cancellation);
}

/// <summary>The store of evidence cannot be reached, or does not take or give what is asked of it.</summary>
public sealed class EvidenceStoreAwayException(string message, Exception? cause = null)
    : Exception(message, cause);
