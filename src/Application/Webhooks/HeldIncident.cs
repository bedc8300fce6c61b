namespace Incidents.Application.Webhooks;

/// <summary>An incident of which a webhook refused an event. What follows on it of that incident waits for
/// it; what is recorded of others does not.</summary>
/// <param name="Subject">The incident, or what else it happened to; none: the school itself.</param>
/// <param name="Position">Of the event that was refused.</param>
/// <param name="NextTryAt">When it is sent again, UTC; none: it was given up after a day.</param>
/// <param name="Failures">How often in a row it was refused.</param>
/// <param name="FailingSince">Since when, UTC.</param>
/// <param name="LastStatus">What the receiver answered last.</param>
public sealed record HeldIncident(
    Guid? Subject, long Position, DateTimeOffset? NextTryAt, int Failures, DateTimeOffset FailingSince,
    int? LastStatus)
{
    /// <summary>It was refused once more.</summary>
    public HeldIncident Refused(Attempt attempt, DateTimeOffset now, double jitter) => this with
    {
        Failures = Failures + 1,
        LastStatus = attempt.Status,
        NextTryAt = Pauses.Next(Failures, FailingSince, now, attempt.RetryAfter, jitter),
    };

    /// <summary>What followed on it was refused: the day of trying is that event's own.</summary>
    public HeldIncident At(long position, DateTimeOffset now) =>
        Position == position ? this : this with { Position = position, Failures = 0, FailingSince = now };
}

/// <summary>How long is waited before what was not taken is sent again.</summary>
internal static class Pauses
{
    /// <summary>For how long the same event is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>When it is tried next; not at all, once the day is over.</summary>
    /// <param name="failures">How often it failed before.</param>
    /// <param name="asked">How long the receiver asked to be left alone, which is granted up to the longest
    /// pause.</param>
    /// <param name="jitter">By how much the pause differs from the rule, so that many do not come back at
    /// once: about 1.</param>
    public static DateTimeOffset? Next(
        int failures, DateTimeOffset since, DateTimeOffset now, TimeSpan? asked, double jitter)
    {
        var end = since + Patience;
        if (now >= end)
            return null;

        var pause = TimeSpan.FromTicks(
            (long)(Math.Min(First.Ticks * Math.Pow(4, failures), Longest.Ticks) * jitter));
        if (asked > pause)
            pause = asked < Longest ? asked.Value : Longest;

        return now + pause < end ? now + pause : end;
    }
}
