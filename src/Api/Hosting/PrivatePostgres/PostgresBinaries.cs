namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>A folder that holds PostgreSQL's programs.</summary>
public sealed record PostgresBinaries(string Folder)
{
    /// <summary>The environment variable that names the folder, before any other is looked at.</summary>
    public const string Setting = "INCIDENTS_POSTGRES_BIN";

    internal string InitDb => Path.Combine(Folder, "initdb");

    internal string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>Every installation on this machine, the preferred one first; never none.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="root">Below which the usual places are looked for.</param>
    public static IReadOnlyList<PostgresBinaries> Find(Func<string, string?> environment, string root = "/")
    {
        if (environment(Setting) is { Length: > 0 } chosen)
            return Holds(chosen) ? [new(chosen)] : throw new PostgresUnavailableException(
                $"{Setting} is {chosen}, but that folder does not hold both initdb and postgres.");

        PostgresBinaries[] found =
        [
            .. (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Concat(Installed(root, "usr/lib/postgresql", "*"))
                .Concat(Installed(root, "usr", "pgsql-*"))
                .Concat(Installed(root, "opt/homebrew/opt", "postgresql*"))
                .Concat(Installed(root, "usr/local/opt", "postgresql*"))
                .Concat(Installed(root, "home/linuxbrew/.linuxbrew/opt", "postgresql*"))
                .Where(Holds)
                .Distinct()
                .Select(folder => new PostgresBinaries(folder)),
        ];
        return found.Length > 0 ? found : throw NoneInstalled();
    }

    /// <summary>The installation that opens data of this version; for new data, the preferred one.</summary>
    internal static async Task<PostgresBinaries> ForAsync(int? dataVersion, CancellationToken cancel)
    {
        var installed = Find(Environment.GetEnvironmentVariable);
        if (dataVersion is null)
            return installed[0];

        var others = new List<string>();
        foreach (var binaries in installed)
        {
            var (_, output) = await ChildProcess.RunAsync([binaries.Postgres, "--version"], cancel);
            if (MajorVersion(output) == dataVersion)
                return binaries;

            others.Add($"{MajorVersion(output)} in {binaries.Folder}");
        }

        throw new PostgresUnavailableException(
            $"The data was made by PostgreSQL {dataVersion}, but here is only {string.Join(", ", others)}, " +
            $"and no version opens another's data. Install PostgreSQL {dataVersion} (apt-get install " +
            $"postgresql-{dataVersion}), or set {Setting} to the folder of its programs.");
    }

    /// <summary>The first number in what names a version, such as "postgres (PostgreSQL) 15.18".</summary>
    internal static int MajorVersion(string version)
    {
        var digits = version.SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(char.IsAsciiDigit);
        return int.TryParse(string.Concat(digits), out var number) ? number : 0;
    }

    // The one place to fetch the programs from elsewhere, should that ever be wanted.
    private static PostgresUnavailableException NoneInstalled() => new(
        "PostgreSQL is not installed here. Install it (apt-get install postgresql), or set " +
        $"{Setting} to the folder that holds initdb and postgres, or set ConnectionStrings__Incidents to " +
        "use a database that runs already.");

    private static bool Holds(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));

    private static IEnumerable<string> Installed(string root, string parent, string pattern)
    {
        var folder = Path.Combine(root, parent);
        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder, pattern)
                .OrderByDescending(installation => MajorVersion(Path.GetFileName(installation)))
                .Select(installation => Path.Combine(installation, "bin"))
            : [];
    }
}
