using System.Net;
using System.Text.Json.Nodes;
using Incidents.Api.Routes;
using Incidents.Api.Tests.OpenApi;
using Incidents.Domain;

namespace Incidents.Api.Tests.Security.Matrix;

/// <summary>A school with one person for each column of the tables, another school with the same roles, and
/// an incident of each severity in which the people of the columns have their parts.</summary>
public sealed class MatrixSchool(TestCluster cluster) : IAsyncLifetime
{
    public static readonly string[] Severities = ["minor", "moderate", "major", "critical"];

    /// <summary>Parts that would change whose duty is whose, or that need another incident.</summary>
    private static readonly Type[] NotPrepared = [typeof(StandIn), typeof(GrantAccess)];

    private static readonly (string Column, Role Role)[] Roles =
    [
        ("staff", Role.Staff), ("head", Role.Headteacher), ("deputy", Role.DeputyHeadteacher),
        ("office", Role.OfficeManager), ("lineM", Role.LineManager), ("officer", Role.InvestigatingOfficer),
        ("senior", Role.SeniorLeader), ("chair", Role.ChairOfGovernors), ("dpo", Role.DataProtectionOfficer),
        ("champion", Role.InformationChampion), ("auditor", Role.Auditor), ("reporting", Role.Reporting),
        ("admin", Role.Administrator), ("integr", Role.Integration), ("operator", Role.Operator),
    ];

    private static readonly (string Column, Role Role)[] Parties =
    [
        ("reporter", Role.Staff), ("investig", Role.LineManager), ("leader", Role.SeniorLeader),
        ("witness", Role.DataProtectionOfficer), ("involved", Role.DeputyHeadteacher),
    ];

    private readonly Dictionary<string, ReportedIncident> _incidents = [];
    private readonly Dictionary<(string Severity, string Path), string> _parts = [];
    private readonly Dictionary<string, string> _made = [];
    private ReportedIncident _another = null!;

    public School School { get; } = new(cluster);

    /// <summary>By column, who is asked.</summary>
    public IDictionary<string, Member> People { get; } = new Dictionary<string, Member>();

    /// <summary>By column, who holds the same role in another school.</summary>
    public IDictionary<string, Member> Elsewhere { get; } = new Dictionary<string, Member>();

    public async ValueTask InitializeAsync()
    {
        await School.InitializeAsync();
        // The examples of the description tell of March.
        School.Clock.Advance(TimeSpan.FromDays(30));
        foreach (var (column, role) in Roles.Concat(Parties))
            People[column] = await School.Joins($"{column}.person", $"The {column}", role);

        var there = School.With((await School.Administrator.Posts(
            "/v1/admin/tenants", new { tenant = "elsewhere", name = "Elsewhere" }))["key"]!.ToString());
        foreach (var (column, role) in Roles.Where(each => each.Role != Role.Operator))
            Elsewhere[column] = await School.Joins(there, $"{column}.person", $"The other {column}", role);

        _another = await People["reporter"].Reports(Tales.LostLaptop);
        foreach (var severity in Severities)
            await Prepare(severity);

        await Make("legal-holds", People["dpo"]);
        await Make("policy-exceptions", People["staff"]);
        await Make("policy-change-proposals", People["staff"]);
    }

    public ValueTask DisposeAsync() => School.DisposeAsync();

    public ReportedIncident Incident(string severity) => _incidents[severity];

    /// <summary>A template's path below the incident, with parts that the incident has.</summary>
    /// <returns>None where a part of it could not be prepared.</returns>
    public string? Path(string severity, string template)
    {
        var segments = template.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            if (!segments[i].StartsWith('{'))
                continue;

            if (segments[i] == "{point}")
                segments[i] = "how-3a";
            else if (_parts.TryGetValue((severity, segments[i - 1]), out var id))
                segments[i] = id;
            else
                return null;
        }

        return string.Join('/', segments);
    }

    /// <summary>The path of a route that is not below an incident.</summary>
    public string Path(string template)
    {
        var segments = template.Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            if (segments[i].StartsWith('{'))
                segments[i] = _made.GetValueOrDefault(segments[i - 1], $"{Guid.CreateVersion7()}");
        }

        return string.Join('/', segments);
    }

    /// <summary>A body that is right, as the description shows one. What is about an incident that the body
    /// names is about the minor one.</summary>
    public JsonNode? Body(string method, string template)
    {
        if (template == "/v1/incidents/{id}/stand-ins")
            return new JsonObject { ["duty"] = "classification", ["reason"] = "The office manager is ill." };

        var body = Description.Operations.Single(each => each.Method == method && each.Path == template)
            .BodyExamples?.First().Value!["value"]!.DeepClone();
        if (body is JsonObject { } named && named.ContainsKey("incidentId"))
            named["incidentId"] = (template.EndsWith("/links", StringComparison.Ordinal)
                ? _another
                : _incidents["minor"]).Id;
        if (template.EndsWith("/corrections", StringComparison.Ordinal))
            body!["version"] = 1;
        if (template.EndsWith("/detriment-concerns", StringComparison.Ordinal))
            body!.AsObject().Remove("aboutRole");

        return body;
    }

    private async Task Make(string what, Member maker)
    {
        var made = await maker.Posts($"/v1/{what}", Body("POST", $"/v1/{what}"));
        made.ShouldBe(HttpStatusCode.Created);
        _made[what] = made.Id;
    }

    private async Task Prepare(string severity)
    {
        var incident = _incidents[severity] = await People["reporter"].Reports(new
        {
            title = "Laptop left on a bus",
            kind = "confirmedBreach",
            peopleInvolved = new[]
            {
                new { name = "Ivo", subject = People["involved"].Subject, relation = "involved" },
                new { name = "Wim", subject = People["witness"].Subject, relation = "witness" },
            },
        });
        var investigator = severity == "critical" ? People["office"] : People["investig"];
        (await People["office"].Classifies(incident, severity)).ShouldBe(HttpStatusCode.OK);
        (await People["office"].Engages(incident, People["leader"])).ShouldBe(HttpStatusCode.Created);
        (await People["office"].Engages(incident, People["head"])).ShouldBe(HttpStatusCode.Created);
        (await People["office"].Allocates(incident, investigator)).ShouldBe(HttpStatusCode.OK);
        (await investigator.Accepts(incident)).ShouldBe(HttpStatusCode.OK);
        await School.GoesThroughChecklist(incident);
        var escalation = await People["office"].Escalates(incident, to: "headteacher");
        _parts[(severity, "escalations")] = escalation.Id;

        foreach (var route in Api.Routes.Commands.Table.Routes
            .Where(each => each.Kind == StepKind.Part && !NotPrepared.Contains(each.Command)))
            await MakePart(severity, incident, investigator, route);
    }

    /// <summary>Whoever may make it does.</summary>
    private async Task MakePart(
        string severity, ReportedIncident incident, Member investigator, StepRoute route)
    {
        Member[] makers =
        [
            investigator, People["office"], People["head"], People["chair"], People["dpo"],
            People["reporter"],
        ];
        foreach (var maker in makers)
        {
            var made = route.Command == typeof(RecordEvidence)
                ? await maker.Uploads(incident, new([1, 2, 3]))
                : await maker.Posts(incident, route.Part!, Body("POST", route.Template));
            if (made.StatusCode != HttpStatusCode.Created)
                continue;

            _parts.TryAdd((severity, route.Part!), made.Id);
            return;
        }
    }
}
