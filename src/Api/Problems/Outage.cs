using System.Net.Sockets;
using Incidents.Application.Evidence;
using Npgsql;

namespace Incidents.Api.Problems;

/// <summary>Which exceptions mean that the database is away, starting, stopping or crowded, or that the
/// store of evidence or the scanner is away.</summary>
public static class Outage
{
    /// <summary>A transaction of ours stood still for too long, and was ended.</summary>
    private const string StoodStill = "25P03";

    /// <summary>The problem that an exception comes to, if it is one of these.</summary>
    public static ProblemKind? Of(Exception exception) =>
        Chain(exception).Select(Single).FirstOrDefault(kind => kind is not null);

    /// <summary>An exception with everything that it wraps, outermost first.</summary>
    public static IEnumerable<Exception> Chain(Exception exception)
    {
        yield return exception;

        var inner = exception is AggregateException several
            ? several.InnerExceptions
            : (IEnumerable<Exception>)(exception.InnerException is { } one ? [one] : []);

        foreach (var wrapped in inner.SelectMany(Chain))
            yield return wrapped;
    }

    private static ProblemKind? Single(Exception exception) => exception switch
    {
        PostgresException answered => OfState(answered.SqlState),
        // What the database did not answer itself: it is not there, or none of several is the one to ask.
        NpgsqlException or SocketException or TimeoutException
            or EvidenceStoreAwayException or ScannerAwayException => GeneralProblems.Unavailable,
        NullReferenceException when IsOfTheDriver(exception) => GeneralProblems.Unavailable,
        _ => null,
    };

    /// <summary>Where a connection breaks under a reader, the driver's own reader may trip over what is gone
    /// already.</summary>
    private static bool IsOfTheDriver(Exception exception) =>
        exception.TargetSite?.DeclaringType?.Assembly == typeof(NpgsqlConnection).Assembly;

    private static ProblemKind? OfState(string state) => state switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.ReadOnlySqlTransaction or StoodStill => GeneralProblems.Unavailable,
        // Connections that broke; no room, memory or connections left; disks that fail.
        ['0', '8', ..] or ['5', '3', ..] or ['5', '8', ..] => GeneralProblems.Unavailable,

        // Two writers in each other's way, after every try of ours.
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.LockNotAvailable => GeneralProblems.Busy,
        _ => null,
    };
}
