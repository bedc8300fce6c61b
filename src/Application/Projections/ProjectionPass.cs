namespace Incidents.Application.Projections;

/// <summary>What became of a pass of a view that is built behind the write.</summary>
/// <param name="Left">How many changes it has not taken up.</param>
/// <param name="Stops">The schools of which it goes no further.</param>
/// <param name="HasMoved">Whether it has come on since the pass before, by this process or another.</param>
public sealed record ProjectionPass(long Left, IReadOnlyList<ProjectionStop> Stops, bool HasMoved);

/// <summary>A change that a view cannot show.</summary>
/// <param name="Position">Its position in the school's feed.</param>
/// <param name="Problem">What the database calls it, by its code.</param>
/// <param name="IsNew">Whether it stopped there just now.</param>
public sealed record ProjectionStop(string Tenant, long Position, string Problem, bool IsNew);
