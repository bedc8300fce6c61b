namespace Incidents.Domain;

/// <summary>Somebody looked at what is closed to most. Looks are kept beside the incident's own events, so
/// that reading never changes its version. Ids and enums only: a look repeats nothing of what was
/// seen.</summary>
public abstract record AccessEvent : StoredEvent;

/// <summary>A file of evidence was handed out.</summary>
[Policy(How3c, Must5)]
public sealed record EvidenceAccessed(Guid EvidenceId) : AccessEvent;
