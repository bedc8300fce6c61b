using Incidents.Application.Store;
using Npgsql;

namespace Incidents.Application.Figures;

/// <summary>Draws up the sums over the register. What is asked counts the log too, so that a sum that is not
/// drawn up yet costs time and is never wrong.</summary>
public sealed class FigureSums(NpgsqlDataSource database)
{
    /// <summary>As it is called by whoever runs the service.</summary>
    public const string Name = "figures";

    /// <summary>So many changes are as quickly counted as they are put away.</summary>
    private const int Loose = 100;

    /// <summary>How many are put away at once, so that no command waits for it.</summary>
    private const int Lot = 1000;

    /// <summary>How many at once where very many are left, as by an import: then whoever asks would wait
    /// longer.</summary>
    private const int LargeLot = 20_000;

    /// <summary>One at a time: any number, as long as nobody else locks it.</summary>
    private const string Lock = "448454218";

    /// <summary>Puts a lot of changes away, where there are many.</summary>
    /// <returns>About how many are left to be put away, and whether it did anything.</returns>
    public async Task<(long Left, bool HasMoved)> Pass(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var left = await Left(connection, cancellation);
        if (left < Loose)
            return (0, HasMoved: false);

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var mine = new NpgsqlCommand($"select pg_try_advisory_xact_lock({Lock})", connection))
        {
            if (await mine.ExecuteScalarAsync(cancellation) is not true)
                return (left, HasMoved: false);
        }

        var lot = left > LargeLot ? LargeLot : Lot;
        await Run(connection, FiguresSchema.Add + DeadlineFigures.Add, cancellation, lot);
        await transaction.CommitAsync(cancellation);

        return (left - lot is var rest && rest < Loose ? 0 : rest, HasMoved: true);
    }

    /// <summary>Draws everything up again. What changes meanwhile stays in the log, so that it is counted
    /// neither twice nor not at all.</summary>
    public async Task Rebuild(CancellationToken cancellation)
    {
        await using var alone = await SessionLock.Take(database, Lock, cancellation);
        await using var transaction = await alone.Connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, cancellation);
        await Run(alone.Connection, FiguresSchema.Draw + DeadlineFigures.Draw, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<long> Left(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"select (select count(*) from {FiguresSchema.Log}) "
            + $"+ (select count(*) from {DeadlineFigures.Log})",
            connection);

        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task Run(
        NpgsqlConnection connection, string sql, CancellationToken cancellation, int lot = 0)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (lot > 0)
            command.Parameters.AddWithValue("lot", lot);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
