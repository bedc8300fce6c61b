using System.Net;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Policy;

/// <summary>The deputy headteacher directs, and the headteacher supports major and critical
/// incidents.</summary>
public sealed class ASisterSchoolOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task handles_an_incident_by_its_own_people_and_an_older_one_by_the_pack_it_pinned()
    {
        var older = await school.Reports();
        await school.Adopts(GivenToOthers);

        var incident = await school.Reports();
        (await school.OfficeManager.Classifies(incident, "major")).ShouldRecord("incidentClassified");
        await IsDirectedByTheDeputy(incident);
        await IsSupportedByTheHeadteacher(incident);
        (await school.Headteacher.Gets(incident.Path))["status"]!.GetValue<string>().Should().Be("closed");

        (await school.OfficeManager.Classifies(older)).ShouldRecord("incidentClassified");
        (await school.Deputy.Allocates(older, school.LineManager)).ShouldBeRefused(403, "not-your-duty",
            "how-4c");
        (await school.OfficeManager.Allocates(older, school.LineManager))
            .ShouldRecord("investigationAllocated");
    }

    private async Task IsDirectedByTheDeputy(ReportedIncident incident)
    {
        (await school.OfficeManager.Engages(incident, school.Deputy))
            .ShouldBeRefused(403, "not-your-duty", "how-5c");
        (await school.Deputy.Allocates(incident, school.LineManager))
            .ShouldBeRefused(409, "headteacher-not-engaged", "how-6b");
        (await school.Deputy.Engages(incident, school.Deputy)).ShouldRecord("leaderEngaged");
        (await school.Deputy.Allocates(incident, school.LineManager)).ShouldRecord("investigationAllocated");
        (await school.LineManager.Accepts(incident)).ShouldRecord("allocationAccepted");
        (await school.Deputy.DoesNotDiscipline(incident)).ShouldRecord("disciplinaryActionDeclined");
    }

    private async Task IsSupportedByTheHeadteacher(ReportedIncident incident)
    {
        var head = school.Headteacher;
        foreach (var point in Domain.Checklist.CanBeRuledOut)
            (await head.RulesOut(incident, point)).ShouldRecord("stepRuledOut");
        (await head.EstablishesAwareness(incident, school.Clock.Now)).ShouldBe(HttpStatusCode.OK);
        (await head.AssessesForIco(incident, "notReportable")).ShouldRecord("icoAssessed");
        (await head.RecommendsAction(incident)).ShouldRecord("remedialActionRecommended");
        (await school.LineManager.ReportsOutcome(incident)).ShouldRecord("outcomeReportSubmitted");

        (await school.OfficeManager.Assesses(incident, 1)).ShouldBeRefused(403, "not-your-duty", "how-4d");
        (await head.Assesses(incident, 1)).ShouldRecord("outcomeAssessed");
        (await head.Reviews(incident, 1)).ShouldRecord("outcomeReportAccepted");
        (await school.OfficeManager.Closes(incident)).ShouldBeRefused(403, "not-your-duty", "how-5e");
        (await head.Closes(incident)).ShouldRecord("incidentClosed");
    }

    private static void GivenToOthers(JsonObject pack)
    {
        pack["standInOrder"] =
            new JsonArray("headteacher", "deputyHeadteacher", "officeManager", "chairOfGovernors");

        foreach (var row in pack["duties"]!.AsArray().Select(row => row!.AsObject()))
        {
            var holders = row["holders"]!;
            var roles = holders["roles"]!.AsArray();
            switch (row["duty"]!.GetValue<string>())
            {
                case "allocation" or "engagements" or "disciplinary":
                    holders["roles"] = new JsonArray("deputyHeadteacher");
                    break;
                case "investigation":
                    Give(row, "headteacher", "critical");
                    break;
                case "engagements/required":
                    Give(row, "deputyHeadteacher", "major");
                    break;
                case not "report" when roles.Any(role => $"{role}" == "officeManager"):
                    Give(row, "headteacher", "major", "critical");
                    break;
            }
        }
    }

    private static void Give(JsonObject row, string role, params string[] severities) =>
        row["bySeverity"] = new JsonObject(severities.Select(severity => KeyValuePair.Create(
            severity, (JsonNode?)new JsonObject
            {
                ["roles"] = new JsonArray(role),
                ["parties"] = row["holders"]!["parties"]!.DeepClone(),
            })));
}
