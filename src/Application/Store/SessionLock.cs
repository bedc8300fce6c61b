using Npgsql;

namespace Incidents.Application.Store;

/// <summary>A lock that a connection holds and no transaction, for what goes on for longer than a transaction
/// may stand still, or in several. Connections are pooled and keep what they hold: where the lock cannot be
/// let go, the connection is closed and never used again.</summary>
public sealed class SessionLock : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;

    private SessionLock(NpgsqlDataSource database, NpgsqlConnection connection) =>
        (_database, Connection) = (database, connection);

    /// <summary>The connection that holds it.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Waits until it has the lock.</summary>
    /// <param name="key">A number in SQL.</param>
    public static async Task<SessionLock> Take(
        NpgsqlDataSource database, string key, CancellationToken cancellation) =>
        (await Ask(database, $"select pg_advisory_lock({key}) is not null", cancellation))!;

    /// <summary>Takes the lock; none where somebody else has it.</summary>
    /// <inheritdoc cref="Take(NpgsqlDataSource, string, CancellationToken)" path="/param"/>
    public static Task<SessionLock?> TryTake(
        NpgsqlDataSource database, string key, CancellationToken cancellation) =>
        Ask(database, $"select pg_try_advisory_lock({key})", cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var unlock = new NpgsqlCommand("select pg_advisory_unlock_all()", Connection);
            await unlock.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // What is given back to a pool that was cleared meanwhile is closed.
            _database.Clear();
        }

        await Connection.DisposeAsync();
    }

    private static async Task<SessionLock?> Ask(
        NpgsqlDataSource database, string sql, CancellationToken cancellation)
    {
        var held = new SessionLock(database, await database.OpenConnectionAsync(cancellation));
        try
        {
            // However long somebody else has it.
            await using var ask = new NpgsqlCommand(sql, held.Connection) { CommandTimeout = 0 };
            if (await ask.ExecuteScalarAsync(cancellation) is true)
                return held;
        }
        catch
        {
            // It may have the lock all the same.
            await held.DisposeAsync();
            throw;
        }

        await held.DisposeAsync();

        return null;
    }
}
