using System.Net;
using System.Text.Json.Nodes;
using Incidents.Api.Tests.Hosting.PrivatePostgres;
using Incidents.Application.Figures;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Figures;

public sealed class TheFiguresOfTheRegister(School school) : IClassFixture<School>
{
    private static readonly string[] Kinds = ["nearMiss", "potentialBreach", "confirmedBreach"];
    private static readonly string[] Severities = ["minor", "moderate", "major"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FigureSums Sums => school.Services.GetRequiredService<FigureSums>();

    private IEnumerable<Member> Readers =>
    [
        school.OfficeManager, school.Headteacher, school.Chair, school.ProtectionOfficer, school.Auditor,
        school.Statistician,
    ];

    [Fact]
    public async Task are_what_each_reader_counts_line_by_line_whatever_is_drawn_up_already()
    {
        await Lives(months: 4);
        await AgreeWithTheLines();
        await Eventually.IsTrue(Drawn);

        await AgreeWithTheLines();
        await Lives(months: 2);
        await AgreeWithTheLines();
        // What is in the sums already is added to.
        await Eventually.IsTrue(Drawn);
        await AgreeWithTheLines();

        var before = await Said();
        await Sums.Rebuild(Cancel);
        (await Said()).Should().Be(before);
        await Sums.Rebuild(Cancel);
        (await Said()).Should().Be(before);
        await AgreeWithTheLines();
    }

    /// <summary>Whether everything is drawn up. Sums are drawn up only where there is much to put
    /// away.</summary>
    private async Task<bool> Drawn()
    {
        if (await school.Database.Asks("select count(*)::text from incidents.figure_log") is ["0"])
            return true;

        await school.Database.Asks(
            """
            insert into incidents.figure_log (sign, tenant_id, circle, reported_at, kind, severity_rank,
                status, weak_policies, failed_points)
            select sign, 'nowhere', '', now(), 'nearMiss', 0, 'reported', '{}', '{}'
            from generate_series(1, 60) n cross join (values (1), (-1)) s(sign);
            select '';
            """);
        await Sums.Pass(Cancel);

        return false;
    }

    /// <summary>Incidents of several months; some are kept from a role, some name somebody who
    /// reads.</summary>
    private async Task Lives(int months)
    {
        for (var at = 0; at < months * 6; at++)
        {
            school.Clock.Advance(TimeSpan.FromDays(5));
            var incident = await school.Teacher.Reports(new
            {
                title = "Counted",
                kind = Kinds[at % 3],
                discoveredAt = school.Clock.InHours(-1 - (at * 7 % 40)),
                breachType = at % 2 == 0 ? "phishing" : "other",
                informationPolicies = at % 4 == 0 ? ["email", "suppliers"] : new[] { "email" },
                concernsRoles = at % 5 == 3 ? new[] { "headteacher" } : [],
                peopleInvolved = at % 5 == 4
                    ? new[]
                    {
                        new
                        {
                            name = "Somebody", subject = school.ProtectionOfficer.Subject,
                            relation = "involved",
                        },
                    }
                    : [],
            });
            school.Clock.Advance(TimeSpan.FromHours(1 + (at * 3 % 17)));
            if (at % 3 != 0)
                await school.OfficeManager.Classifies(incident, Severities[at % 3]);
            if (at % 6 == 2)
                await school.OfficeManager.Classifies(incident, "critical");
        }
    }

    private async Task AgreeWithTheLines()
    {
        foreach (var reader in Readers)
        {
            foreach (var time in (string[])
                ["", "from=2026-03-20", "to=2026-04-10", "from=2026-03-11&to=2026-05-25",
                    "from=2026-04-01&to=2026-04-30", "from=2026-04-07&to=2026-04-09"])
                await Agrees(reader, time);
        }
    }

    private static async Task Agrees(Member reader, string time)
    {
        var lines = await Lines(reader, time);
        var statistics = await reader.Gets($"/v1/reports/statistics?{time}");
        var weaknesses = await reader.Gets($"/v1/reports/weaknesses?{time}");
        var because = $"{reader.Subject} asks for '{time}'";

        statistics["incidents"]!.GetValue<long>().Should().Be(lines.Count, because);
        Said(statistics["byKind"]!).Should().BeEquivalentTo(Counted(lines, "kind"), because);
        Said(statistics["bySeverity"]!).Should().BeEquivalentTo(
            Counted(lines, "severity", "unclassified"), because);
        Said(statistics["byStatus"]!).Should().BeEquivalentTo(Counted(lines, "status"), because);
        var email = weaknesses["informationPolicies"]!.AsArray()
            .FirstOrDefault(policy => policy!["id"]!.GetValue<string>() == "email");
        (email?["incidents"]!.GetValue<long>() ?? 0).Should().Be(lines.Count, because);
        if (email is null)
            return;

        Said(email["byKind"]!).Should().BeEquivalentTo(Counted(lines, "kind"), because);
        Said(email["bySeverity"]!).Should().BeEquivalentTo(
            Counted(lines, "severity", "unclassified"), because);
        Said(email["byBreachType"]!).Should().BeEquivalentTo(Counted(lines, "breachType"), because);
        Said(email["byMonth"]!).Values.Sum().Should().Be(lines.Count, because);
    }

    private static Dictionary<string, long> Counted(
        IEnumerable<JsonNode> lines, string member, string without = "") => lines
        .GroupBy(line => line[member]?.GetValue<string>() ?? without)
        .ToDictionary(same => same.Key, same => (long)same.Count());

    private static Dictionary<string, long> Said(JsonNode numbers) => numbers.AsObject()
        .Where(each => each.Value!.GetValue<long>() != 0)
        .ToDictionary(each => each.Key, each => each.Value!.GetValue<long>());

    /// <summary>Everything that the figures answer.</summary>
    private async Task<string> Said()
    {
        var answers = new List<string>();
        foreach (var reader in Readers)
        {
            foreach (var report in (string[])["statistics", "weaknesses", "timescales"])
            {
                var answer = await reader.Gets($"/v1/reports/{report}");
                answer.ShouldBe(HttpStatusCode.OK);
                answers.Add(answer.Text);
            }
        }

        return string.Join('\n', answers);
    }

    private static async Task<IReadOnlyList<JsonNode>> Lines(Member reader, string time)
    {
        var asked = time.Replace("from=", "reportedFrom=", StringComparison.Ordinal)
            .Replace("to=", "reportedTo=", StringComparison.Ordinal);
        var answer = await reader.Gets($"/v1/incidents?limit=500&{asked}");

        return [.. answer.Items.Select(item => item!)];
    }
}
