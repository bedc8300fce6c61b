using System.Diagnostics;
using System.Globalization;
using Incidents.Api.Hosting.PrivatePostgres;
using Npgsql;

namespace Incidents.Processes;

/// <summary>A PostgreSQL of one's own to be broken: durable, reached by a socket in its folder. It ends with
/// whoever started it.</summary>
/// <param name="folder">Where its data, its socket and its log lie.</param>
internal sealed class Cluster(string folder) : IAsyncDisposable
{
    // Reading ends when the pipe is closed, also by the kernel after our death; SIGINT is the fast shutdown.
    private const string Guard =
        """
        exec 3<&0 >>"$1" 2>&1; shift
        "$@" </dev/null 3<&- & server=$!
        { read -r _ <&3; kill -s INT $server; } & watch=$!
        wait $server; code=$?; kill $watch; exit $code
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static readonly string[] AsServer = Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
        : [];

    /// <summary>Not every folder with the server has the programs beside it.</summary>
    private readonly PostgresBinaries _binaries = PostgresBinaries.Find(Environment.GetEnvironmentVariable)
        .MaxBy(found => File.Exists(Path.Combine(found.Folder, "pg_basebackup")))!;

    private Process? _process;

    public string Folder { get; } = folder;

    public string Data { get; } = Path.Combine(folder, "data");

    public string Log { get; } = Path.Combine(folder, "postgres.log");

    /// <summary>The folder of its socket, by which it is named as a host.</summary>
    public string Socket => Path.Combine(Folder, "socket");

    /// <summary>Its processes that live, by their pids.</summary>
    private IEnumerable<string> Processes => Directory.GetDirectories("/proc")
        .Where(process => Processors.WorksIn(process, Data)).Select(process => Path.GetFileName(process));

    /// <summary>Makes its data.</summary>
    public async Task Make()
    {
        await TakeFolder();
        await Run("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C",
            "--no-instructions", "--wal-segsize=1");
    }

    /// <summary>Becomes a copy of another that runs, and follows it once it is started.</summary>
    public async Task Follow(Cluster primary)
    {
        if (Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);

        await TakeFolder();
        await Run("pg_basebackup", "-h", primary.Socket, "-U", "postgres", "-D", Data, "-R", "-X", "stream",
            "-c", "fast");
        // What the other was told to wait for is not to be waited for here.
        await File.AppendAllTextAsync(
            Path.Combine(Data, "postgresql.auto.conf"), "synchronous_standby_names = ''\n");
    }

    /// <summary>Takes writes from now on.</summary>
    public Task Promote() => Run("pg_ctl", "promote", "-w", "-D", Data);

    /// <summary>Gives the folder, and what was copied into it, to the user that it runs as.</summary>
    public async Task TakeFolder()
    {
        Directory.CreateDirectory(Socket);
        if (Environment.IsPrivilegedProcess)
            await Tool.Run("chown", ["-R", "postgres:postgres", Folder]);
    }

    /// <summary>Runs one of PostgreSQL's programs as the user that the server runs as.</summary>
    public Task<string> Run(string program, params string[] arguments)
    {
        string[] command = [.. AsServer, Path.Combine(_binaries.Folder, program), .. arguments];

        return Tool.Run(command[0], command[1..]);
    }

    /// <summary>Runs a script as the user that the server runs as, with PostgreSQL's programs at
    /// hand.</summary>
    public async Task<string> RunScript(
        string script, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        string[] command = [.. AsServer, script, .. arguments];
        var whole = new Dictionary<string, string?>(environment)
        {
            ["PATH"] = $"{_binaries.Folder}:{Environment.GetEnvironmentVariable("PATH")}",
            ["PGHOST"] = Socket,
            ["PGUSER"] = "postgres",
        };

        return (await Tool.Run(command[0], command[1..], whole)).Trim();
    }

    /// <summary>Starts it, and waits until it takes connections.</summary>
    /// <param name="settings">Such as <c>max_connections=20</c>.</param>
    public async Task Start(params string[] settings)
    {
        string[] all =
        [
            "listen_addresses=", $"unix_socket_directories={Socket}", "shared_buffers=64MB",
            "timezone=UTC", "log_timezone=UTC", "jit=off", "min_wal_size=2MB", .. settings,
        ];
        var start = new ProcessStartInfo("setsid",
        [
            .. AsServer, "/bin/sh", "-c", Guard, "guard", Log,
            Path.Combine(_binaries.Folder, "postgres"), "-D", Data,
            .. all.SelectMany(setting => new[] { "-c", setting }),
        ])
        {
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        _process = Process.Start(start)!;
        await UntilItAnswers(_process);
    }

    /// <summary>Whether it takes connections, or does so before the time is over.</summary>
    public async Task<bool> IsThere(TimeSpan before)
    {
        for (var watch = Stopwatch.StartNew(); _process is { HasExited: false } && watch.Elapsed < before;)
        {
            try
            {
                await Asks("postgres", "select 1");
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(20);
            }
        }

        return false;
    }

    /// <summary>Kills it with all its processes, as a power cut would.</summary>
    public async Task Kill() => await End("KILL");

    /// <summary>Stops it in order, without waiting for its clients.</summary>
    public async Task Stop()
    {
        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        await End("INT", postmaster);
    }

    /// <summary>How to connect to one of its databases.</summary>
    public string ConnectionString(string database, string user) => new NpgsqlConnectionStringBuilder
    {
        Host = Socket,
        Database = database,
        Username = user,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>What a question comes to, as the superuser: the first column of every row, as text.</summary>
    public async Task<IReadOnlyList<string>> Asks(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            $"{ConnectionString(database, "postgres")};Pooling=false;Command Timeout=120");
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await End("KILL");

        _process?.Dispose();
    }

    private async Task End(string signal, params string[] only)
    {
        string[] ends = only is [] ? [.. Processes] : only;
        try
        {
            await Tool.Run("kill", ["-s", signal, .. ends]);
        }
        catch (InvalidOperationException)
        {
            // One of them had ended already.
        }

        using var patience = new CancellationTokenSource(Patience);
        while (Processes.Any())
            await Task.Delay(10, patience.Token);

        if (_process is not null)
            await _process.WaitForExitAsync(patience.Token);
    }

    private async Task UntilItAnswers(Process process)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await Asks("postgres", "select 1");
                return;
            }
            catch (NpgsqlException) when (!process.HasExited && watch.Elapsed < Patience)
            {
                await Task.Delay(10);
            }
            catch (NpgsqlException reason)
            {
                throw new InvalidOperationException(
                    $"PostgreSQL did not start. {await File.ReadAllTextAsync(Log)}", reason);
            }
        }
    }
}
