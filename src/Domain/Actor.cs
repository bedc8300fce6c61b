namespace Incidents.Domain;

/// <summary>What somebody is to the school; an actor may hold several.</summary>
public enum Role
{
    /// <summary>Anyone who works here: reports.</summary>
    Staff,

    /// <summary>Directs investigations (must-3, must-4) and reviews what the office
    /// manager wrote (why-6).</summary>
    Headteacher,

    /// <summary>May be told of an incident (how-1).</summary>
    DeputyHeadteacher,

    /// <summary>Oversees every investigation and keeps the full record (must-5).</summary>
    OfficeManager,

    /// <summary>May be given an investigation (how-4c).</summary>
    LineManager,

    /// <summary>May be given an investigation (how-4c).</summary>
    InvestigatingOfficer,

    /// <summary>May be engaged in a major incident (how-5c).</summary>
    SeniorLeader,

    /// <summary>May be told of an incident instead of the headteacher (how-1).</summary>
    ChairOfGovernors,

    /// <summary>Advises on the law on personal data (A7).</summary>
    DataProtectionOfficer,

    /// <summary>Agrees to and forwards policy changes (chg).</summary>
    InformationChampion,

    /// <summary>Reads every incident's narrative; changes nothing.</summary>
    Auditor,

    /// <summary>Reads registers and statistics without personal data.</summary>
    Reporting,

    /// <summary>Keeps API keys and the policy pack; no case content.</summary>
    Administrator,

    /// <summary>Another system: reports, and adds to what it reported.</summary>
    Integration,

    /// <summary>Runs the installation: makes tenants; no case content.</summary>
    Operator,
}

/// <summary>Who acts, with the roles held at this moment.</summary>
/// <param name="PersonId">Random; one for each tenant, issuer and subject.</param>
/// <param name="Roles">The roles that the credentials carry.</param>
public sealed record Actor(Guid PersonId, ImmutableHashSet<Role> Roles)
{
    /// <summary>The service itself, acting when time has come; no credentials are its.</summary>
    public static Actor Clock { get; } = new(new Guid("00000000-0000-4000-8000-00000000000c"), []);

    /// <summary>Whether it is the service itself that acts.</summary>
    public bool IsClock => PersonId == Clock.PersonId;

    /// <summary>Whoever reports without saying who they are (how-1): nobody's id, and no role.</summary>
    public static Actor Unnamed { get; } = new(Guid.Empty, []);

    /// <summary>The incident whose receipt they show; none where they show none.</summary>
    public Guid? ReceiptOf { get; init; }

    /// <summary>Whether the record is not to tell who they are, because nobody knows.</summary>
    public bool IsUnnamed => PersonId == Guid.Empty;

    /// <summary>The reporter of an incident, known by its receipt alone.</summary>
    public static Actor WithReceiptOf(Guid incident) => Unnamed with { ReceiptOf = incident };

    /// <summary>Whether the credentials carry the role.</summary>
    public bool Is(Role role) => Roles.Contains(role);
}
