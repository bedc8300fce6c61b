using System.Net;
using Incidents.Api.Hosting;
using Incidents.Domain;

namespace Incidents.Api.Tests.Fixture;

/// <summary>A school with a service and a database of its own. Everybody has a key, made over
/// HTTP with the first one.</summary>
public sealed class School(TestCluster cluster) : IAsyncLifetime
{
    /// <summary>The key that the installation was started with.</summary>
    public const string FirstKey = "the-first-key-of-a-school-that-is-tested";

    /// <summary>Bytes that a file of evidence may have here.</summary>
    public const int LargestEvidence = 1024 * 1024;

    private readonly DataFolder _data = new();
    private readonly List<Member> _members = [];
    private HttpClient _http = null!;
    private RunningService _service = null!;

    public SchoolClock Clock { get; } = new();

    public CapturedLog Log { get; init; } = new();

    public TestDatabase Database { get; private set; } = null!;

    public DataFolder Data => _data;

    public IServiceProvider Services => _service.Services;

    public Uri Address => _service.Address;

    /// <summary>How the service connects to its database, where that is not straight.</summary>
    internal Func<string, string> Wired { get; init; } = connection => connection;

    /// <summary>What is set otherwise than usual.</summary>
    internal Func<ServiceSettings, ServiceSettings> Set { get; init; } = settings => settings;

    public Member Administrator { get; private set; } = null!;

    public Member Headteacher => The(Role.Headteacher);

    public Member Deputy => The(Role.DeputyHeadteacher);

    public Member OfficeManager => The(Role.OfficeManager);

    public Member LineManager => The(Role.LineManager);

    public Member InvestigatingOfficer => The(Role.InvestigatingOfficer);

    public Member SeniorLeader => The(Role.SeniorLeader);

    public Member Chair => The(Role.ChairOfGovernors);

    public Member ProtectionOfficer => The(Role.DataProtectionOfficer);

    public Member Teacher => The(Role.Staff);

    public Member Assistant { get; private set; } = null!;

    public Member MailFilter => The(Role.Integration);

    public Member Auditor => The(Role.Auditor);

    public Member Statistician => The(Role.Reporting);

    /// <summary>Somebody without a key.</summary>
    public Member Stranger => new(_http, "stranger", "Nobody", [], Key: "");

    /// <summary>Somebody who reports without saying who they are.</summary>
    public Nobody Nobody => new(_http);

    /// <summary>Everybody who has a key but the administrator.</summary>
    public IReadOnlyList<Member> Everybody => _members;

    public async ValueTask InitializeAsync()
    {
        Database = await cluster.MakeDatabase();
        _service = await Starts();
        _http = new HttpClient(
            new ToTheService(this, new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                Expect100ContinueTimeout = TimeSpan.FromSeconds(30),
            }))
        { BaseAddress = Address };
        Administrator = new(_http, "first-administrator", "First administrator",
            [Role.Administrator, Role.Operator], FirstKey);

        foreach (var (subject, name, role) in Staff)
            _members.Add(await Joins(subject, name, role));
        Assistant = await Joins("amy.castleton", "Amy Castleton", Role.Staff);
    }

    /// <summary>The service is stopped and started again, as an update or a crash of the machine
    /// does.</summary>
    public async Task Restarts()
    {
        await _service.DisposeAsync();
        _service = await Starts();
    }

    /// <summary>Somebody new, with a key that the administrator made.</summary>
    public Task<Member> Joins(string subject, string name, params Role[] roles) =>
        Joins(Administrator, subject, name, roles);

    /// <summary>Somebody new in the tenant of an administrator.</summary>
    public async Task<Member> Joins(Member administrator, string subject, string name, params Role[] roles)
    {
        var made = await administrator.Posts("/v1/admin/api-keys",
            new { name, subject, roles = roles.Select(Words.CamelCase) });
        made.ShouldBe(HttpStatusCode.Created);

        return With(made["key"]!.GetValue<string>()) with { Subject = subject, Name = name, Roles = roles };
    }

    /// <summary>Whoever has this key.</summary>
    public Member With(string key) => Administrator with { Subject = "", Name = "", Roles = [], Key = key };

    /// <summary>The teacher reports an incident.</summary>
    public Task<ReportedIncident> Reports() => Teacher.Reports(Tales.LostLaptop);

    /// <summary>An incident that is classified.</summary>
    public async Task<ReportedIncident> HasClassified(string severity = "minor", string personalData = "no")
    {
        var incident = await Reports();
        (await OfficeManager.Classifies(incident, severity, personalData)).ShouldBe(HttpStatusCode.OK);

        return incident;
    }

    /// <summary>An incident that is investigated: of the line manager, unless it is
    /// critical or somebody is named.</summary>
    public async Task<ReportedIncident> HasInvestigated(
        string severity = "minor", string personalData = "no", Member? by = null)
    {
        var investigator = by ?? (severity == "critical" ? OfficeManager : LineManager);
        var incident = await HasClassified(severity, personalData);
        if (severity == "major")
            (await OfficeManager.Engages(incident, Headteacher)).ShouldBe(HttpStatusCode.Created);
        (await OfficeManager.Allocates(incident, investigator)).ShouldBe(HttpStatusCode.OK);
        (await investigator.Accepts(incident)).ShouldBe(HttpStatusCode.OK);

        return incident;
    }

    /// <summary>An incident whose outcome the investigator, or somebody else, has reported.</summary>
    public async Task<ReportedIncident> HasReportedOutcome(
        string severity = "minor", string personalData = "no", Member? author = null)
    {
        var incident = await HasInvestigated(severity, personalData);
        await GoesThroughChecklist(incident);
        var writer = author ?? (severity == "critical" ? OfficeManager : LineManager);
        (await writer.ReportsOutcome(incident)).ShouldBe(HttpStatusCode.Created);

        return incident;
    }

    /// <summary>An incident whose outcome report is accepted.</summary>
    public async Task<ReportedIncident> HasAcceptedOutcome(
        string severity = "minor", string personalData = "no")
    {
        var incident = await HasReportedOutcome(severity, personalData);
        (await OfficeManager.Assesses(incident, 1)).ShouldBe(HttpStatusCode.OK);
        (await OfficeManager.Reviews(incident, 1)).ShouldBe(HttpStatusCode.OK);

        return incident;
    }

    /// <summary>An incident that is closed.</summary>
    public async Task<ReportedIncident> HasClosed()
    {
        var incident = await HasAcceptedOutcome();
        (await OfficeManager.Closes(incident)).ShouldBe(HttpStatusCode.OK);

        return incident;
    }

    /// <summary>Every step before the outcome report is done or ruled out.</summary>
    public async Task GoesThroughChecklist(ReportedIncident incident)
    {
        foreach (var point in Checklist.CanBeRuledOut)
            (await OfficeManager.RulesOut(incident, point)).ShouldBe(HttpStatusCode.OK);
        (await Headteacher.DoesNotDiscipline(incident)).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>What the service's own record says of an incident, as the office manager reads it.</summary>
    public async Task<long> VersionOf(ReportedIncident incident) =>
        (await Auditor.Gets(incident.Path)).Version;

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_service is not null)
            await _service.DisposeAsync();
        if (Database is not null)
            await Database.Drop();
        _data.Dispose();
    }

    private Task<RunningService> Starts() => RunningService.Start(
        Set(new(
            _data.Path, Wired(Database.Service), OwnerConnectionString: null, FirstKey, LargestEvidence)),
        Clock, Log);

    private Member The(Role role) => _members.First(member => member.Roles.Contains(role));

    private static (string Subject, string Name, Role Role)[] Staff { get; } =
    [
        ("margaret.ellwood", "Margaret Ellwood", Role.Headteacher),
        ("imran.qadir", "Imran Qadir", Role.DeputyHeadteacher),
        ("sandra.pike", "Sandra Pike", Role.OfficeManager),
        ("joanne.fell", "Joanne Fell", Role.LineManager),
        ("colin.abara", "Colin Abara", Role.InvestigatingOfficer),
        ("helen.marsden", "Helen Marsden", Role.SeniorLeader),
        ("peter.lindqvist", "Peter Lindqvist", Role.ChairOfGovernors),
        ("ruth.okoro", "Ruth Okoro", Role.DataProtectionOfficer),
        ("tom.brierley", "Tom Brierley", Role.Staff),
        ("mail-filter", "Mail filter", Role.Integration),
        ("dilys.penrose", "Dilys Penrose", Role.Auditor),
        ("figures", "Figures", Role.Reporting),
    ];
}

/// <summary>Finds the service where it listens now: each start takes another port.</summary>
internal sealed class ToTheService(School school, HttpMessageHandler network) : DelegatingHandler(network)
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new(school.Address, request.RequestUri!.PathAndQuery);

        return base.SendAsync(request, cancellationToken);
    }
}

/// <summary>An incident that was reported.</summary>
public sealed record ReportedIncident(Guid Id, string Reference)
{
    public string Path => $"/v1/incidents/{Id}";
}
