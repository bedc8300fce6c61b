namespace Incidents.Domain;

/// <summary>Close the incident once nothing stands in the way.</summary>
[Policy(How5e, Must5), Duty(DutyIds.Closure)]
public sealed record CloseIncident([property: MaxLength(20_000)] string Summary) : IncidentCommand
{
    /// <inheritdoc/>
    protected internal override bool IsReview => true;

    /// <inheritdoc/>
    protected internal override string DutyOn(Incident incident) => ClosureGate.DutyOn(incident);

    /// <returns><see cref="IncidentClosed"/>; nothing when it is already so.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (incident.IsClosed)
            return Decision.Nothing;

        if (incident.IsReportedOnBy(context.Actor.PersonId)
            || incident.Allocation is { Accepted: true } allocation
                && allocation.InvestigatorId == context.Actor.PersonId)
        {
            return Rules.ReviewerNotIndependent.Refuses(
                "You investigated this incident or wrote its outcome report, so another person closes it: "
                    + $"{StandIns.Others(DutyOn(incident), incident, context)}.");
        }

        return ClosureGate.Blocking(incident, context.Pack) switch
        {
            [] => new IncidentClosed(Text.Narrative(Summary), ClosureGate.GroundOf(incident)),
            [var only] => only with { Blocking = [only] },
            var all => Rules.ClosureBlocked.Refuses(
                $"{all.Length} things stand in the way of closing; each is listed with its "
                    + "policy point.") with
            {
                Blocking = all,
            },
        };
    }
}
