using Incidents.Application.Batching;
using JasperFx;
using Npgsql;

namespace Incidents.Application.Commands;

/// <summary>Which failures mean that another writer came first, so that trying again
/// against the true state helps.</summary>
public static class Conflicts
{
    /// <summary>How often a command is tried.</summary>
    public const int Tries = 5;

    /// <summary>From which try on it locks its incident first: waiting in line is
    /// cheaper than colliding again.</summary>
    public const int FirstAlone = 3;

    /// <summary>Whether this failure is one.</summary>
    public static bool Is(Exception exception) => exception switch
    {
        ConcurrencyException or DocumentAlreadyExistsException or MovedOnException => true,
        Marten.Exceptions.ExistingStreamIdCollisionException or Marten.Exceptions.StreamLockedException =>
            true,
        JasperFx.Events.ExistingStreamIdCollisionException or JasperFx.Events.StreamLockedException => true,
        PostgresException e => e.SqlState
            is PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.LockNotAvailable
            || e.MessageText.Contains("MT003", StringComparison.Ordinal),
        AggregateException e => e.InnerExceptions.All(Is),
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };

    /// <summary>Tries until no other writer is in the way, bounded; in the end alone.</summary>
    /// <param name="attempt">One try, told whether to lock what it writes to first.</param>
    /// <param name="meter">What counts the conflicts; none: nobody may know.</param>
    public static async Task<Outcome> Retry(
        Func<bool, Task<Outcome>> attempt, TimeProvider clock, CommandMeter? meter,
        CancellationToken cancellation)
    {
        try
        {
            return await Retry(number => attempt(number >= FirstAlone), clock, meter, cancellation);
        }
        catch (Exception exception) when (Is(exception))
        {
            return new Outcome.Busy();
        }
    }

    /// <summary>The same for what is no command.</summary>
    /// <exception cref="Exception">The conflict of the last try.</exception>
    public static Task<T> Retry<T>(
        Func<Task<T>> attempt, TimeProvider clock, CancellationToken cancellation) =>
        Retry(_ => attempt(), clock, meter: null, cancellation);

    private static async Task<T> Retry<T>(
        Func<int, Task<T>> attempt, TimeProvider clock, CommandMeter? meter, CancellationToken cancellation)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt(number);
            }
            catch (Exception exception) when (Is(exception))
            {
                meter?.Conflicted();
                if (number == Tries)
                    throw;
            }

            await Task.Delay(Pause(number), clock, cancellation);
        }
    }

    /// <summary>How long to stand back before a try, so that writers do not meet
    /// again at the same moment.</summary>
    private static TimeSpan Pause(int attempt) =>
        TimeSpan.FromMilliseconds(
            System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, 8 << attempt));
}
