using JasperFx.Events;

namespace Incidents.Application.Batching;

/// <summary>What one command writes: all of it, or nothing.</summary>
/// <param name="Stream">The incident.</param>
/// <param name="Expected">The version that it was decided on; 0: the incident is new.</param>
/// <param name="Events">What was decided, sealed; they follow on that version.</param>
/// <param name="Rows">What lies beside the events: the views that are written with them, keys, the kept
/// answer, whom they tell.</param>
public sealed record Unit(
    string Tenant, Guid Stream, long Expected, IReadOnlyList<IEvent> Events, IReadOnlyList<Row> Rows)
{
    /// <summary>What no two units of one transaction may both write.</summary>
    internal IEnumerable<(Type, string, object)> Claims =>
    [
        .. Rows.Where(row => row.IsNew).Select(row => (row.Document.GetType(), row.Tenant, row.Id)),
        .. Events.Take(1).Select(_ => (typeof(Unit), Tenant, (object)Stream)),
    ];

    /// <summary>Whether it begins a stream.</summary>
    internal bool Begins => Expected == 0 && Events.Count > 0;

    /// <summary>Whether it moves a stream that is there already.</summary>
    internal bool Follows => Expected > 0 && Events.Count > 0;
}

/// <summary>Another writer was faster: the incident is no longer as it was when the command was
/// decided.</summary>
public sealed class MovedOnException(Guid stream)
    : Exception($"Incident {stream} has moved on since it was loaded.");
