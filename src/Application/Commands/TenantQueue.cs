using Marten;
using Npgsql;

namespace Incidents.Application.Commands;

/// <summary>A line in which transactions of one tenant wait for each other, where what one decides rests on
/// what another writes.</summary>
internal static class TenantQueue
{
    /// <summary>Waits for its turn, which lasts until the commit. What is read after it is true until then: a
    /// session whose connection breaks while its transaction is open reads and commits nothing more. Marten
    /// tries reads again by itself, but not those, from 9.58 on; before that it did, on a new connection and
    /// without the turn.</summary>
    /// <param name="line">What the line is for.</param>
    public static async Task Wait(IDocumentSession session, string line, CancellationToken cancellation)
    {
        await session.BeginTransactionAsync(cancellation);

        await using var command = new NpgsqlCommand(
            "select pg_advisory_xact_lock(hashtextextended(@line, 0))");
        command.Parameters.AddWithValue("line", $"{session.TenantId}/{line}");
        await using var reader = await session.ExecuteReaderAsync(command, cancellation);
        await reader.ReadAsync(cancellation);
    }
}
