namespace Incidents.Domain;

/// <summary>What an incident's events say about who may see it; a fold of its own, so that a
/// view can carry it too.</summary>
/// <param name="People">Who is involved, a witness or affected.</param>
/// <param name="ShutOutRoles">Roles that the report is about or was kept from.</param>
public sealed record Circle(
    Reporter Reporter,
    ImmutableArray<KnownPerson> People,
    ImmutableSortedSet<Role> ShutOutRoles,
    Guid? Investigator,
    ImmutableArray<EngagedLeader> Leaders)
{
    /// <summary>Before the report.</summary>
    public static Circle Nobody { get; } =
        new(new(ReporterProtection.Anonymous, null, [], null, null, null), [], [], null, []);

    /// <summary>The circle after one more event.</summary>
    /// <param name="version">Which event of the incident it is.</param>
    public Circle Evolve(IncidentEvent @event, long version) => @event switch
    {
        IncidentReported e => this with
        {
            Reporter = e.Reporter with { Name = null, Position = null },
            People = Known(e.PeopleInvolved, version),
            ShutOutRoles = [.. e.ConcernsRoles, .. KeptFrom(e.ReportTo)],
        },
        IncidentImported e => this with
        {
            Reporter = new(ReporterProtection.Named, e.ReportedBy?.PersonId, [], EnteredBy: null, Name: null,
                Position: null),
            People = Known(e.PeopleInvolved, version),
        },
        DetailsAdded e => this with
        {
            People = [.. People, .. Known(e.PeopleInvolved, version)],
            ShutOutRoles = ShutOutRoles.Union(e.ConcernsRoles),
        },
        RecordCorrected { Field: Correctable.PeopleInvolved } e => this with
        {
            People =
            [
                .. People.Where(person => person.NamedIn != e.Corrects),
                .. Known(e.PeopleInvolved, e.Corrects),
            ],
        },
        InvestigationAllocated e => this with { Investigator = e.InvestigatorId },
        InvestigationTakenOver e => this with { Investigator = e.To },
        AllocationDeclined => this with { Investigator = null },
        LeaderEngaged e => this with { Leaders = Leaders.Add(new(e.LeaderId, e.Role)) },
        AccessGranted e => this with { ShutOutRoles = ShutOutRoles.Remove(e.Role) },
        _ => this,
    };

    /// <summary>A report to the chair is kept from the headteacher and the deputy (how-1).</summary>
    private static ImmutableArray<Role> KeptFrom(Role? reportTo) =>
        reportTo == Role.ChairOfGovernors ? [Role.Headteacher, Role.DeputyHeadteacher] : [];

    private static ImmutableArray<KnownPerson> Known(ImmutableArray<PersonConcerned> people, long version) =>
        [.. people.Select(
            person => new KnownPerson(person.PersonId, person.Relation, person.Roles, version))];
}

/// <summary>Somebody the incident is about, without the name.</summary>
/// <param name="NamedIn">The event that named them.</param>
public sealed record KnownPerson(
    Guid PersonId, Relation Relation, ImmutableArray<Role> Roles, long NamedIn);

/// <summary>A leader who was engaged.</summary>
public sealed record EngagedLeader(Guid PersonId, Role Role);
