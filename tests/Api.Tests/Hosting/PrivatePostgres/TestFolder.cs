using System.Globalization;
using Incidents.Api.Hosting.PrivatePostgres;
using Npgsql;

namespace Incidents.Api.Tests.Hosting.PrivatePostgres;

/// <summary>A folder for a private PostgreSQL that is removed with the test.</summary>
public sealed class TestFolder : IDisposable
{
    // Not in the temporary folder of root, which may be closed to the user that root runs PostgreSQL as.
    private readonly string _parent = Directory
        .CreateDirectory(Path.Combine("/var/tmp", $"incidents-test-{Guid.CreateVersion7():N}")).FullName;

    public string Root => Path.Combine(_parent, "postgres");

    public string Data => Path.Combine(Root, "data");

    /// <summary>The pid of the server's main process as PostgreSQL wrote it down, once it is ready.</summary>
    public int? Postmaster
    {
        get
        {
            var file = new FileInfo(Path.Combine(Data, "postmaster.pid"));
            var lines = file.Exists ? File.ReadAllLines(file.FullName) : [];
            return lines is [var pid, _, _, _, _, _, _, var status, ..] && status.Trim() == "ready"
                ? int.Parse(pid, CultureInfo.InvariantCulture)
                : null;
        }
    }

    public Task<PostgresServer> StartAsync(CancellationToken cancel, bool durable = false) =>
        PostgresServer.StartAsync(Root, new PostgresServerOptions { Durable = durable }, _ => { }, cancel);

    public void Dispose() => Directory.Delete(_parent, recursive: true);
}

internal static class Queries
{
    public static async Task<object?> AsksAsync(this PostgresServer server, string sql)
    {
        // Without a pool, so that every question is put to the server that runs now.
        var connections = server.ConnectionString("postgres", "postgres") + ";Pooling=false";
        await using var connection = new NpgsqlConnection(connections);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
