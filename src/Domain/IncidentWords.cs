namespace Incidents.Domain;

/// <summary>What kind of incident it is: all are captured, the near miss too (why-1).</summary>
public enum IncidentKind
{
    /// <summary>An information policy has been breached.</summary>
    ConfirmedBreach,

    /// <summary>An information policy may have been breached.</summary>
    PotentialBreach,

    /// <summary>It nearly happened.</summary>
    NearMiss,
}

/// <summary>How grave an incident is; the policy names major and critical, the
/// two below are ours (A1).</summary>
public enum Severity
{
    /// <summary>Little harm.</summary>
    Minor,

    /// <summary>Some harm.</summary>
    Moderate,

    /// <summary>Investigated with the headteacher (how-6b).</summary>
    Major,

    /// <summary>Investigated by the office manager (how-6a).</summary>
    Critical,
}

/// <summary>Where an incident stands; derived from its events, never set.</summary>
public enum IncidentStatus
{
    /// <summary>Reported, not yet classified.</summary>
    Reported,

    /// <summary>Classified, not yet allocated.</summary>
    Classified,

    /// <summary>Allocated, not yet accepted.</summary>
    Allocated,

    /// <summary>Under investigation.</summary>
    Investigating,

    /// <summary>Its outcome is reported, not yet accepted.</summary>
    OutcomeReported,

    /// <summary>Its outcome is accepted.</summary>
    OutcomeAccepted,

    /// <summary>Closed.</summary>
    Closed,
}

/// <summary>How a report reached the school (how-1).</summary>
public enum ReportChannel
{
    /// <summary>Said in person.</summary>
    Conversation,

    /// <summary>Said by telephone.</summary>
    Telephone,

    /// <summary>Written by email.</summary>
    Email,

    /// <summary>Entered on a page.</summary>
    Web,

    /// <summary>Sent by another system.</summary>
    Api,
}

/// <summary>Whether something is so, as far as is known.</summary>
public enum Answer
{
    /// <summary>Not yet known, which counts as not answered.</summary>
    Unknown,

    /// <summary>It is.</summary>
    Yes,

    /// <summary>It is not.</summary>
    No,
}

/// <summary>What verifying the details found (how-5b).</summary>
public enum Finding
{
    /// <summary>It is as reported.</summary>
    AsReported,

    /// <summary>There was no incident, so it may be closed with a reason.</summary>
    NotAnIncident,
}

/// <summary>How much of a reporter's identity the record holds (how-1).</summary>
public enum ReporterProtection
{
    /// <summary>The reporter is named.</summary>
    Named,

    /// <summary>The reporter is named under a key of the report alone.</summary>
    Protected,

    /// <summary>The reporter's identity was never taken.</summary>
    Anonymous,
}

/// <summary>Whose report it is.</summary>
/// <param name="Protection">How much of the identity is held.</param>
/// <param name="PersonId">The reporter; none where protected or anonymous.</param>
/// <param name="Roles">The roles the reporter is known to hold, which then pass to the
/// stand-in for the investigation.</param>
/// <param name="EnteredBy">Who entered it, where that is another system or someone else (how-4a).</param>
/// <param name="Name">The reporter's name where someone else entered the
/// report, or the sealed identity.</param>
/// <param name="Position">What the reporter is to the school, where someone else entered the report.</param>
public sealed record Reporter(
    ReporterProtection Protection, Guid? PersonId, ImmutableArray<Role> Roles, Guid? EnteredBy, Text? Name,
    Text? Position);

/// <summary>Somebody the incident is about.</summary>
/// <param name="Roles">The roles this person was known to hold, which pass to the stand-in.</param>
public sealed record PersonConcerned(Guid PersonId, Text Name, Relation Relation, ImmutableArray<Role> Roles);

/// <summary>A file kept as evidence, encrypted under the incident's key.</summary>
/// <param name="BlobId">The random name it is kept under.</param>
/// <param name="Length">Bytes of the clear file.</param>
/// <param name="Sha256">Of the clear file, lower-case hexadecimal; sealed, because it
/// would tell which file it is.</param>
public sealed record EvidenceFile(Guid BlobId, Text FileName, Text MediaType, long Length, Text Sha256);

/// <summary>What is wrong with a file of evidence that was read again.</summary>
public enum Alteration
{
    /// <summary>There is nothing under its name.</summary>
    Missing,

    /// <summary>It is another than was recorded, or cannot be opened.</summary>
    Altered,
}

/// <summary>Who handed an incident up.</summary>
public enum EscalatedBy
{
    /// <summary>A person.</summary>
    Person,

    /// <summary>A timescale that was missed (must-7).</summary>
    Clock,
}

/// <summary>Who was informed (how-3f).</summary>
public enum Audience
{
    /// <summary>Pupils.</summary>
    Pupils,

    /// <summary>Parents and carers.</summary>
    Parents,

    /// <summary>Staff.</summary>
    Staff,

    /// <summary>Users of the service.</summary>
    ServiceUsers,

    /// <summary>Others.</summary>
    Other,
}

/// <summary>Why people need not be informed: UK GDPR Art 34(3), or no high risk (Art 34(1)).</summary>
public enum NoticeExemption
{
    /// <summary>The data could not be read (Art 34(3)(a)).</summary>
    Encrypted,

    /// <summary>Later measures removed the risk (Art 34(3)(b)).</summary>
    RiskRemoved,

    /// <summary>A public communication was made instead (Art 34(3)(c)).</summary>
    DisproportionateEffort,

    /// <summary>The risk is not high (Art 34(1)).</summary>
    NotHighRisk,
}

/// <summary>How likely a risk is, how much harm it would do, and what is left of it (how-3g).</summary>
public enum RiskLevel
{
    /// <summary>Little.</summary>
    Low,

    /// <summary>Some.</summary>
    Medium,

    /// <summary>Much.</summary>
    High,
}

/// <summary>Whether people are likely to come to harm (UK GDPR Art 33(1)).</summary>
public enum Likelihood
{
    /// <summary>Not likely.</summary>
    Unlikely,

    /// <summary>Likely.</summary>
    Likely,
}

/// <summary>What an assessment for the ICO ends in (UK GDPR Art 33 and 34).</summary>
public enum IcoOutcome
{
    /// <summary>No data of living people.</summary>
    NotAPersonalDataBreach,

    /// <summary>To be recorded under Art 33(5), not notified.</summary>
    NotReportable,

    /// <summary>The ICO is notified (Art 33).</summary>
    Reportable,

    /// <summary>The ICO is notified and the people are informed (Art 34).</summary>
    ReportableAndInform,
}

/// <summary>How an incident is linked to another (why-1).</summary>
public enum LinkRelation
{
    /// <summary>It is the same incident, which is worked on there.</summary>
    DuplicateOf,

    /// <summary>They have to do with each other.</summary>
    RelatedTo,
}

/// <summary>On what ground an incident is closed.</summary>
public enum ClosureGround
{
    /// <summary>Its outcome report was accepted.</summary>
    OutcomeAccepted,

    /// <summary>Verification found that there was no incident.</summary>
    NotAnIncident,

    /// <summary>It is a duplicate of another, which is worked on.</summary>
    Duplicate,
}
