using Incidents.Domain;

namespace Incidents.Benchmarks.Seeding;

/// <summary>An investigation from its allocation to the closure of the incident, and sometimes
/// again.</summary>
/// <param name="By">Who investigates.</param>
/// <param name="Reviewer">Who reviews and closes, where the office manager may not.</param>
internal sealed record Investigation(Life Life, Member By, Member Reviewer)
{
    private Random Random => Life.Random;

    private Cast Cast => Life.World.Cast;

    private Actor Office => Cast.OfficeManager.Actor;

    public static Investigation Of(Life life)
    {
        var cast = life.World.Cast;
        var critical = life.Incident.Severity == Severity.Critical;

        return new(
            life,
            critical ? cast.OfficeManager : cast.Investigators[life.Random.Next(cast.Investigators.Length)],
            critical ? cast.Headteacher : cast.OfficeManager);
    }

    /// <summary>As far as the time goes.</summary>
    public void Carry()
    {
        // A grave one that concerns the headteacher waits for the chair of governors.
        if (Life.Incident.IsGrave && Life.Incident.Circle.ShutOutRoles.Contains(Role.Headteacher))
            return;

        Allocate();
        if (Life.Incident.PersonalData == Answer.Yes || Life.Incident.IsGrave)
            TellTheLaw();
        Work();
        Conclude();
        if (Random.Next(100) < 3 && Life.Incident.IsClosed)
            Again();
    }

    private void Allocate()
    {
        Life.Wait(Random.Next(16) == 0 ? 24 : 2);
        if (Life.Incident.Severity == Severity.Major)
            Life.Does(Office, new EngageLeader(
                new(Cast.Headteacher.Subject, Cast.Headteacher.Name, Role.Headteacher), "To work on it."));
        Life.Does(Office, new AllocateInvestigation(
            new(By.Subject, By.Name, By.Role), Cast.Headteacher.Name));
        Life.Wait(2);
        if (Life.Incident.Allocation is { Accepted: false })
            Life.Does(By.Actor, new AcceptAllocation());
    }

    private void TellTheLaw()
    {
        var reportable = Life.Incident.Kind == IncidentKind.ConfirmedBreach && Random.Next(100) < 30;
        if (Life.Incident.Kind != IncidentKind.NearMiss)
            Life.Does(Office, new EstablishAwareness(Life.Now, Words.Reason(Random)));
        Life.Wait(Random.Next(10) == 0 ? 14 : 2);
        Life.Does(Cast.ProtectionOfficer.Actor, new AssessForIco(
            PersonalData: true, reportable ? Likelihood.Likely : Likelihood.Unlikely,
            HighRisk: false, reportable ? IcoOutcome.Reportable : IcoOutcome.NotReportable,
            Words.Reason(Random)));
        if (!reportable)
            return;

        Life.Wait(Random.Next(8) == 0 ? 34 : 5);
        Life.Does(Cast.ProtectionOfficer.Actor, new NotifyIco(
            Life.Now, Words.Story(Random), ["pupils", "parents"], "Those concerned may be approached.",
            "What was sent was called back.", Cast.ProtectionOfficer.Name, $"IC-{Random.Next(100_000)}",
            PeopleApproximately: Random.Next(1, 400), ReasonsForDelay: "The school was closed."));
        if (Random.Next(4) != 0)
            return;

        Life.Wait(30);
        Life.Does(Cast.ProtectionOfficer.Actor, new NotifyIco(
            Life.Now, "What became known since.", ["pupils"], "As said before.", "As said before.",
            Cast.ProtectionOfficer.Name, Supplements: true));
    }

    /// <summary>Each step of how-3 is done, or found not called for.</summary>
    private void Work()
    {
        (string Point, int Percent, Func<IncidentCommand> Done)[] steps =
        [
            (Points.How3a, 92, () => new ScopeInvestigation(
                ["Know what happened"], ["Parents"], [Words.Policy(Random)])),
            (Points.How3b, 60, () => new RecordInterview(
                new($"Witness {Random.Next(10_000)}"), Life.Now, Words.Story(Random))),
            (Points.How3c, 75, () => new RecordEvidence("A note of what was found.", "Office")),
            (Points.How3d, 10, () => new RequestExpertHelp("IT support", "Can this happen again?")),
            (Points.How3e, 6, () => new EscalateIncident(Role.DataProtectionOfficer, "To be seen there.")),
            (Points.How3f, 25, () => Life.Incident.PersonalData == Answer.Yes
                ? new RecordDataSubjectNotice(true, Audience.Parents, Random.Next(1, 60), null, "letter",
                    "What was seen, and what to do.", Life.Now)
                : new RecordDataSubjectNotice(
                    false, Exemption: NoticeExemption.NotHighRisk, Reason: "Little can come of it.")),
            (Points.How3g, 35, () => new IdentifyRisk(
                "It happens again.", (RiskLevel)Random.Next(3), (RiskLevel)Random.Next(3), "Office")),
            (Points.How3i, 30, () => new PlanCommunications("Parents", "What happened.", "letter", "Head")),
            (Points.How3j, 40, () => new PutControlInPlace("Check before sending.", "Office", DueOn: null)),
        ];
        foreach (var (point, percent, done) in steps)
        {
            Life.Wait(Random.Next(12) == 0 ? 36 : 3);
            if (Random.Next(100) < percent)
                Life.Does(By.Actor, done());
            else
                Life.Does(By.Actor, new RuleOutStep(point, "Not called for here."));
            if (Life.Incident.OpenEscalations.FirstOrDefault(open => open.By == EscalatedBy.Person)
                is { } open)
            {
                Life.Wait(2);
                Life.Does(Cast.ProtectionOfficer.Actor, new AcknowledgeEscalation(open.Id));
            }
        }

        Life.Does(By.Actor, new DecideOnDisciplinaryAction(Random.Next(60) == 0, "A slip, and no more."));
        if (!Life.Incident.IsGrave && Random.Next(4) != 0)
            return;

        if (Random.Next(2) == 0)
            Life.Does(By.Actor, new RecommendRemedialAction(None: true, Reason: "All was done at once."));
        else
            Mend();
    }

    /// <summary>A remedial action, which is nearly always done in the end.</summary>
    private void Mend()
    {
        var dueOn = DateOnly.FromDateTime(Life.Now.UtcDateTime).AddDays(Random.Next(5, 30));
        Life.Does(By.Actor, new RecommendRemedialAction("Train who sends such lists.", "Office", dueOn));
        var action = Life.Made;
        Life.Wait(30);
        if (Random.Next(12) != 0)
            Life.Does(By.Actor, new CompleteRemedialAction(action, "Done in a staff meeting."));
    }

    private void Conclude()
    {
        Life.Wait(6);
        Report();
        if (Random.Next(12) == 0)
        {
            Life.Wait(5);
            Life.Does(Reviewer.Actor, new AssessOutcome(Number, Satisfied: false, "The causes are missing."));
            Life.Wait(20);
            Report();
        }

        Life.Wait(6);
        Life.Does(Reviewer.Actor, new AssessOutcome(Number, Satisfied: true, Words.Reason(Random)));
        Life.Wait(4);
        Life.Does(Reviewer.Actor, new ReviewOutcomeReport(Number, Accepted: true, Words.Reason(Random)));
        Life.Wait(3);
        Life.Does(Reviewer.Actor, new CloseIncident("Looked into, mended, and learned from."));
    }

    private void Again()
    {
        Life.Wait(60);
        Life.Does(Office, new ReopenIncident("More came to light."));
        Life.Wait(20);
        Conclude();
    }

    private int Number => Life.Incident.OutcomeReports;

    private void Report() => Life.Does(By.Actor, new SubmitOutcomeReport(
        Words.Story(Random), Words.Reason(Random), ["Nobody looked twice."], ["Look twice."], "Look twice."));
}
