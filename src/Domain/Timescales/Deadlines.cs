namespace Incidents.Domain;

/// <summary>The deadlines of an incident, from its events (must-7). Lengths and ladder are those of the pack
/// that the incident pinned; working time is counted by the calendar in force when a deadline
/// starts.</summary>
public static class Deadlines
{
    /// <summary>Whether such an event can start, move or end a deadline, or is the clock's own.</summary>
    public static bool AreTouchedBy(IncidentEvent @event) => PendingSteps.DoneBy(@event) is not null
        || @event is InvestigationTakenOver or AllocationDeclined or IncidentErased
            or RecordCorrected { Field: Correctable.AwareAt or Correctable.SentAt }
            or TimescaleWarned or TimescaleMissed or IncidentEscalated { Missed: not null };

    /// <summary>The deadlines after one more event.</summary>
    /// <param name="before">The incident before it.</param>
    /// <param name="at">When it was recorded, UTC.</param>
    /// <param name="pack">The pack that the incident pinned.</param>
    /// <param name="inForce">The calendar that was in force at an instant.</param>
    public static ImmutableArray<Deadline> After(
        ImmutableArray<Deadline> deadlines, Incident before, IncidentEvent @event, DateTimeOffset at,
        PolicyPack pack, Func<DateTimeOffset, CalendarInForce> inForce)
    {
        if (@event is TimescaleWarned or TimescaleMissed or IncidentEscalated)
            return Marked(deadlines, @event);

        if (@event is IncidentErased)
            return [.. deadlines.Select(one => one.IsRunning ? Stopped(one, at) : one)];

        if (@event is RecordCorrected { Field: Correctable.SentAt, Instant: { } sentAt } corrected)
        {
            return
            [
                .. deadlines.Select(one => one.DoneBy == corrected.Corrects
                    ? Done(one, sentAt, corrected.Corrects, inForce)
                    : one),
            ];
        }

        var turn = new Turn(before, before.Evolve(@event), @event, at, pack, inForce);

        return pack.Timescales.Select(row => row.Step).Distinct()
            .Aggregate(deadlines, (list, step) => turn.Of(step, list));
    }

    /// <summary>What the clock has done.</summary>
    private static ImmutableArray<Deadline> Marked(ImmutableArray<Deadline> deadlines, IncidentEvent @event)
    {
        return @event switch
        {
            TimescaleWarned e => Change(e.Step, e.PartId, e.DueAt, one => Taken(one, e.Rung)),
            TimescaleMissed e => Change(e.Step, e.PartId, e.DueAt, one => one with { Missed = true }),
            IncidentEscalated { Missed: { } e } =>
                Change(e.Step, e.PartId, e.DueAt, one => Taken(one, e.Rung)),
            _ => deadlines,
        };

        ImmutableArray<Deadline> Change(
            string step, Guid? part, DateTimeOffset dueAt, Func<Deadline, Deadline> change) =>
            [.. deadlines.Select(one => one.Is(step, part, dueAt) ? change(one) : one)];
    }

    private static Deadline Stopped(Deadline running, DateTimeOffset at) =>
        running with { State = DeadlineState.Stopped, EndedAt = at };

    /// <summary>The step was done at an instant, as it is told now. What the clock has recorded meanwhile
    /// stays.</summary>
    private static Deadline Done(
        Deadline deadline, DateTimeOffset at, long by, Func<DateTimeOffset, CalendarInForce> inForce) =>
        deadline with
        {
            State = at <= deadline.DueAt ? DeadlineState.Met : DeadlineState.Missed,
            EndedAt = at,
            TookSeconds = (long)(deadline.Clock == Clock.Working
                ? inForce(deadline.StartedAt).Time.Between(deadline.StartedAt, at)
                : at - deadline.StartedAt).TotalSeconds,
            DoneBy = by,
        };

    private static Deadline Taken(Deadline deadline, string rung) => deadline with
    {
        Rungs = [.. deadline.Rungs.Select(one => one.Id == rung ? one with { Taken = true } : one)],
    };

    /// <summary>One event, and all that its deadlines rest on.</summary>
    private sealed record Turn(
        Incident Before, Incident After, IncidentEvent Event, DateTimeOffset At, PolicyPack Pack,
        Func<DateTimeOffset, CalendarInForce> InForce)
    {
        private (string Step, Guid? PartId)? Done { get; } = PendingSteps.DoneBy(Event);

        /// <summary>The deadlines with what becomes of those of one step.</summary>
        public ImmutableArray<Deadline> Of(string step, ImmutableArray<Deadline> list) =>
            PendingSteps.IsKnown(step) ? Known(step, list)
            : Pack.Timescales.Any(row => row.Step == step && row.AtDueDate) ? OfParts(step, list)
            : Others(step, list);

        /// <summary>A step that the incident waits for, or not: whatever puts it back begins it
        /// anew.</summary>
        private ImmutableArray<Deadline> Known(string step, ImmutableArray<Deadline> list)
        {
            var running = list.FirstOrDefault(one => one.IsRunning && one.Step == step);
            if (PendingSteps.For(step, After) is not { } wait || Length(step) is not { } length)
                return running is null ? list : list.Replace(running, Ended(running));

            if (running is null)
            {
                var begun = Begun(list.Length + 1, step, length, wait.Since ?? At);
                return wait.WhileInTime && begun.DueAt <= At ? list : list.Add(begun);
            }

            if (PendingSteps.For(step, Before) is { } earlier && earlier.Cause == wait.Cause)
            {
                return After.Severity == Before.Severity
                    ? list
                    : list.Replace(running, Moved(running, length, running.StartedAt, running.StartedBy));
            }

            // Somebody else has it now. The law's time runs on from its own instant; what was missed stays
            // so.
            return wait.Since is null && running.DueAt < At
                ? list.Replace(running, Ended(running)).Add(Begun(list.Length + 1, step, length, At))
                : list.Replace(running, Moved(running, length, wait.Since ?? At, After.Version));
        }

        /// <summary>Steps of parts, each due on the date that was recorded with it; also after
        /// closure.</summary>
        private ImmutableArray<Deadline> OfParts(string step, ImmutableArray<Deadline> list)
        {
            if (PendingSteps.DueDateOf(Event) is { } part && part.Step == step)
            {
                var timescale = Pack.Timescales.First(row => row.Step == step && row.AtDueDate);
                return list.Add(New(
                    list.Length + 1, timescale, part.PartId, At, time => time.EndOf(part.DueOn)));
            }

            return [.. list.Select(one =>
                one.IsRunning && (one.Step, one.PartId) == Done && one.Step == step ? Ended(one) : one)];
        }

        /// <summary>Steps that a school's own pack gives a time, from one event to another. A step that is
        /// done and still stands is not asked for again.</summary>
        private ImmutableArray<Deadline> Others(string step, ImmutableArray<Deadline> list)
        {
            var earlier = list.LastOrDefault(one => one.Step == step);
            var length = Length(step);
            if (earlier is { IsRunning: true } running)
            {
                return PendingSteps.Does(Event, step) || After.IsClosed
                    || (length is not null && !PendingSteps.Stands(length.From, After))
                        ? list.Replace(running, Ended(running))
                        : list;
            }

            var isAskedFor = earlier is null or { State: DeadlineState.Stopped }
                || !PendingSteps.Stands(step, After);

            return isAskedFor && !After.IsClosed && length is not null
                && PendingSteps.Starts(Event, length.From)
                ? list.Add(Begun(list.Length + 1, step, length, At))
                : list;
        }

        private Timescale? Length(string step) =>
            Pack.Timescales.FirstOrDefault(row => row.Step == step && row.Severity == After.Severity)
            ?? Pack.Timescales.FirstOrDefault(row => row.Step == step && row.Severity is null);

        private Deadline Begun(int number, string step, Timescale length, DateTimeOffset from) =>
            New(number, length, partId: null, from, time => Due(length, from, time));

        private Deadline Moved(Deadline running, Timescale length, DateTimeOffset from, long startedBy)
        {
            var moved = New(running.Number, length, running.PartId, from, time => Due(length, from, time));

            return (moved.StartedAt, moved.DueAt) == (running.StartedAt, running.DueAt)
                ? running
                : moved with { StartedBy = startedBy };
        }

        private Deadline Ended(Deadline running)
        {
            if (!PendingSteps.Does(Event, running.Step))
                return Stopped(running, At);

            return Done(running, PendingSteps.DoneAt(Event, At), After.Version, InForce);
        }

        private Deadline New(
            int number, Timescale timescale, Guid? partId, DateTimeOffset from,
            Func<WorkingTime, DateTimeOffset> due)
        {
            var (packVersion, time) = InForce(from);
            var dueAt = due(time);

            return new(number, timescale.Step, partId, timescale.Clock, After.Version, from, dueAt,
                [.. Pack.Ladder.Select(rung =>
                    new RungTime(rung.Id, RungAt(rung, timescale.Clock, from, dueAt, time), Taken: false))],
                packVersion, Beyond: timescale.Clock == Clock.Working && !time.Covers(from, dueAt));
        }

        private static DateTimeOffset Due(Timescale length, DateTimeOffset from, WorkingTime time) =>
            length switch
            {
                { WorkingDays: { } days } => time.AddDays(from, days),
                { Clock: Clock.Working } => time.Add(from, TimeSpan.FromHours(length.Hours ?? 0)),
                _ => from.AddHours(length.Hours ?? 0),
            };

        private static DateTimeOffset RungAt(
            Rung rung, Clock clock, DateTimeOffset from, DateTimeOffset dueAt, WorkingTime time) =>
            rung switch
            {
                { WorkingDaysAfter: { } days } => time.AddDays(dueAt, days),
                { AtPercent: >= 100 } => dueAt,
                _ when dueAt <= from => dueAt,
                { AtPercent: { } percent } when clock == Clock.Elapsed || dueAt - from > Long =>
                    from + Share(dueAt - from, percent),
                { AtPercent: { } percent } => time.Add(from, Share(time.Between(from, dueAt), percent)),
                _ => dueAt,
            };

        /// <summary>Past this a share is one of elapsed time, which is as good and quickly counted.</summary>
        private static readonly TimeSpan Long = TimeSpan.FromDays(3660);

        /// <summary>Cut to microseconds, as instants are kept.</summary>
        private static TimeSpan Share(TimeSpan whole, int percent) =>
            TimeSpan.FromMicroseconds(whole.Ticks / TimeSpan.TicksPerMicrosecond * percent / 100);
    }
}
