namespace Incidents.Domain;

/// <summary>What makes an incident (must-1), whoever tells of it. Only the title is required.</summary>
public abstract record FirstReport : ReportedFacts
{
    /// <summary>What it is about, in a few words; the register shows it, so it names nobody.</summary>
    [MaxLength(200)]
    public required string Title { get; init; }

    /// <summary>How the report reached the school.</summary>
    public ReportChannel? Channel { get; init; }

    /// <summary>Whom the reporter chose to tell (how-1).</summary>
    public Role? ReportTo { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<FieldProblem> Problems()
    {
        if (ReportTo is not (null or Role.Headteacher or Role.DeputyHeadteacher or Role.OfficeManager
            or Role.ChairOfGovernors))
        {
            yield return new("/reportTo",
                "is one of headteacher, deputyHeadteacher, officeManager, chairOfGovernors (how-1).");
        }
    }

    /// <returns><see cref="IncidentReported"/>.</returns>
    public override Decision Decide(Incident incident, Context context)
    {
        if (Unacceptable(incident.Circle, context) is { } unacceptable)
            return unacceptable;

        return new IncidentReported(
            Reference.From(context.NewId), context.Pin, ReporterOf(context), Text.Narrative(Title),
            Kind ?? IncidentKind.PotentialBreach, Text.Narrative(Description), AsKept(OccurredAt, context),
            AsKept(DiscoveredAt, context), Channel, Text.Narrative(Location), BreachType, Concerned(context),
            [.. ConcernsRoles ?? []], Text.Narratives(SystemsInvolved), [.. InformationPolicies ?? []],
            Text.Narrative(RemedialActionTaken), Text.Narrative(TrainingOfThoseInvolved),
            Text.Narrative(OthersInformed), PersonalDataInvolved ?? Answer.Unknown, ReportTo);
    }

    /// <summary>Whose report it is.</summary>
    private protected abstract Reporter ReporterOf(Context context);
}
