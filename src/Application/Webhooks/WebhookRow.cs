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
public sealed record Attempt(DeliveryProblem? Problem, int? Status);

/// <summary>What a webhook's deliveries are signed with.</summary>
/// <param name="ValidUntil">UTC; none: until it is followed by another.</param>
public sealed record WebhookSecret(SealedText Secret, DateTimeOffset? ValidUntil);

/// <summary>Where another system is told of events, and how far it has been told.</summary>
/// <param name="Secrets">The one in force first.</param>
/// <param name="Events">Which types of event, as the interface names them; none: all.</param>
/// <param name="Position">The last position of the tenant's feed that it was told of or that is not for
/// it.</param>
/// <param name="NextTryAt">From when on it may be told, UTC; none: not at all.</param>
/// <param name="Failures">How often in a row the next event was not taken.</param>
/// <param name="FailingSince">Since when, UTC.</param>
/// <param name="TakenUntil">Until when a process has it in hand, UTC.</param>
public sealed record WebhookRow(
    Guid Id, SealedText Url, IReadOnlyList<WebhookSecret> Secrets, IReadOnlyList<string> Events,
    DateTimeOffset MadeAt, long Position, DateTimeOffset? NextTryAt,
    WebhookState State = WebhookState.Active, int Failures = 0, DateTimeOffset? FailingSince = null,
    DeliveryProblem? LastProblem = null, int? LastStatus = null, DateTimeOffset? LastSuccessAt = null,
    DateTimeOffset? TakenUntil = null)
{
    /// <summary>For how long the same event is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

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

    /// <summary>It did not take the next change: it is tried again with growing pauses, for a day.</summary>
    /// <param name="jitter">By how much the pause differs from the rule, so that many do not come back at
    /// once: about 1.</param>
    public WebhookRow Failed(Attempt attempt, DateTimeOffset now, double jitter)
    {
        var end = (FailingSince ?? now) + Patience;
        var failed = this with
        {
            Failures = Failures + 1,
            FailingSince = FailingSince ?? now,
            LastProblem = attempt.Problem,
            LastStatus = attempt.Status,
        };
        if (attempt.Problem == DeliveryProblem.Gone)
            return failed with { State = WebhookState.Disabled, NextTryAt = null };

        if (now >= end)
            return failed with { State = WebhookState.Parked, NextTryAt = null };

        var next = now + (Pause(Failures) * jitter);

        return failed with { NextTryAt = next < end ? next : end };
    }

    /// <summary>It is told again of what followed on a position.</summary>
    public WebhookRow From(long position, DateTimeOffset now) => this with
    {
        Position = position,
        State = WebhookState.Active,
        NextTryAt = now,
        Failures = 0,
        FailingSince = null,
    };

    /// <summary>The earlier secret signs too for as long as whoever receives needs to learn the new
    /// one.</summary>
    public WebhookRow Rotated(SealedText secret, DateTimeOffset earlierUntil) => this with
    {
        Secrets = [new(secret, ValidUntil: null), Secrets[0] with { ValidUntil = earlierUntil }],
    };

    private static TimeSpan Pause(int failures) => TimeSpan.FromTicks((long)Math.Min(
        FirstPause.Ticks * Math.Pow(4, failures), LongestPause.Ticks));
}
