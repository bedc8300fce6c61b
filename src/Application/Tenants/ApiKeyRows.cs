using System.Text.Json;
using Incidents.Application.Store;
using Incidents.Application.Batching;
using Npgsql;
using NpgsqlTypes;

namespace Incidents.Application.Tenants;

/// <summary>Looks API keys up, for several callers by one question.</summary>
public sealed class ApiKeyRows
{
    /// <summary>How many go together at most.</summary>
    private const int Most = 256;

    private const string Question =
        $"select hash, data::text from {IncidentStore.Schema}.mt_doc_apikeyrow where hash = any($1)";

    private readonly NpgsqlDataSource _database;
    private readonly Batcher<string, ApiKeyRow?> _batcher;

    /// <summary>Looks into a database.</summary>
    public ApiKeyRows(NpgsqlDataSource database)
    {
        _database = database;
        _batcher = new(Most, LookUp);
    }

    /// <summary>The key of this hash, as it is now; none where there is none.</summary>
    public Task<ApiKeyRow?> Of(string hash, CancellationToken cancellation) =>
        _batcher.Ask(hash, cancellation);

    private async Task<IReadOnlyList<ApiKeyRow?>> LookUp(
        IReadOnlyList<string> hashes, CancellationToken cancellation)
    {
        await using var command = _database.CreateCommand(Question);
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Varchar, [.. hashes.Distinct()], hash => hash));

        var found = new Dictionary<string, ApiKeyRow>(StringComparer.Ordinal);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            found[row.GetString(0)] = JsonSerializer.Deserialize<ApiKeyRow>(
                row.GetFieldValue<byte[]>(1), StoreJson.Options)!;
        }

        return [.. hashes.Select(hash => found.GetValueOrDefault(hash))];
    }
}
