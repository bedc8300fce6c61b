namespace Incidents.Domain;

/// <summary>How a deadline stands.</summary>
public enum DeadlineState
{
    /// <summary>The step is still to be done.</summary>
    Running,

    /// <summary>The step was done in time.</summary>
    Met,

    /// <summary>The step was done late; or its time has run out, and it is still to be done.</summary>
    Missed,

    /// <summary>The step is no longer called for, or is to be done by another deadline.</summary>
    Stopped,
}

/// <summary>A rung of the ladder on one deadline.</summary>
/// <param name="Id">The rung's id in the pack.</param>
/// <param name="At">When it is due, UTC.</param>
/// <param name="Taken">Whether the clock has acted.</param>
public sealed record RungTime(string Id, DateTimeOffset At, bool Taken);

/// <summary>By when a step is to be done on one incident (must-7). Its time was counted when it
/// started; it moves only with the incident.</summary>
/// <param name="Number">From 1 within the incident, in the order in which they started.</param>
/// <param name="Step">The duty's id.</param>
/// <param name="PartId">The part of the incident that it is about, where the step is one of a part.</param>
/// <param name="StartedBy">Version of the event that started it.</param>
/// <param name="StartedAt">From when its time counts, UTC.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="CalendarVersion">Version of the pack whose calendar counted it.</param>
/// <param name="Beyond">Whether it was counted past the days that the calendar tells of.</param>
/// <param name="State">Running until the step is done or no longer called for, also when its time has
/// run out.</param>
/// <param name="EndedAt">When the step was done, or no longer called for, UTC.</param>
/// <param name="Missed">Whether the clock has recorded that its time ran out.</param>
/// <param name="TookSeconds">How long it took, on its own clock, once the step is done.</param>
/// <param name="DoneBy">Version of the event that did the step.</param>
public sealed record Deadline(
    int Number, string Step, Guid? PartId, Clock Clock, long StartedBy, DateTimeOffset StartedAt,
    DateTimeOffset DueAt, ImmutableArray<RungTime> Rungs, int CalendarVersion, bool Beyond,
    DeadlineState State = DeadlineState.Running, DateTimeOffset? EndedAt = null, bool Missed = false,
    long? TookSeconds = null, long? DoneBy = null)
{
    /// <summary>Whether the step is still to be done.</summary>
    public bool IsRunning => State == DeadlineState.Running;

    /// <summary>When the clock acts on it next, UTC; never, once everything is done.</summary>
    public DateTimeOffset? NextAt => !IsRunning
        ? null
        : Rungs.Where(rung => !rung.Taken).Select(rung => (DateTimeOffset?)rung.At)
            .Append(Missed ? null : DueAt).Min();

    /// <summary>How it stands at an instant: its time may have run out before the clock has acted.</summary>
    public DeadlineState StateAt(DateTimeOffset now) =>
        IsRunning && DueAt < now ? DeadlineState.Missed : State;

    /// <summary>By how much its step was done late, or is late at an instant; none: in time.</summary>
    public TimeSpan? LateBy(DateTimeOffset now) =>
        StateAt(now) == DeadlineState.Missed ? (EndedAt ?? now) - DueAt : null;

    /// <summary>Whether the clock's own event tells of this deadline, as it now stands.</summary>
    public bool Is(string step, Guid? partId, DateTimeOffset dueAt) =>
        IsRunning && Step == step && PartId == partId && DueAt == dueAt;
}

/// <summary>The deadline that an escalation of the clock is about.</summary>
/// <param name="Step">The duty's id.</param>
/// <param name="Rung">The rung's id in the pack.</param>
/// <param name="DueAt">UTC.</param>
public sealed record MissedDeadline(string Step, Guid? PartId, string Rung, DateTimeOffset DueAt);
