namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>The server's settings, all on its command line, so that no file must be edited.</summary>
internal static class ServerSettings
{
    public static IEnumerable<string> Of(ClusterFolder cluster, PostgresServerOptions options) =>
    [
        "-D", cluster.Data, "-k", cluster.Socket, "-p", "5432",
        .. Common.Concat(options.Durable ? Safe : Fast).SelectMany(setting => new[] { "-c", setting }),
    ];

    private static readonly string[] Common =
    [
        // Only through a socket in a folder that is closed to others: so nobody is asked for a password.
        "listen_addresses=", "unix_socket_permissions=0700",
        "max_connections=100", "shared_buffers=128MB",
        "idle_in_transaction_session_timeout=5min",
        "timezone=UTC", "log_timezone=UTC",

        // Compiling queries pays for long reports only, and slows the first one of every connection.
        "jit=off",

        // The log holds what the server says of itself. A client's errors go to the client: they can name
        // personal data, and a busy client would fill the disk with them.
        "logging_collector=off", "log_min_messages=log", "log_checkpoints=off",
    ];

    private static readonly string[] Safe = ["fsync=on", "synchronous_commit=on", "full_page_writes=on"];

    private static readonly string[] Fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
}
