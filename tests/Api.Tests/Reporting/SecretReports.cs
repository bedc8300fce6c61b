using System.Net;
using System.Text;
using Incidents.Api.Tests.Hosting.PrivatePostgres;
using Incidents.Application.Notifications;
using Role = Incidents.Domain.Role;

namespace Incidents.Api.Tests.Reporting;

/// <summary>Somebody reports without a name, and once more by name but protected, from a machine that tells
/// all it can; and follows both up.</summary>
public sealed class SecretReports(TestCluster cluster) : IAsyncLifetime
{
    /// <summary>Tables in which the nodes of the service keep account of themselves.</summary>
    private const string OfNodes = "messages.wolverine_node";

    private readonly HashSet<string> _before = new(StringComparer.Ordinal);

    public School School { get; } = new(cluster)
    {
        Set = settings => settings with { Mail = ToTheOffice },
    };

    /// <summary>The office is told by mail. The school's clock stands, so that none goes out.</summary>
    private static MailSettings ToTheOffice { get; } = new(
        "localhost", 25, MailSecurity.None, User: null, Password: null, "incidents@school.example",
        new Dictionary<(string, Role), string>
        {
            [("default", Role.OfficeManager)] = "office@school.example",
        });

    /// <summary>Who reports; their key is used for nothing else.</summary>
    public Member Reporter { get; private set; } = null!;

    public ReportedIncident Anonymous { get; private set; } = null!;

    public ReportedIncident Protected { get; private set; } = null!;

    /// <summary>What would point to the reporter.</summary>
    public ISet<string> Pointers { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>What the service logged meanwhile.</summary>
    public IReadOnlyList<string> Logged { get; private set; } = [];

    /// <summary>The files of evidence that came meanwhile.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>The rows that were added or changed meanwhile, with their tables.</summary>
    public IReadOnlyList<(string Table, string Row)> Rows { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await School.InitializeAsync();
        School.Clock.Advance(TimeSpan.FromSeconds(41 * 60 + 17.123456));
        Reporter = await School.Joins("planted-subject", "Planted Name", Role.Staff);
        var ordinary = await School.Reports();
        await School.OfficeManager.Gets("/v1/incidents");
        // What is built behind the write of it is there before the others are looked for.
        foreach (var table in (string[])["events", "incidents", "deadlines"])
            await Eventually.IsTrue(() => School.Database.Asks(
                $"select incident_id from reporting.{table} where incident_id = '{ordinary.Id}'")
                .GetAwaiter().GetResult().Count > 0);
        var (key, person) = await IdsOf(Reporter);
        Pointers.UnionWith([Reporter.Subject, Reporter.Name, Reporter.Key, key, person]);
        Pointers.UnionWith(Nobody.Tracks.Select(track => track.Value));
        Pointers.UnionWith(["203.0.113", "PlantedAgent", "planted", "1234567890abcdef", "127.0.0.1"]);
        foreach (var (table, row) in await Dump(School))
            _before.Add(table + row);
        var lines = School.Log.Lines.Count;

        Anonymous = await ReportsAnonymously();
        Protected = await ReportsProtected();

        Logged = [.. School.Log.Lines.Skip(lines)];
        Files = School.Data.Files("evidence");
        Rows = [.. (await Dump(School)).Where(each => !_before.Contains(each.Table + each.Row))];
    }

    public ValueTask DisposeAsync() => School.DisposeAsync();

    /// <summary>A picture with what a camera writes beside it.</summary>
    public static byte[] Photograph()
    {
        byte[] exif = [.. "Exif\0\0"u8, .. Encoding.ASCII.GetBytes("planted-camera 51.8N 0.6E")];

        return
        [
            0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif,
            0xFF, 0xDA, 0, 4, 1, 2, .. "the picture"u8, 0xFF, 0xD9,
        ];
    }

    private async Task<ReportedIncident> ReportsAnonymously()
    {
        var report = await School.Nobody.Reports(
            new
            {
                title = "Without a name",
                description = "What I saw.",
                discoveredAt = School.Clock.InHours(-0.2),
                peopleInvolved = new[] { new { name = "Ivy Ashdown", relation = "affected" } },
            }, retryKey: "one");
        report.ShouldBe(HttpStatusCode.Created);
        await FollowsUp(School.Nobody.With(report));

        return Of(report);
    }

    private async Task<ReportedIncident> ReportsProtected()
    {
        (await Reporter.Posts("/v1/incidents", "{ nonsense")).ShouldBe(HttpStatusCode.BadRequest);
        (await Reporter.Posts("/v1/incidents", new { protectIdentity = true }))
            .ShouldBe(HttpStatusCode.BadRequest);
        var report = await Reporter.Posts("/v1/incidents",
            new { title = "In confidence", protectIdentity = true, occurredAt = School.Clock.InHours(-1) },
            retryKey: "two");
        report.ShouldBe(HttpStatusCode.Created);
        await FollowsUp(School.Nobody.With(report));

        return Of(report);
    }

    private static async Task FollowsUp(Nobody holder)
    {
        (await holder.Looks()).ShouldBe(HttpStatusCode.OK);
        (await holder.Posts("messages", new { text = "There is more." }, retryKey: "three"))
            .ShouldBe(HttpStatusCode.Created);
        (await holder.Posts("details", new { location = "Hall" })).ShouldBe(HttpStatusCode.OK);
        (await holder.Uploads(new(Photograph(), "planted-holiday.JPG", "image/jpeg")))
            .ShouldBe(HttpStatusCode.Created);
        (await holder.Posts("details", new { })).ShouldBe(HttpStatusCode.BadRequest);
        (await holder.Posts("nonsense", new { })).ShouldBe(HttpStatusCode.NotFound);
        (await (holder with { Receipt = "4929007315580048" }).Looks())
            .ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<(string Key, string Person)> IdsOf(Member member)
    {
        var key = (await School.Administrator.Gets("/v1/admin/api-keys")).Items
            .Single(each => each["subject"]!.GetValue<string>() == member.Subject)["id"]!.GetValue<string>();
        var person = await School.Database.Asks(
            $"select data->>'personId' from incidents.mt_doc_apikeyrow where id = '{key}'");

        return (key, person.Single());
    }

    /// <summary>Every row of every table but those of the nodes.</summary>
    public static async Task<IReadOnlyList<(string Table, string Row)>> Dump(School school)
    {
        var tables = await school.Database.Asks(
            """
            select format('%I.%I', table_schema, table_name) from information_schema.tables
            where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
            """);
        var dump = new List<(string, string)>();
        foreach (var table in tables.Where(name => !name.StartsWith(OfNodes, StringComparison.Ordinal)))
            dump.AddRange((await school.Database.Asks($"select t::text from {table} t"))
                .Select(row => (table, row)));

        return dump;
    }

    private static ReportedIncident Of(Answer report) =>
        new(report["incidentId"]!.GetValue<Guid>(), report["reference"]!.GetValue<string>());
}
