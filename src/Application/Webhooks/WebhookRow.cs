using Incidents.Application.Changes;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Webhooks;

/// <summary>Whether a webhook is told of anything.</summary>
public enum WebhookState
{
    /// <summary>It is.</summary>
    Active,

    /// <summary>It did not take an event for a day. A replay sets it going again.</summary>
    Parked,

    /// <summary>It answered that it is gone (410). A replay sets it going again.</summary>
    Disabled,
}

/// <summary>Why something was not delivered.</summary>
public enum DeliveryProblem
{
    /// <summary>The receiver answered with another status than 200 to 299.</summary>
    Answered,

    /// <summary>The receiver pointed elsewhere, and nobody goes there.</summary>
    Redirected,

    /// <summary>The receiver answered that it is gone (410).</summary>
    Gone,

    /// <summary>The receiver took too long.</summary>
    TimedOut,

    /// <summary>There was no connection.</summary>
    Unreachable,

    /// <summary>Its name stands for an address that may not be reached.</summary>
    AddressRefused,
}

/// <summary>What came of one attempt.</summary>
/// <param name="Problem">None: it was taken.</param>
/// <param name="Status">What the receiver answered, where it did.</param>
/// <param name="RetryAfter">How long it asked to be left alone.</param>
public sealed record Attempt(DeliveryProblem? Problem, int? Status, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the receiver refused this very message, and may take another: it was there and
    /// answered, and did not say that it has too much to do.</summary>
    public bool IsRefusal =>
        Problem == DeliveryProblem.Answered && Status is not (408 or 425 or 429 or 502 or 503 or 504);
}

/// <summary>What a webhook's deliveries are signed with.</summary>
/// <param name="ValidUntil">UTC; none: until it is followed by another.</param>
public sealed record WebhookSecret(SealedText Secret, DateTimeOffset? ValidUntil);

/// <summary>Where another system is told of events, and how far it has been told.</summary>
/// <param name="Secrets">The one in force first.</param>
/// <param name="Events">Which types of event, as the interface names them; none: all.</param>
/// <param name="Position">The last position of the tenant's feed that it was told of or that is not for
/// it.</param>
/// <param name="NextTryAt">From when on it may be told, UTC; none: not at all.</param>
/// <param name="Failures">How often in a row the receiver could not be told of the next event.</param>
/// <param name="FailingSince">Since when, UTC.</param>
/// <param name="Held">Incidents of which it refused an event.</param>
/// <param name="HeldUntil">When the first of them is tried again, UTC.</param>
/// <param name="TakenUntil">Until when a process has it in hand, UTC.</param>
public sealed record WebhookRow(
    Guid Id, SealedText Url, IReadOnlyList<WebhookSecret> Secrets, IReadOnlyList<string> Events,
    DateTimeOffset MadeAt, long Position, DateTimeOffset? NextTryAt,
    WebhookState State = WebhookState.Active, int Failures = 0, DateTimeOffset? FailingSince = null,
    DeliveryProblem? LastProblem = null, int? LastStatus = null, DateTimeOffset? LastSuccessAt = null,
    DateTimeOffset? TakenUntil = null, IReadOnlyList<HeldIncident>? Held = null,
    DateTimeOffset? HeldUntil = null)
{
    /// <summary>Of so many incidents an event may be held: a receiver that refuses more has something wrong
    /// with it.</summary>
    public const int MostHeld = 100;

    private static readonly string Report = EventNames.InApi(typeof(IncidentReported));

    /// <summary>Whether it is to be told of a change. Of a report whose reporter is not to be found out
    /// (how-1), which an id of version 4 marks, nobody is told more than that there is one.</summary>
    public bool Wants(Change change) =>
        (Events.Count == 0 || Events.Contains(change.Type))
        && (!change.IsOfIncident || change.Subject is not { Version: 4 } || change.Type == Report);

    /// <summary>It took a change.</summary>
    public WebhookRow Took(long position, DateTimeOffset now) => this with
    {
        Position = position,
        LastSuccessAt = now,
        NextTryAt = now,
        Failures = 0,
        FailingSince = null,
        LastProblem = null,
        LastStatus = null,
    };

    /// <summary>Whether a change waits for an earlier one of the same incident.</summary>
    public bool Holds(Change change) => Held?.Any(held => held.Subject == change.Subject) ?? false;

    /// <summary>It refused a change, and is told of others all the same.</summary>
    public WebhookRow Refused(Change change, Attempt attempt, DateTimeOffset now, double jitter) => With(
    [
        .. Held ?? [],
        new HeldIncident(change.Subject, change.Position, NextTryAt: null, Failures: 0, now, LastStatus: null)
            .Refused(attempt, now, jitter),
    ]) with
    {
        Position = change.Position,
        NextTryAt = now,
        Failures = 0,
        FailingSince = null,
    };

    /// <summary>Of a held incident something became.</summary>
    /// <param name="after">None: all of it was taken.</param>
    public WebhookRow Tried(HeldIncident held, HeldIncident? after) => With(
    [
        .. (Held ?? []).Select(each => each == held ? after : each).OfType<HeldIncident>(),
    ]);

    private WebhookRow With(IReadOnlyList<HeldIncident> held) =>
        this with { Held = held, HeldUntil = held.Min(each => each.NextTryAt) };

    /// <summary>It could not be told of the next change: it is tried again with growing pauses, for a
    /// day.</summary>
    /// <param name="jitter">By how much the pause differs from the rule, so that many do not come back at
    /// once: about 1.</param>
    public WebhookRow Failed(Attempt attempt, DateTimeOffset now, double jitter)
    {
        var failed = this with
        {
            Failures = Failures + 1,
            FailingSince = FailingSince ?? now,
            LastProblem = attempt.Problem,
            LastStatus = attempt.Status,
        };
        if (attempt.Problem == DeliveryProblem.Gone)
            return failed with { State = WebhookState.Disabled, NextTryAt = null };

        return Pauses.Next(Failures, FailingSince ?? now, now, attempt.RetryAfter, jitter) is { } next
            ? failed with { NextTryAt = next }
            : failed with { State = WebhookState.Parked, NextTryAt = null };
    }

    /// <summary>It is told again of what followed on a position.</summary>
    public WebhookRow From(long position, DateTimeOffset now) => this with
    {
        Position = position,
        State = WebhookState.Active,
        NextTryAt = now,
        Failures = 0,
        FailingSince = null,
        Held = [],
        HeldUntil = null,
    };

    /// <summary>The earlier secret signs too for as long as whoever receives needs to learn the new
    /// one.</summary>
    public WebhookRow Rotated(SealedText secret, DateTimeOffset earlierUntil) => this with
    {
        Secrets = [new(secret, ValidUntil: null), Secrets[0] with { ValidUntil = earlierUntil }],
    };
}
