using System.Net;
using System.Text;

namespace Incidents.Api.Tests.Life;

/// <summary>A step that was taken.</summary>
/// <param name="Path">Below the incident.</param>
/// <param name="Again">What the same answered when it was asked for once more, where it sets a state.</param>
/// <param name="Whole">The incident right after it, as the office manager reads it.</param>
public sealed record Step(string Path, Answer Answer, Answer? Again, Answer Whole);

/// <summary>A major incident from its report to its closure, each step a minute
/// after the one before it.</summary>
public sealed class ALife(TestCluster cluster) : IAsyncLifetime
{
    private readonly List<Step> _steps = [];

    public School School { get; } = new(cluster);

    public ReportedIncident Incident { get; private set; } = null!;

    public Answer Report { get; private set; } = null!;

    public IReadOnlyList<Step> Steps => _steps;

    public Answer Last => _steps[^1].Whole;

    public async ValueTask InitializeAsync()
    {
        await School.InitializeAsync();
        await IsReported();
        await IsClassifiedAndAllocated();
        await IsToldToTheRegulator();
        await IsInvestigated();
        await IsGuardedAgainst();
        await IsClosed();
    }

    public ValueTask DisposeAsync() => School.DisposeAsync();

    private async Task IsReported()
    {
        Report = await School.Teacher.Posts("/v1/incidents", new
        {
            title = "Laptop left on a bus",
            kind = "confirmedBreach",
            description = "It was in the rack above the seat.",
            occurredAt = "2026-03-01T16:30:00Z",
            discoveredAt = "2026-03-01T18:00:00Z",
            channel = "web",
            location = "Bus 41",
            peopleInvolved = new[] { new { name = "Ivy Ashdown", relation = "affected" } },
            systemsInvolved = new[] { "Laptop 17" },
            informationPolicies = new[] { "mobile-and-remote-working" },
            personalDataInvolved = "yes",
        });
        Report.ShouldBe(HttpStatusCode.Created);
        Incident = new(Report["incidentId"]!.GetValue<Guid>(), Report["reference"]!.GetValue<string>());

        School.Clock.Advance(TimeSpan.FromMinutes(1));
        var upload = await School.Teacher.Uploads(Incident, new(Encoding.UTF8.GetBytes("Marks of year 3")));
        await Keep("evidence", upload, again: null);
        await Takes(School.Teacher, "details", new { othersInformed = "The bus company." });
    }

    private async Task IsClassifiedAndAllocated()
    {
        await Takes(School.OfficeManager, "verification",
            new { @checked = "Called the bus company.", with = new[] { "Bus 41" } });
        await Sets(School.OfficeManager, "classification",
            new { severity = "major", rationale = "Names and marks." });
        await Takes(School.OfficeManager, "engagements",
            new { leader = School.Headteacher.AsAssignee, purpose = "Major." });
        await Sets(School.OfficeManager, "allocation",
            new { investigator = School.InvestigatingOfficer.AsAssignee, directedBy = "Margaret Ellwood" });
        await Sets(School.InvestigatingOfficer, "allocation/acceptance");
    }

    private async Task IsToldToTheRegulator()
    {
        await Sets(School.ProtectionOfficer, "awareness",
            new { awareAt = "2026-03-01T18:30:00Z", reason = "The laptop was not at the depot." });
        await Takes(School.ProtectionOfficer, "ico-assessments", new
        {
            personalData = true,
            likelihood = "likely",
            highRisk = false,
            decision = "reportable",
            rationale = "Names and marks of children.",
        });
        await Takes(School.ProtectionOfficer, "ico-notifications", new
        {
            sentAt = "2026-03-02T09:00:00Z",
            nature = "Lost laptop",
            categoriesOfPeople = new[] { "pupils" },
            peopleApproximately = 29,
            consequences = "Marks may be read.",
            measures = "The account is locked.",
            contact = "Ruth Okoro",
        });
    }

    private async Task IsInvestigated()
    {
        var evidence = _steps.First(step => step.Path == "evidence").Answer.Id;
        var officer = School.InvestigatingOfficer;

        await Sets(officer, "scope", new
        {
            expectedOutcomes = new[] { "Where the laptop is" },
            stakeholders = new[] { "Year 3" },
            policiesBreached = new[] { "mobile-and-remote-working" },
        });
        await Takes(officer, "interviews", new
        {
            person = new { name = "Tom Brierley", subject = "tom.brierley", role = "Class teacher" },
            heldAt = "2026-03-02T08:30:00Z",
            notes = "He fell asleep on the bus.",
        });
        await Takes(officer, "expert-help", new { from = "The technician", question = "Can it be wiped?" });
        await Takes(officer, $"expert-help/{_steps[^1].Answer.Id}/advice",
            new { advice = "When it is next online.", receivedAt = "2026-03-02T09:00:00Z" });
        await Takes(
            officer, "escalations", new { to = "headteacher", reason = "The bus company does not answer." });
        await Sets(School.Headteacher, $"escalations/{_steps[^1].Answer.Id}/acknowledgement",
            new { note = "I call them." });
        await Takes(officer, "decisions",
            new
            {
                decision = "The laptop is wiped.",
                rationale = "It may be found.",
                evidenceIds = new[] { evidence }
            });
        await Takes(officer, "data-subject-notices", new
        {
            informed = true,
            audience = "parents",
            count = 29,
            channel = "Letter",
            text = "A laptop was lost.",
            informedAt = "2026-03-02T09:00:00Z",
        });
        await Sets(School.Headteacher, "disciplinary", new { commenced = false, reason = "Told at once." });
        await Sets(officer, "steps/how-3i/ruled-out", new { reason = "Not called for." });
    }

    private async Task IsGuardedAgainst()
    {
        var officer = School.InvestigatingOfficer;

        await Takes(officer, "risks",
            new { description = "Marks are read.", likelihood = "low", impact = "high", owner = "Ms Fell" });
        await Takes(officer, $"risks/{_steps[^1].Answer.Id}/treatment",
            new { treatment = "The account is locked.", residual = "low" });
        await Takes(officer, "communications", new
        {
            audience = "Staff",
            message = "Laptops stay in school.",
            channel = "Briefing",
            sentAt = "2026-03-02T08:00:00Z",
        });
        await Takes(
            officer, "controls", new { description = "Encrypted laptops only.", owner = "The technician" });
        await Takes(officer, $"controls/{_steps[^1].Answer.Id}/review",
            new { effective = true, findings = "All were looked at." });
        await Takes(School.OfficeManager, "advice", new { advice = "Look at the tablets too." });
        await Takes(School.Headteacher, "interventions",
            new { action = "No laptop leaves the school.", reason = "Until all are looked at." });
        await Takes(officer, "remedial-actions",
            new { description = "Encrypt every laptop.", owner = "The technician", dueOn = "2026-04-01" });
        await Sets(officer, $"remedial-actions/{_steps[^1].Answer.Id}/completion",
            new { outcome = "All are encrypted." });
        await Takes(officer, "outcome-reports", new
        {
            facts = "A laptop was lost.",
            findings = "It was not encrypted.",
            causes = new[] { "No encryption" },
            recommendations = new[] { "Encrypt" },
            lessons = "Encrypt first.",
        });
    }

    private async Task IsClosed()
    {
        await Sets(School.OfficeManager, "outcome-reports/1/assessment",
            new { satisfied = true, reason = "It is mended." });
        await Sets(
            School.OfficeManager, "outcome-reports/1/review", new { accepted = true, reason = "Complete." });
        await Sets(School.OfficeManager, "closure", new { summary = "Lost, told, mended." });
    }

    private async Task Takes(Member member, string path, object? body = null)
    {
        School.Clock.Advance(TimeSpan.FromMinutes(1));
        await Keep(path, await member.Posts(Incident, path, body), again: null);
    }

    private async Task Sets(Member member, string path, object? body = null)
    {
        School.Clock.Advance(TimeSpan.FromMinutes(1));
        var answer = await member.Posts(Incident, path, body);
        await Keep(path, answer, await member.Posts(Incident, path, body));
    }

    private async Task Keep(string path, Answer answer, Answer? again)
    {
        ((int)answer.StatusCode).Should().BeOneOf([200, 201], "{0} answers {1}", path, answer.Text);
        _steps.Add(new(path, answer, again, await School.OfficeManager.Gets(Incident.Path)));
    }
}
