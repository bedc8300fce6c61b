using System.Net;
using System.Text;
using System.Text.Json;
using Incidents.Api.Tests.OpenApi;
using Incidents.Api.Tests.Policy;
using Role = Incidents.Domain.Role;

namespace Incidents.Api.Tests.PersonalData;

/// <summary>The life of an incident in which every text that somebody gave can
/// be told from all others.</summary>
public sealed partial class ALifeInSecret(TestCluster cluster) : IAsyncLifetime
{
    /// <summary>The one text that the register holds in clear.</summary>
    public const string Title = "planted-title-in-clear";

    private int _planted;
    private ReportedIncident _incident = null!;

    public School School { get; } = new(cluster) { Set = WithScanner };

    /// <summary>Everything that must not be found anywhere.</summary>
    public ISet<string> Secrets { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The operations, as the description names their paths, that took a body with such a text and
    /// did what it asked for.</summary>
    public ISet<string> Planted { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Those that did what they were asked for, with such a text or without.</summary>
    public ISet<string> Taken { get; } = new HashSet<string>(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        await School.InitializeAsync();
        foreach (var member in School.Everybody.Append(School.Assistant))
            Secrets.UnionWith([member.Key, member.Name, member.Subject]);
        Secrets.ExceptWith(["figures", "Figures"]);
        var person = await School.Joins(Secret(), Secret(), Role.Staff);
        Secrets.UnionWith([School.FirstKey, person.Key]);
        Planted.Add("/v1/admin/api-keys");
        await Takes(School.Administrator, "/v1/admin/tenants", new { tenant = "ashfield", name = Secret() });

        await IsReported();
        await IsToldInConfidence();
        await IsInvestigated();
        await IsToldToTheRegulator();
        await IsClosed();
        await IsErased();
        await HasItsPaperRegister();
        await HasItsPolicySpokenOf();
        await IsRefused();
    }

    public ValueTask DisposeAsync() => School.DisposeAsync();

    private async Task IsReported()
    {
        var report = await Takes(School.OfficeManager, "/v1/incidents", new
        {
            title = Title,
            kind = "confirmedBreach",
            description = Secret(),
            location = Secret(),
            peopleInvolved = new object[]
            {
                new { name = Secret(), relation = "affected" },
                new { name = Secret(), subject = Secret(), relation = "witness" },
            },
            systemsInvolved = new[] { Secret(), Secret() },
            remedialActionTaken = Secret(),
            trainingOfThoseInvolved = Secret(),
            othersInformed = Secret(),
            personalDataInvolved = "yes",
            onBehalfOf = new { name = Secret(), subject = Secret(), role = Secret() },
        });
        _incident = new(report["incidentId"]!.GetValue<Guid>(), report["reference"]!.ToString());
        await Takes(School.OfficeManager, "details", new
        {
            description = Secret(),
            location = Secret(),
            peopleInvolved = new[] { new { name = Secret(), subject = Secret(), relation = "involved" } },
            systemsInvolved = new[] { Secret() },
            remedialActionTaken = Secret(),
            trainingOfThoseInvolved = Secret(),
            othersInformed = Secret(),
        });
        await IsCorrected();
        await Takes(
            School.OfficeManager, "verification", new { @checked = Secret(), with = new[] { Secret() } });
        foreach (var severity in new[] { "minor", "major" })
            await Takes(School.OfficeManager, "classification", new { severity, rationale = Secret() });
    }

    private async Task IsCorrected()
    {
        (string Field, object Value)[] corrections =
        [
            ("location", Secret()), ("systemsInvolved", new[] { Secret() }),
            ("peopleInvolved", new[] { new { name = Secret(), subject = Secret(), relation = "witness" } }),
        ];
        foreach (var (field, value) in corrections)
            await Takes(
                School.OfficeManager, "corrections", new { version = 1, field, value, reason = Secret() });
    }

    private async Task IsInvestigated()
    {
        await Takes(School.OfficeManager, "engagements",
            new { leader = School.Headteacher.AsAssignee, purpose = Secret() });
        await Takes(School.OfficeManager, "allocation",
            new { investigator = School.LineManager.AsAssignee, directedBy = Secret() });
        await Takes(School.LineManager, "allocation/refusal", new { reason = Secret() });
        await Takes(School.OfficeManager, "allocation",
            new { investigator = School.InvestigatingOfficer.AsAssignee, directedBy = Secret() });
        await Takes(School.InvestigatingOfficer, "allocation/acceptance", new { });
        await Takes(School.OfficeManager, "allocation",
            new { investigator = School.LineManager.AsAssignee, directedBy = Secret(), reason = Secret() });
        await Takes(School.LineManager, "allocation/acceptance", new { });
        await IsLookedInto();
        await Takes(School.OfficeManager, "evidence",
            new { description = Secret(), source = Secret(), location = Secret() });
        var upload = await School.OfficeManager.Uploads(_incident,
            new Form(Encoding.UTF8.GetBytes($"{Secret()} {new string('x', 100_000)} {Secret()}"),
                $"{Secret()}.txt",
                $"text/{Secret()}")
            { Fields = [("description", Secret()), ("source", Secret())] }, retryKey: Secret());
        upload.ShouldBe(HttpStatusCode.Created);
        await Takes(School.OfficeManager, $"evidence/{upload.Id}/custody", new
        {
            to = new { name = Secret(), subject = Secret(), role = Secret() },
            reason = Secret(),
        });
        await Takes(School.LineManager, $"evidence/{upload.Id}/verification", new { });
        await Takes(School.LineManager, "decisions", new
        {
            decision = Secret(),
            rationale = Secret(),
            alternatives = new[] { Secret(), Secret() },
            evidenceIds = new[] { upload.Id },
        });
        var escalation = await Takes(
            School.LineManager, "escalations", new { to = "headteacher", reason = Secret() });
        await Takes(
            School.Headteacher, $"escalations/{escalation.Id}/acknowledgement", new { note = Secret() });
        await Takes(School.LineManager, "data-subject-notices", new
        {
            informed = true,
            audience = "parents",
            count = 29,
            channel = Secret(),
            text = Secret(),
            informedAt = School.Clock.Now,
        });
        await Takes(School.LineManager, "data-subject-notices",
            new
            {
                informed = false,
                exemption = "disproportionateEffort",
                reason = Secret(),
                publicCommunication = Secret()
            });
        await Takes(School.Headteacher, "disciplinary",
            new
            {
                commenced = true,
                reason = Secret(),
                person = new { name = Secret(), subject = Secret(), role = Secret() }
            });
        await Takes(School.Headteacher, "disciplinary",
            new
            {
                commenced = false,
                reason = Secret(),
                person = new { name = Secret(), role = Secret() },
            });
    }

    private async Task IsLookedInto()
    {
        await Takes(School.LineManager, "steps/how-3a/ruled-out", new { reason = Secret() });
        for (var time = 1; time <= 2; time++)
        {
            await Takes(School.LineManager, "scope", new
            {
                expectedOutcomes = new[] { Secret() },
                stakeholders = new[] { Secret() },
                policiesBreached = new[] { "email" },
            });
        }

        await Takes(School.LineManager, "interviews", new
        {
            person = new { name = Secret(), subject = Secret(), role = Secret() },
            heldAt = School.Clock.Now,
            notes = Secret(),
        });
        var help = await Takes(
            School.LineManager, "expert-help", new { from = Secret(), question = Secret() });
        await Takes(School.LineManager, $"expert-help/{help.Id}/advice", new { advice = Secret() });
        var risk = await Takes(School.LineManager, "risks",
            new { description = Secret(), likelihood = "low", impact = "high", owner = Secret() });
        await Takes(
            School.LineManager, $"risks/{risk.Id}/treatment", new { treatment = Secret(), residual = "low" });
        for (var time = 1; time <= 2; time++)
        {
            await Takes(School.LineManager, "communications-plan", new
            {
                audience = Secret(),
                message = Secret(),
                channel = Secret(),
                approver = Secret(),
            });
        }

        await Takes(School.LineManager, "communications", new
        {
            audience = Secret(),
            message = Secret(),
            channel = Secret(),
            sentAt = School.Clock.Now,
        });
        var control = await Takes(
            School.LineManager, "controls", new { description = Secret(), owner = Secret() });
        await Takes(School.LineManager, $"controls/{control.Id}/review",
            new { effective = false, findings = Secret() });
        await Takes(School.OfficeManager, "advice", new { advice = Secret() });
        await Takes(School.Headteacher, "interventions", new { action = Secret(), reason = Secret() });
    }

    private async Task IsToldToTheRegulator()
    {
        await Takes(School.ProtectionOfficer, "awareness",
            new { awareAt = School.Clock.InHours(-100), reason = Secret() });
        await Takes(School.ProtectionOfficer, "/v1/assessments/ico", new
        {
            personalData = true,
            likelihood = "likely",
            highRisk = false,
            mitigated = true,
            mitigation = Secret(),
        });
        await Takes(School.ProtectionOfficer, "ico-assessments", new
        {
            personalData = true,
            likelihood = "likely",
            highRisk = false,
            mitigated = true,
            mitigation = Secret(),
            decision = "reportable",
            rationale = Secret(),
            overrideReason = Secret(),
        });
        foreach (var supplements in new[] { false, true })
        {
            await Takes(School.ProtectionOfficer, "ico-notifications", new
            {
                sentAt = School.Clock.Now,
                reference = Secret(),
                nature = Secret(),
                categoriesOfPeople = new[] { Secret() },
                consequences = Secret(),
                measures = Secret(),
                contact = Secret(),
                reasonsForDelay = Secret(),
                supplements,
            });
        }
    }

    private async Task IsClosed()
    {
        var action = await Takes(School.LineManager, "remedial-actions",
            new { description = Secret(), owner = Secret(), dueOn = "2026-05-01" });
        await Takes(
            School.LineManager, $"remedial-actions/{action.Id}/completion", new { outcome = Secret() });
        await Takes(School.LineManager, "remedial-actions", new { none = true, reason = Secret() });
        await Takes(School.Headteacher, "stand-ins", new { duty = "closure", reason = Secret() });
        for (var number = 1; number <= 2; number++)
        {
            await Takes(School.LineManager, "outcome-reports", new
            {
                facts = Secret(),
                findings = Secret(),
                causes = new[] { Secret() },
                recommendations = new[] { Secret() },
                lessons = Secret(),
            });
            await Takes(School.OfficeManager, $"outcome-reports/{number}/assessment",
                new { satisfied = true, reason = Secret() });
            await Takes(School.OfficeManager, $"outcome-reports/{number}/review",
                new { accepted = number == 2, reason = Secret() });
        }

        await Takes(School.Headteacher, "closure", new { summary = Secret() });
        await Takes(School.Headteacher, "reopening", new { reason = Secret() });
        var about = await School.Teacher.Reports(
            new { title = Title, concernsRoles = new[] { "headteacher" } });
        await Takes(School.Chair, $"{about.Path}/access", new { role = "headteacher", reason = Secret() });
        await Takes(School.OfficeManager, $"{about.Path}/links",
            new { relation = "relatedTo", incidentId = _incident.Id });
        var concern = await Takes(
            School.Teacher, $"{about.Path}/detriment-concerns", new { concern = Secret() });
        await Takes(School.Chair, $"{concern.Location}/resolution", new { resolution = Secret() });
    }

    /// <summary>Who erases says why, and that is no less a secret.</summary>
    private async Task IsErased()
    {
        var officer = School.ProtectionOfficer;
        var hold = await Takes(
            officer, "/v1/legal-holds", new { incidentId = _incident.Id, reason = Secret() });
        await Takes(officer, $"{hold.Location}/release", new { reason = Secret() });

        var none = await School.Teacher.Reports(new
        {
            title = Secret(),
            description = Secret(),
            peopleInvolved = new[] { new { name = Secret(), subject = Secret(), relation = "witness" } },
        });
        await Takes(School.OfficeManager, $"{none.Path}/verification",
            new { @checked = Secret(), finding = "notAnIncident" });
        await Takes(School.OfficeManager, $"{none.Path}/closure", new { summary = Secret() });
        var person = (await School.OfficeManager.Gets(none.Path))["peopleInvolved"]![0]!["personId"]!;
        School.Clock.Advance(TimeSpan.FromDays(8 * 366));
        await Takes(officer, "/v1/erasures",
            new { incidentId = none.Id, legalBasis = Secret(), reason = Secret() });
        await Takes(officer, "/v1/erasures",
            new { personId = person.GetValue<Guid>(), legalBasis = Secret(), reason = Secret() });
    }

    /// <summary>What people ask of their policy, and who is told of events, is sealed too.</summary>
    private async Task HasItsPolicySpokenOf()
    {
        await Takes(School.Administrator, Packs.Path, (await School.PackInForce()).Titled(Secret()));
        foreach (var approved in new[] { true, false })
        {
            var asked = await Takes(School.Teacher, "/v1/policy-exceptions",
                new { points = new[] { "how-2" }, businessReason = Secret(), reasonsRead = true });
            var expiresOn = approved ? School.Clock.InHours(240)[..10] : null;
            await Takes(School.Headteacher, $"{asked.Location}/decision",
                new { approved, reason = Secret(), expiresOn });
        }

        await Takes(School.Administrator, "/v1/admin/webhooks",
            new { url = $"https://{Secret()}.example/", events = Array.Empty<string>() });
        var champion = await School.Joins("lena.hope", "Lena Hope", Role.InformationChampion);
        foreach (var agreed in new[] { true, false })
        {
            var proposed = await Takes(School.Teacher, "/v1/policy-change-proposals",
                new { points = new[] { "how-2" }, proposal = Secret(), reason = Secret() });
            var forwardedTo = agreed ? Secret() : null;
            await Takes(champion, $"{proposed.Location}/decision",
                new { agreed, reason = Secret(), forwardedTo });
        }
    }

    /// <summary>What is refused is looked for too: nobody may find it in a log.</summary>
    private async Task IsRefused()
    {
        await School.OfficeManager.Posts(
            _incident, "classification", new { severity = Secret(), rationale = Secret() });
        await School.OfficeManager.Posts(
            _incident, "classification", $$"""{"severity": "minor", "{{Secret()}}": "{{Secret()}}" """);
        await School.OfficeManager.Posts(_incident, $"steps/{Secret()}/ruled-out", new { reason = Secret() });
        await School.Teacher.Posts(_incident, "decisions", new { decision = Secret(), rationale = Secret() });
        await School.With(Secret())
            .Posts(_incident, "decisions", new { decision = Secret(), rationale = Secret() });
        await School.OfficeManager.Gets($"/v1/incidents?text={Secret()}&cursor={Secret()}");
        await School.OfficeManager.Gets($"/v1/incidents?text={Secret()}");
        await School.OfficeManager.Gets($"/v1/{Secret()}");
        await School.OfficeManager.Uploads(
            _incident, new Form(Encoding.UTF8.GetBytes(Secret()), Secret()).With("sha256", new('0', 64)));
        await School.Administrator.Posts(
            "/v1/admin/api-keys", new { name = Secret(), roles = new[] { Secret() } });
        await School.OfficeManager.Gets($"{_incident.Path}/history");
        await School.OfficeManager.Gets(_incident.Path);
    }

    /// <param name="path">Below the incident, or a whole one.</param>
    private async Task<Answer> Takes(Member member, string path, object body)
    {
        var whole = path.StartsWith('/') ? path : $"{_incident.Path}/{path}";
        var answer = await member.Posts(whole, body, retryKey: Secret());
        ((int)answer.StatusCode).Should().BeOneOf([200, 201], "{0} answers {1}", path, answer.Text);
        var operation = Description.Find("POST", whole).Path;
        Taken.Add(operation);
        if (JsonSerializer.Serialize(body).Contains("planted-", StringComparison.Ordinal))
            Planted.Add(operation);

        return answer;
    }

    private string Secret()
    {
        var secret = $"planted-{_planted++:000}-secret";
        Secrets.Add(secret);

        return secret;
    }
}
