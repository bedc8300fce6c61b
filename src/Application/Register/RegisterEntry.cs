using System.Collections.Immutable;
using Incidents.Application.PersonalData;
using Incidents.Application.Policy;
using Incidents.Domain;
using JasperFx.Events;
using Marten;
using Marten.Events.Aggregation;

namespace Incidents.Application.Register;

/// <summary>One line of the register: what is there, how grave, how far it has come, and who may see the
/// line. The title stands here in clear so that it can be searched; it is the one text that does.</summary>
public sealed record RegisterEntry
{
    public Guid Id { get; init; }

    public string Reference { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>Whether the incident was erased, and its title with it.</summary>
    public bool Erased { get; init; }

    /// <summary>When it was reported, UTC.</summary>
    public DateTimeOffset ReportedAt { get; init; }

    public IncidentStatus Status { get; init; }

    public IncidentKind Kind { get; init; }

    public Severity? Severity { get; init; }

    /// <summary>0 while unclassified, then 1 for minor to 4 for critical, to sort by.</summary>
    public int SeverityRank { get; init; }

    public string? BreachType { get; init; }

    public IReadOnlyList<string> InformationPolicies { get; init; } = [];

    /// <summary>The same by the event that named them, so that one can be corrected.</summary>
    public ImmutableSortedDictionary<long, ImmutableArray<string>> PoliciesIn { get; init; } =
        ImmutableSortedDictionary<long, ImmutableArray<string>>.Empty;

    public Guid? Investigator { get; init; }

    /// <summary>Who sees the line by name, besides the roles that see every incident.</summary>
    public IReadOnlyList<Guid> SeenBy { get; init; } = [];

    /// <summary>Whose own report it is.</summary>
    public IReadOnlyList<Guid> ReportedBy { get; init; } = [];

    /// <summary>The system that entered it.</summary>
    public Guid? EnteredBy { get; init; }

    public IReadOnlyList<Guid> ShutOutPeople { get; init; } = [];

    public IReadOnlyList<Role> ShutOutRoles { get; init; } = [];

    /// <summary>The role that sees it although everybody who could take it on is shut out.</summary>
    public Role? Remaining { get; init; }

    /// <summary>Whether anybody is shut out of it; of most lines nobody is, and then there is no more to look
    /// at.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Whether it stands in the register of breaches (UK GDPR Art 33(5)): all but what is known to
    /// hold no personal data, or to be no incident.</summary>
    public bool IsBreach { get; init; }

    /// <summary>Whether the ICO has been notified, or it was decided to.</summary>
    public bool IsForIco { get; init; }

    public bool IsOpen { get; init; }

    /// <summary>From the discovery to the report; none where nobody said when it was found.</summary>
    public long? SecondsToReport { get; init; }

    /// <summary>From the report to the first classification.</summary>
    public long? SecondsToClassify { get; init; }

    /// <summary>From the report to the closure that stands.</summary>
    public long? SecondsToClose { get; init; }

    /// <summary>What the registers and reports say beyond the line.</summary>
    public RegisterFacts Facts { get; init; } = new();

    /// <summary>The incident as its events put it; the line shows a part of it.</summary>
    public Incident Incident { get; init; } = Incident.Initial;
}

/// <summary>Builds the register, in the transaction of the event.</summary>
public sealed partial class RegisterEntryProjection(Vault vault, PolicyPacks packs)
    : SingleStreamProjection<RegisterEntry, Guid>
{
    /// <inheritdoc/>
    public override async ValueTask<RegisterEntry?> EvolveAsync(
        RegisterEntry? snapshot, Guid id, IQuerySession session, IEvent e, CancellationToken cancellation)
    {
        if (e.Data is not IncidentEvent @event)
            return snapshot;

        var at = Instants.Stored(e.Timestamp);
        var shown = Show(snapshot ?? new() { Id = id }, @event, at);
        var pack = await packs.Pinned(session, shown.Incident.Pack!, cancellation);
        var entry = Measure(shown, @event, at, pack) with
        {
            Remaining = StandIns.AreExhausted(shown.Incident.Circle, pack) ? pack.StandInOrder[^1] : null,
        };

        return @event is IncidentReported or RecordCorrected { Field: Correctable.Title }
            ? entry with { Title = await vault.RegisterTitle(session, id, @event, cancellation) }
            : entry;
    }

    private static RegisterEntry Measure(
        RegisterEntry entry, IncidentEvent @event, DateTimeOffset at, PolicyPack pack)
    {
        var incident = entry.Incident;
        var facts = entry.Facts.After(@event, at, incident, NextStep.Of(incident, pack));

        return entry with
        {
            Facts = facts,
            IsRestricted = entry.ShutOutPeople.Count > 0 || entry.ShutOutRoles.Count > 0,
            IsBreach = incident.PersonalData != Answer.No && incident.Finding != Finding.NotAnIncident,
            IsForIco = facts.IcoNotifiedAt is not null
                || facts.IcoDecision is IcoOutcome.Reportable or IcoOutcome.ReportableAndInform,
            IsOpen = !incident.IsClosed,
            SecondsToReport = Seconds(facts.DiscoveredAt, entry.ReportedAt),
            SecondsToClassify = @event is IncidentClassified
                ? Seconds(entry.ReportedAt, at)
                : entry.SecondsToClassify,
            SecondsToClose = Seconds(entry.ReportedAt, facts.ClosedAt),
        };
    }

    /// <summary>Whole seconds; what was found after it was reported took none.</summary>
    private static long? Seconds(DateTimeOffset? from, DateTimeOffset? to) =>
        from is { } start && to is { } end
            ? Math.Max(0, (end - start).Ticks / TimeSpan.TicksPerSecond)
            : null;

    /// <summary>What an event changes in a line, but for its title and for what only the pack says.</summary>
    /// <param name="recordedAt">UTC.</param>
    internal static RegisterEntry Show(
        RegisterEntry entry, IncidentEvent @event, DateTimeOffset recordedAt)
    {
        var incident = entry.Incident.Evolve(@event, recordedAt);
        var circle = incident.Circle;
        var policies = Policies(entry, @event, incident.Version);

        return entry with
        {
            Incident = incident,
            Title = incident.IsErased ? "" : entry.Title,
            Erased = incident.IsErased,
            Reference = @event is IncidentReported reported ? reported.Reference : entry.Reference,
            ReportedAt = @event is IncidentReported ? recordedAt : entry.ReportedAt,
            Status = incident.Status,
            Kind = incident.Kind,
            Severity = incident.Severity,
            SeverityRank = incident.Severity is { } severity ? (int)severity + 1 : 0,
            BreachType = incident.BreachType,
            PoliciesIn = policies,
            InformationPolicies = [.. policies.Values.SelectMany(ids => ids).Distinct()],
            Investigator = circle.Investigator,
            SeenBy = [.. circle.Leaders.Select(leader => leader.PersonId), .. Some(circle.Investigator)],
            ReportedBy = [.. Some(circle.Reporter.PersonId)],
            EnteredBy = circle.Reporter.EnteredBy,
            ShutOutPeople = [.. circle.People.Where(p => p.Relation == Relation.Involved)
                .Select(p => p.PersonId)],
            ShutOutRoles = [.. circle.ShutOutRoles],
        };
    }

    private static ImmutableSortedDictionary<long, ImmutableArray<string>> Policies(
        RegisterEntry entry, IncidentEvent @event, long version) => @event switch
        {
            IncidentReported e => entry.PoliciesIn.SetItem(version, e.InformationPolicies),
            DetailsAdded { InformationPolicies.IsEmpty: false } e =>
                entry.PoliciesIn.SetItem(version, e.InformationPolicies),
            RecordCorrected { Field: Correctable.InformationPolicies } e =>
                entry.PoliciesIn.SetItem(e.Corrects, e.InformationPolicies),
            _ => entry.PoliciesIn,
        };

    private static IEnumerable<Guid> Some(Guid? id) => id is { } known ? [known] : [];
}
