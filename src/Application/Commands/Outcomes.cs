using Incidents.Application.Reporting;
using Incidents.Domain;

namespace Incidents.Application.Commands;

/// <summary>Who calls, from the credentials alone.</summary>
/// <param name="Tenant">The school whose data it is about.</param>
/// <param name="Actor">Who acts.</param>
/// <param name="Correlation">Our own id for this call; never the client's.</param>
public sealed record Caller(string Tenant, Actor Actor, Guid Correlation);

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

    /// <summary>What the record of it must not tell.</summary>
    public Discretion Discretion => Command.DiscretionFor(Caller.Actor);
}

/// <summary>What guards a retry.</summary>
/// <param name="Key">The caller's Idempotency-Key.</param>
/// <param name="Fingerprint">What was asked under it: method, path and body.</param>
public sealed record RetryKey(string Key, ReadOnlyMemory<byte> Fingerprint);

/// <summary>What a command did.</summary>
/// <param name="Incident">The incident as it is now.</param>
/// <param name="Events">What was recorded; nothing where it was already so.</param>
/// <param name="Made">The id of the part that it made.</param>
/// <param name="Receipt">By which its reporter follows it up; shown here and never again.</param>
public sealed record Done(
    Incident Incident, IReadOnlyList<IncidentEvent> Events, string? Made, string? Receipt = null);

/// <summary>An answer as it goes out, to be given again byte for byte.</summary>
public sealed record Rendered(int Status, string? Location, string? ETag, byte[] Body);

/// <summary>What becomes of a request.</summary>
public abstract record Outcome
{
    /// <summary>It was done, now or before under the same Idempotency-Key.</summary>
    /// <param name="IncidentId">The incident; none where an answer is given again.</param>
    /// <param name="Events">How many events were recorded just now.</param>
    /// <param name="Discreet">Whether no log may tell of it.</param>
    public sealed record Answered(
        Rendered Answer, Guid? IncidentId, int Events, bool Repeated, bool Discreet = false) : Outcome;

    /// <summary>It was not done: a rule refused, a field is wrong, or it was written
    /// against another version.</summary>
    public sealed record NotDone(Decision Why) : Outcome;

    /// <summary>There is no such incident, or the caller may not see it.</summary>
    public sealed record NotFound : Outcome;

    /// <summary>The Idempotency-Key was used for something else.</summary>
    public sealed record KeyReused : Outcome;

    /// <summary>The school has taken as many anonymous reports as it takes in this hour.</summary>
    public sealed record TooMany(TimeSpan Wait) : Outcome;

    /// <summary>Other writers were in the way until the last try.</summary>
    public sealed record Busy : Outcome;
}
