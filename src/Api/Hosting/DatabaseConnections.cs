using System.Net;
using Npgsql;

namespace Incidents.Api.Hosting;

/// <summary>How the service connects to its database, where the connection string does not say
/// otherwise.</summary>
public static class DatabaseConnections
{
    /// <summary>Connections as they are given, with what is not.</summary>
    public static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder connection) =>
        new NpgsqlDataSourceBuilder(Completed(connection).ConnectionString).Build();

    /// <summary>Statements are prepared once for each connection, which spares most of their planning; what
    /// is given in the connection string goes before.</summary>
    public static NpgsqlConnectionStringBuilder Completed(NpgsqlConnectionStringBuilder connection)
    {
        var given = connection.ConnectionString;
        bool Says(string setting) => given.Contains(setting, StringComparison.OrdinalIgnoreCase);

        if (!Says("Auto Prepare"))
            (connection.MaxAutoPrepare, connection.AutoPrepareMinUsages) = (100, 2);
        if (!Says("Pool Size"))
            connection.MaxPoolSize = 32;
        // Nothing here changes a session beyond its transaction but locks, which are let go, or their
        // connection is closed (SessionLock); so there is nothing to put back.
        if (!Says("No Reset On Close"))
            connection.NoResetOnClose = true;
        // What a node holds that stands still in the middle of a transaction, others get after this time.
        if (!Says("Options"))
            connection.Options = "-c idle_in_transaction_session_timeout=10s";
        // Npgsql would go on without TLS where the server, or somebody in between, says that it has none.
        if (!Says("SSL Mode") && !IsOnThisMachine(connection.Host))
            connection.SslMode = SslMode.Require;

        return connection;
    }

    /// <summary>Whether every server is reached by a socket or by an address of this machine.</summary>
    private static bool IsOnThisMachine(string? hosts) => (hosts ?? "")
        .Split(',', StringSplitOptions.TrimEntries)
        .All(host => host is "" or "localhost" or ['/', ..] or ['@', ..]
            || host.StartsWith("localhost:", StringComparison.Ordinal)
            || (IPEndPoint.TryParse(host, out var address) && IPAddress.IsLoopback(address.Address)));
}
