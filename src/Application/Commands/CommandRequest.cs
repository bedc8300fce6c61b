using Incidents.Application.Reporting;
using Incidents.Domain;

namespace Incidents.Application.Commands;

/// <summary>A command on its way.</summary>
/// <param name="IncidentId">The incident it is about; none: it reports a new one.</param>
/// <param name="ExpectedVersion">The version that the caller wrote against, where they said so.</param>
/// <param name="Key">What guards its retry, where the caller sent it.</param>
public sealed record CommandRequest(
    Caller Caller, IncidentCommand Command, Guid? IncidentId, long? ExpectedVersion = null,
    RetryKey? Key = null)
{
    /// <summary>The id of what it makes, where that is not a fresh one: an import's follows from the row, so
    /// that a row makes one incident however often it is sent.</summary>
    public Guid? NewId { get; init; }

    /// <summary>By which its reporter follows it up, where nobody is to know whose report it is; the same
    /// however often it is tried.</summary>
    internal Lazy<Task<NewReceipt>>? Receipt { get; init; }

    /// <summary>What its file is found to be when it is read again, where it asks for that; read once,
    /// however often it is tried.</summary>
    internal Lazy<Task<RereadFile?>>? Reread { get; init; }

    /// <summary>What the record of it must not tell.</summary>
    public Discretion Discretion => Command.DiscretionFor(Caller.Actor);
}

/// <summary>What guards a retry.</summary>
/// <param name="Key">The caller's Idempotency-Key.</param>
/// <param name="Fingerprint">What was asked under it: method, path and body.</param>
public sealed record RetryKey(string Key, ReadOnlyMemory<byte> Fingerprint);
