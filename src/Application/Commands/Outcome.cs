using Incidents.Domain;

namespace Incidents.Application.Commands;

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
