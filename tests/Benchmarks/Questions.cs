namespace Incidents.Benchmarks;

/// <summary>Everything that can be asked, each as somebody asks it who sees what is asked for.</summary>
internal static class Questions
{
    /// <summary>Of what is rare a small school has no page full: so few are asked for that both have
    /// them.</summary>
    private const string Few = "limit=10";

    public static async Task<IReadOnlyList<Question>> Of(HttpClient http, People people)
    {
        var incidents = await Incidents(http, people.Office);
        var cursor = await Deep(http, people.Office);
        var year = DateTime.UtcNow.Year;

        return
        [
            new("register, first page", people.Office, ["/v1/incidents"]),
            new("register, twentieth page", people.Office, [$"/v1/incidents?cursor={cursor}"]),
            new("register, by status", people.Office,
                [$"/v1/incidents?status=closed&{Few}", $"/v1/incidents?status=investigating&{Few}"]),
            new("register, by severity", people.Office,
                [$"/v1/incidents?severity=critical&{Few}", $"/v1/incidents?severity=major,critical&{Few}"]),
            new("register, by kind", people.Office, ["/v1/incidents?kind=nearMiss"]),
            new("register, by information policy", people.Office,
                [$"/v1/incidents?policy=email&{Few}", $"/v1/incidents?policy=suppliers&{Few}"]),
            new("register, by breach type", people.Office,
                [
                    $"/v1/incidents?breachType=phishing&{Few}",
                    $"/v1/incidents?breachType=ransomware&{Few}",
                ]),
            new("register, by when reported", people.Office,
                [$"/v1/incidents?reportedFrom={year - 2}-03-01&reportedTo={year - 2}-03-31&{Few}"]),
            new("register, by a word of the title", people.Office,
                [
                    $"/v1/incidents?text=laptop&{Few}", $"/v1/incidents?text=shredded&{Few}",
                    "/v1/incidents?text=nowhere",
                ]),
            new("register, by reference", people.Office,
                [.. incidents.Select(each => $"/v1/incidents?text={each.Reference}")]),
            new("register, overdue", people.Office, [$"/v1/incidents?overdue=true&{Few}"]),
            new("register, gravest first", people.Office, ["/v1/incidents?sort=severity"]),
            new("register, due first", people.Office, [$"/v1/incidents?sort=due&{Few}"]),
            new("register as of an instant", people.Office,
                [
                    $"/v1/incidents?asOf={year - 2}-03-02T09:00:00Z",
                    $"/v1/incidents?asOf={year - 1}-01-01T00:00:00Z",
                ]),
            new("register as of an instant, by status", people.Office,
                [
                    $"/v1/incidents?asOf={year - 2}-03-02T09:00:00Z&status=investigating&{Few}",
                    $"/v1/incidents?asOf={year - 1}-01-20T09:00:00Z&status=closed&{Few}",
                ]),
            new("register of one's own reports", people.Teacher, [$"/v1/incidents?{Few}"]),
            new("register, without titles", people.Reporting, ["/v1/incidents"]),
            new("register of breaches", people.Office, ["/v1/registers/breaches"]),
            new("register of notifications to the ICO", people.Office,
                [
                    $"/v1/registers/ico-notifications?{Few}",
                    $"/v1/registers/ico-notifications?sent=true&{Few}",
                ]),
            new("caseload", people.Office, [$"/v1/caseload?{Few}"]),
            new("deadlines", people.Office, [$"/v1/deadlines?{Few}", $"/v1/deadlines?overdue=true&{Few}"]),
            new("deadlines of one's own", people.Office, [$"/v1/deadlines?mine=true&{Few}"]),
            new("statistics of all times", people.Office, ["/v1/reports/statistics"]),
            new("statistics of a year", people.Reporting,
                [$"/v1/reports/statistics?from={year - 2}-09-01&to={year - 1}-08-31"]),
            new("weaknesses of all times", people.Office, ["/v1/reports/weaknesses"]),
            new("weaknesses of a year", people.Auditor,
                [$"/v1/reports/weaknesses?from={year - 2}-09-01&to={year - 1}-08-31"]),
            new("timescales of all times", people.Office, ["/v1/reports/timescales"]),
            new("timescales of a year", people.Office,
                [$"/v1/reports/timescales?from={year - 2}-09-01&to={year - 1}-08-31"]),
            new("an incident", people.Office, [.. incidents.Select(each => $"/v1/incidents/{each.Id}")]),
            new("an incident as of an instant", people.Office,
                [.. incidents.Select(each => $"/v1/incidents/{each.Id}?version=2")]),
            new("the history of an incident", people.Auditor,
                [.. incidents.Select(each => $"/v1/incidents/{each.Id}/history")]),
            new("the checklist of an incident", people.Office,
                [.. incidents.Select(each => $"/v1/incidents/{each.Id}/checklist")]),
            new("the deadlines of an incident", people.Office,
                [.. incidents.Select(each => $"/v1/incidents/{each.Id}/deadlines")]),
            new("the difference of two versions", people.Office,
                [.. incidents.Select(each => $"/v1/incidents/{each.Id}/diff?from=1&to=3")]),
            new("changes from the beginning", people.Auditor, ["/v1/changes?after=0"]),
            new("changes from the middle", people.Auditor, ["/v1/changes?after=6000"]),
            new("notices", people.Office, [$"/v1/notices?{Few}"]),
            new("what is kept past its retention", people.ProtectionOfficer, [$"/v1/retention?{Few}"]),
        ];
    }

    private static async Task<IReadOnlyList<(string Id, string Reference)>> Incidents(
        HttpClient http, string key)
    {
        var page = (await Queries.Ask(http, key, "/v1/incidents?status=closed&limit=40"))!.Value;

        return [.. page.GetProperty("items").EnumerateArray().Select(item => (
            item.GetProperty("incidentId").GetString()!, item.GetProperty("reference").GetString()!))];
    }

    private static async Task<string> Deep(HttpClient http, string key)
    {
        string? cursor = null;
        for (var page = 0; page < 19; page++)
        {
            var answer = (await Queries.Ask(
                http, key, "/v1/incidents" + (cursor is null ? "" : $"?cursor={cursor}")))!.Value;
            cursor = answer.GetProperty("next").GetString();
        }

        return cursor!;
    }
}
