using System.Globalization;

namespace Incidents.Domain;

/// <summary>Let the clock act on every deadline of the incident that has come to a rung of the ladder. Only
/// the service itself asks for it. It rests on what has been recorded, so that late or double asking does
/// nothing more.</summary>
[Policy(Must7, Why7, How7), Duty(DutyIds.Timescales)]
public sealed record KeepTimescales : IncidentCommand
{
    /// <returns><see cref="TimescaleWarned"/>, <see cref="TimescaleMissed"/> and <see
    /// cref="IncidentEscalated"/>, in the order in which they were due; nothing when nothing is
    /// due.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        var events = new List<IncidentEvent>();
        foreach (var act in context.Deadlines.SelectMany(deadline => Due(deadline, context))
            .OrderBy(act => act.At).ThenBy(act => act.Rung is not null))
            events.AddRange(Events(act, incident, context, events.Count));

        return new Recorded([.. events]);
    }

    private static IEnumerable<Act> Due(Deadline deadline, Context context)
    {
        if (!deadline.IsRunning)
            yield break;

        if (!deadline.Missed && deadline.DueAt <= context.Now)
            yield return new(deadline, deadline.DueAt, Rung: null);

        foreach (var time in deadline.Rungs.Where(time => !time.Taken && time.At <= context.Now))
            yield return new(deadline, time.At, context.Pack.Ladder.Single(rung => rung.Id == time.Id));
    }

    private static IEnumerable<IncidentEvent> Events(
        Act act, Incident incident, Context context, int index) => act switch
        {
            { Rung: null, Deadline: var missed } =>
                [new TimescaleMissed(missed.Step, missed.PartId, missed.DueAt)],
            { Rung: { Action: RungAction.Warn } rung, Deadline: var running } =>
                [new TimescaleWarned(running.Step, running.PartId, rung.Id, running.DueAt)],
            { Rung: { } rung, Deadline: var missed } => rung.To
                .Select(role => StandIns.InPlaceOf(role, incident, context.Pack)).Distinct()
                .Select((role, i) => new IncidentEscalated(
                    context.IdOf(index + i), role, Text.Narrative(Reason(missed, context)), EscalatedBy.Clock,
                    new(missed.Step, missed.PartId, rung.Id, missed.DueAt))),
        };

    private static string Reason(Deadline missed, Context context)
    {
        var (day, time) = context.Local(missed.DueAt);

        return string.Create(CultureInfo.InvariantCulture,
            $"Not done in time: {StepWords.Of(missed.Step)}, due on {day:d MMMM yyyy} at {time:HH:mm}.");
    }

    /// <summary>What the clock is to do, and since when.</summary>
    /// <param name="Rung">None: it records that the time has run out.</param>
    private sealed record Act(Deadline Deadline, DateTimeOffset At, Rung? Rung);
}
