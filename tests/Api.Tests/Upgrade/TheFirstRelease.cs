using System.Globalization;
using System.IO.Compression;
using Incidents.Api.Hosting;
using Npgsql;

namespace Incidents.Api.Tests.Upgrade;

/// <summary>A database, keys and evidence as the first release left them, put back for a test. They are made
/// by <c>tests/Api.Tests/Upgrade/first-release/make</c>.</summary>
internal sealed class TheFirstRelease : IAsyncDisposable
{
    /// <summary>The first key of that installation.</summary>
    public const string FirstKey = "the-first-key-of-the-first-release-is-no-secret";

    private const string Folder = "tests/Api.Tests/Upgrade/first-release";

    private readonly DataFolder _data = new();

    private TheFirstRelease(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public ServiceSettings Settings => new(
        _data.Path, Database.Service, Database.Owner, FirstKey, LargestEvidence: School.LargestEvidence);

    /// <summary>Each event that was recorded of the school: its stream, version and stored name.</summary>
    public static IReadOnlyList<(Guid Stream, long Version, string Type)> Events =>
    [
        .. Lines("events.txt").Select(line => line.Split(' ')).Select(each =>
            (Guid.Parse(each[0]), long.Parse(each[1], CultureInfo.InvariantCulture), each[2])),
    ];

    /// <summary>The incidents, each with its title.</summary>
    public static IReadOnlyDictionary<Guid, string> Titles { get; } = Lines("titles.txt")
        .ToDictionary(line => Guid.Parse(line[..36]), line => line[37..]);

    /// <summary>Those of them that are not closed.</summary>
    public static IReadOnlyList<Guid> UnderWay =>
    [
        .. Events.GroupBy(e => e.Stream)
            .Where(life => Titles.ContainsKey(life.Key) && life.All(e => e.Type != "incident_closed"))
            .Select(life => life.Key),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TheFirstRelease> PutBack(TestCluster cluster)
    {
        var release = new TheFirstRelease(await cluster.MakeEmptyDatabase());
        await using var dump = Unpacked("database.sql.gz");
        using var sql = new StreamReader(dump);
        await using (var source = NpgsqlDataSource.Create(release.Database.Owner + ";Pooling=false"))
        await using (var command = source.CreateCommand(await sql.ReadToEndAsync(Cancel)))
        {
            command.CommandTimeout = 120;
            await command.ExecuteNonQueryAsync(Cancel);
        }

        await using var files = Unpacked("data.tar.gz");
        await System.Formats.Tar.TarFile.ExtractToDirectoryAsync(
            files, release._data.Path, overwriteFiles: false, Cancel);

        return release;
    }

    /// <summary>Applies this version's schema, as its owner does.</summary>
    public Task ApplySchema() =>
        Incidents.Api.Hosting.Database.ApplySchema(Database.Owner, Settings, Cancel);

    public async ValueTask DisposeAsync()
    {
        await Database.Drop();
        _data.Dispose();
    }

    private static string[] Lines(string file) =>
        File.ReadAllLines(Path.Combine(Repository.Root, Folder, file));

    private static GZipStream Unpacked(string file) =>
        new(File.OpenRead(Path.Combine(Repository.Root, Folder, file)), CompressionMode.Decompress);
}
