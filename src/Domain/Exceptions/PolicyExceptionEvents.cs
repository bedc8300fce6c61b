namespace Incidents.Domain;

/// <summary>What happened to a request for an exception from the policy.</summary>
public abstract record PolicyExceptionEvent : StoredEvent;

/// <summary>Somebody asked for an exception from points of the policy.</summary>
/// <param name="Points">Ids of points, of the template.</param>
/// <param name="ReasonsRead">That who asks has read and understood why the points are in place.</param>
/// <param name="Until">The last day for which it is asked, where they said one.</param>
[Policy(Exc)]
public sealed record PolicyExceptionRequested(
    Raiser Raiser, ImmutableArray<string> Points, Text BusinessReason, bool ReasonsRead, DateOnly? Until)
    : PolicyExceptionEvent;

/// <summary>The exception was granted.</summary>
/// <param name="ExpiresOn">The last day on which it holds, by the school's date.</param>
[Policy(Exc)]
public sealed record PolicyExceptionApproved(DateOnly ExpiresOn, Text Reason) : PolicyExceptionEvent;

/// <summary>The exception was not granted.</summary>
[Policy(Exc)]
public sealed record PolicyExceptionRefused(Text Reason) : PolicyExceptionEvent;

/// <summary>The last day of an exception is past; the policy holds again.</summary>
/// <param name="ExpiredOn">The last day on which it held.</param>
[Policy(Exc)]
public sealed record PolicyExceptionExpired(DateOnly ExpiredOn) : PolicyExceptionEvent;
