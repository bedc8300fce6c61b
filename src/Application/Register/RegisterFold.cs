using System.Collections.Immutable;
using Incidents.Domain;

namespace Incidents.Application.Register;

/// <summary>The line of an incident as a function of its events. What has to be looked at event by event is
/// carried on; what the last state of the incident tells is put in once, at the end.</summary>
internal static class RegisterFold
{
    /// <summary>Whether an event holds the title of its incident.</summary>
    public static bool HoldsTitle(IncidentEvent @event) =>
        @event is IncidentReported or IncidentImported
            or RecordCorrected { Field: Correctable.Title };

    /// <summary>The title that the latest of these says; none of them may hold one.</summary>
    /// <param name="decided">In clear.</param>
    public static string? TitleIn(IEnumerable<IncidentEvent> decided) => decided
        .Where(HoldsTitle)
        .Select(e => e switch
        {
            IncidentReported reported => reported.Title,
            IncidentImported imported => imported.Title,
            _ => ((RecordCorrected)e).Text,
        })
        .OfType<ClearText>().LastOrDefault()?.Value;

    /// <summary>What is carried from event to event.</summary>
    /// <param name="at">When it was recorded, UTC.</param>
    /// <param name="incident">The incident after it.</param>
    public static RegisterEntry After(
        RegisterEntry line, IncidentEvent @event, DateTimeOffset at, Incident incident, PolicyPack pack)
    {
        var policies = Policies(line, @event, incident.Version);

        return line with
        {
            Incident = incident with { Id = line.Id },
            Reference = @event switch
            {
                IncidentReported reported => reported.Reference,
                IncidentImported imported => imported.Reference,
                _ => line.Reference,
            },
            ReportedAt = @event switch
            {
                IncidentReported => at,
                IncidentImported imported => imported.ReportedAt,
                _ => line.ReportedAt,
            },
            ImportedAt = @event is IncidentImported ? at : line.ImportedAt,
            PoliciesIn = policies,
            Facts = line.Facts.After(@event, at, incident, NextStep.Of(incident, pack)),
            // A day of a paper register is no moment to measure from.
            SecondsToClassify = @event is IncidentClassified && line.ImportedAt is null
                ? Seconds(line.ReportedAt, at)
                : line.SecondsToClassify,
            States = States(line, @event, at, incident, policies),
        };
    }

    /// <summary>The line with all that it shows.</summary>
    public static RegisterEntry Shown(RegisterEntry line, PolicyPack pack)
    {
        var (incident, facts, circle) = (line.Incident, line.Facts, line.Incident.Circle);
        Guid[] shutOut =
            [.. circle.People.Where(p => p.Relation == Relation.Involved).Select(p => p.PersonId)];

        return line with
        {
            Title = incident.IsErased ? "" : line.Title,
            Erased = incident.IsErased,
            Status = incident.Status,
            Kind = incident.Kind,
            Severity = incident.Severity,
            SeverityRank = incident.Severity is { } severity ? (int)severity + 1 : 0,
            BreachType = incident.BreachType,
            InformationPolicies = [.. Distinct(line.PoliciesIn)],
            Investigator = circle.Investigator,
            SeenBy = [.. circle.Leaders.Select(leader => leader.PersonId), .. Some(circle.Investigator)],
            ReportedBy = [.. Some(circle.Reporter.PersonId)],
            EnteredBy = circle.Reporter.EnteredBy,
            ShutOutPeople = shutOut,
            ShutOutRoles = [.. circle.ShutOutRoles],
            Remaining = StandIns.AreExhausted(circle, pack) ? pack.StandInOrder[^1] : null,
            IsRestricted = shutOut.Length > 0 || circle.ShutOutRoles.Count > 0,
            IsBreach = incident.PersonalData != Answer.No && incident.Finding != Finding.NotAnIncident,
            IsForIco = incident.IcoNotified
                || facts.IcoDecision is IcoOutcome.Reportable or IcoOutcome.ReportableAndInform,
            IsOpen = !incident.IsClosed,
            SecondsToReport = line.ImportedAt is null ? Seconds(facts.DiscoveredAt, line.ReportedAt) : null,
            SecondsToClose = line.ImportedAt is null ? Seconds(line.ReportedAt, facts.ClosedAt) : null,
            Facts = facts with { FailedPoints = [.. FailedPoints(line)] },
        };
    }

    /// <summary>What rests on the record as it stands is looked at anew each time, also where an earlier line
    /// says it.</summary>
    private static IEnumerable<string> FailedPoints(RegisterEntry line) =>
    [
        .. Domain.FailedPoints.OfRecord(
            line.Facts.DiscoveredAt, line.ImportedAt is null ? line.ReportedAt : null,
            line.Facts.IcoLateBySeconds),
        .. line.Facts.FailedPoints.Where(point => point is not (Points.Must1 or Points.How6c)),
    ];

    private static ImmutableArray<LineState> States(
        RegisterEntry line, IncidentEvent @event, DateTimeOffset at, Incident incident,
        ImmutableSortedDictionary<long, ImmutableArray<string>> policies)
    {
        var latest = line.States is [.., var last] ? last : null;
        var state = new LineState(
            at, incident.Status, incident.Kind, incident.Severity, incident.BreachType,
            latest is not null && ReferenceEquals(policies, line.PoliciesIn)
                ? latest.Policies
                : [.. Distinct(policies)],
            incident.Circle.Investigator,
            HoldsTitle(@event) ? incident.Version : latest?.TitledIn ?? 0);

        return latest is not null && state.Shows(latest) ? line.States : line.States.Add(state);
    }

    private static ImmutableSortedDictionary<long, ImmutableArray<string>> Policies(
        RegisterEntry line, IncidentEvent @event, long version) => @event switch
        {
            IncidentImported e => line.PoliciesIn.SetItem(version, e.InformationPolicies),
            IncidentReported e => line.PoliciesIn.SetItem(version, e.InformationPolicies),
            DetailsAdded { InformationPolicies.IsEmpty: false } e =>
                line.PoliciesIn.SetItem(version, e.InformationPolicies),
            RecordCorrected { Field: Correctable.InformationPolicies } e =>
                line.PoliciesIn.SetItem(e.Corrects, e.InformationPolicies),
            _ => line.PoliciesIn,
        };

    private static IEnumerable<string> Distinct(
        ImmutableSortedDictionary<long, ImmutableArray<string>> policies) =>
        policies.Values.SelectMany(ids => ids).Distinct();

    /// <summary>Whole seconds; what was found after it was reported took none.</summary>
    private static long? Seconds(DateTimeOffset? from, DateTimeOffset? to) =>
        from is { } start && to is { } end
            ? Math.Max(0, (end - start).Ticks / TimeSpan.TicksPerSecond)
            : null;

    private static IEnumerable<Guid> Some(Guid? id) => id is { } known ? [known] : [];
}
