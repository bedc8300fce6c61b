namespace Incidents.Benchmarks;

/// <summary>What one request takes of the machine, on average.</summary>
/// <param name="Service">Time of the service on processors, in microseconds.</param>
/// <param name="Database">The same of PostgreSQL, with what is done behind the write meanwhile.</param>
/// <param name="AllocatedKiB">What the service allocates.</param>
internal sealed record Cost(double Service, double Database, double? AllocatedKiB);

/// <summary>What the service and its database have taken of the machine since they were started.</summary>
/// <param name="Allocated">By the service, in bytes; 0: not counted.</param>
internal sealed record Spent(TimeSpan Service, TimeSpan Database, long Allocated)
{
    public Spent And(Spent other) =>
        new(Service + other.Service, Database + other.Database, Allocated + other.Allocated);

    /// <summary>What each of so many requests has taken since an earlier moment.</summary>
    public Cost Each(double requests, Spent since) => new(
        (Service - since.Service).TotalMicroseconds / requests,
        (Database - since.Database).TotalMicroseconds / requests,
        Allocated == 0 ? null : (Allocated - since.Allocated) / 1024.0 / requests);
}
