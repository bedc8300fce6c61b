using Incidents.Domain;

namespace Incidents.Application.Register;

/// <summary>What the registers and reports say of an incident beyond its line: ids, words and instants, and
/// no text.</summary>
public sealed record RegisterFacts
{
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The version of the event that said when it happened, which a correction names; none: nobody
    /// said it, or the line was written before this was kept.</summary>
    public long? OccurredIn { get; init; }

    public DateTimeOffset? DiscoveredAt { get; init; }

    public DateTimeOffset? IcoAssessedAt { get; init; }

    public IcoOutcome? IcoDecision { get; init; }

    /// <summary>When the ICO was notified, as whoever notified it says.</summary>
    public DateTimeOffset? IcoNotifiedAt { get; init; }

    public long? IcoLateBySeconds { get; init; }

    /// <summary>The version of the event that notified it, which a correction names.</summary>
    public long? IcoNotifiedIn { get; init; }

    public int IcoSupplements { get; init; }

    /// <summary>Whether people were informed, or it was decided not to; none: neither.</summary>
    public bool? PeopleInformed { get; init; }

    public DateTimeOffset? PeopleInformedAt { get; init; }

    /// <summary>When it was closed, if it is.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When the first control against recurrence was put in place.</summary>
    public DateTimeOffset? FirstControlAt { get; init; }

    /// <summary>The information policies that the investigation found to be breached.</summary>
    public IReadOnlyList<string> PoliciesBreached { get; init; } = [];

    /// <summary>The points of the policy that were not kept, one row each time. Those that rest on what can
    /// be corrected are put in at the end.</summary>
    public IReadOnlyList<string> FailedPoints { get; init; } = [];

    /// <summary>What it waits for, while it is open.</summary>
    public NextStep? Next { get; init; }

    /// <summary>Since when it waits for that.</summary>
    public DateTimeOffset? NextSince { get; init; }

    /// <summary>The facts after one more event.</summary>
    /// <param name="at">When it was recorded, UTC.</param>
    public RegisterFacts After(
        IncidentEvent @event, DateTimeOffset at, Incident incident, NextStep? next) =>
        With(@event, at, incident.Version) with
        {
            DiscoveredAt = incident.DiscoveredAt,
            FailedPoints = [.. FailedPoints, .. Domain.FailedPoints.Of(@event)],
            Next = next,
            NextSince = next is null ? null : next.Duty == Next?.Duty ? NextSince : at,
        };

    private RegisterFacts With(IncidentEvent @event, DateTimeOffset at, long version) => @event switch
    {
        IncidentReported e => Saying(e.OccurredAt, version),
        IncidentImported e => Saying(e.OccurredAt, version) with
        {
            IcoNotifiedAt = e.IcoNotifiedAt,
            PeopleInformed = e.PeopleInformed == Answer.Unknown ? null : e.PeopleInformed == Answer.Yes,
            PeopleInformedAt = e.PeopleInformedAt,
            ClosedAt = e.ClosedAt,
        },
        DetailsAdded e => Saying(e.OccurredAt, version),
        // What came to be said elsewhere since is not what this corrects.
        RecordCorrected { Field: Correctable.OccurredAt } e
            when OccurredIn is null || e.Corrects == OccurredIn => this with { OccurredAt = e.Instant },
        RecordCorrected { Field: Correctable.SentAt } e when e.Corrects == IcoNotifiedIn => this with
        {
            IcoNotifiedAt = e.Instant,
            IcoLateBySeconds = e.LateBySeconds,
        },
        InvestigationScoped e => this with { PoliciesBreached = e.PoliciesBreached },
        ControlPutInPlace => this with { FirstControlAt = FirstControlAt ?? at },
        IcoAssessed e => this with { IcoAssessedAt = at, IcoDecision = e.Decision },
        IcoNotified e => this with
        {
            IcoNotifiedAt = e.SentAt,
            IcoLateBySeconds = e.LateBySeconds,
            IcoNotifiedIn = version,
        },
        IcoNotificationSupplemented => this with { IcoSupplements = IcoSupplements + 1 },
        DataSubjectsInformed e => this with { PeopleInformed = true, PeopleInformedAt = e.InformedAt },
        DataSubjectsNotInformed => this with { PeopleInformed = PeopleInformed ?? false },
        IncidentClosed => this with { ClosedAt = at },
        IncidentReopened => this with { ClosedAt = null },
        _ => this,
    };

    private RegisterFacts Saying(DateTimeOffset? occurredAt, long version) =>
        occurredAt is null ? this : this with { OccurredAt = occurredAt, OccurredIn = version };
}
