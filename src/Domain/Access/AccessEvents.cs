namespace Incidents.Domain;

/// <summary>Somebody looked at what is closed to most. Looks are kept beside the incident's own events, so
/// that reading never changes its version. Ids and enums only: a look repeats nothing of what was
/// seen.</summary>
public abstract record AccessEvent : StoredEvent;

/// <summary>A file of evidence was handed out.</summary>
[Policy(How3c, Must5)]
public sealed record EvidenceAccessed(Guid EvidenceId) : AccessEvent;

/// <summary>The identity of a protected reporter was shown to whoever had asked for it.</summary>
/// <param name="RequestId">The request that was decided so.</param>
[Policy(How1, Must5)]
public sealed record ReporterIdentitySeen(Guid RequestId) : AccessEvent;

/// <summary>The whole history was taken away as a file, with texts that only few may read.</summary>
/// <param name="Classes">The classes of those texts.</param>
[Policy(How3b, How3h, Must5)]
public sealed record SealedClassesExported(ImmutableArray<TextClass> Classes) : AccessEvent;
