using CsCheck;

namespace Incidents.Domain.Tests;

/// <summary>One step of a walk that was judged.</summary>
internal sealed record Step(
    ImmutableArray<IncidentEvent> Before, Incident Incident, Actor By, IncidentCommand Command,
    Decision Decision)
{
    public bool Did => Decision is Recorded { Events.IsEmpty: false };

    public ImmutableArray<IncidentEvent> After =>
        Decision is Recorded recorded ? [.. Before, .. recorded.Events] : Before;

    public IEnumerable<TEvent> Recorded<TEvent>()
        where TEvent : IncidentEvent => Decision is Recorded recorded ? recorded.Events.OfType<TEvent>() : [];
}

/// <summary>Anybody does anything: an incident from some point of its life on, and steps at random.</summary>
internal sealed record Walk(ImmutableArray<Step> Steps)
{
    private const int Longest = 40;

    private static readonly Gen<bool> AnyBool = Gen.Bool;
    private static readonly Gen<bool> Mostly = Gen.Frequency<bool>(
        (4, Gen.Const(true)), (1, Gen.Const(false)));
    private static readonly Gen<int> AnyNumber = Gen.Frequency<int>((4, Gen.Const(1)), (1, Gen.Const(2)));
    private static readonly Gen<DateTimeOffset> AnyInstant = Gen.Int[-100, 1]
        .Select(hours => Now.AddHours(hours));

    private static readonly Gen<Actor> AnyActor = Gen.Frequency<Actor>(
        (6, Gen.Const(OfficeManager)), (3, Gen.Const(Headteacher)), (3, Gen.Const(LineManager)),
        (1, Gen.Const(Teacher)),
        (2, Gen.Const(ProtectionOfficer)),
        (2, Gen.OneOf<Actor>([.. Everybody])));

    private static readonly Gen<Role> AnyRole =
        Gen.OneOf<Role>([.. Pack.StandInOrder, Role.DeputyHeadteacher, Role.Staff, Role.SeniorLeader]);

    /// <summary>What brings an incident on.</summary>
    private static readonly Gen<IncidentCommand> Usual = Gen.OneOf<IncidentCommand>(
        Of(Gen.Select(AnyActor, AnyBool, (to, again) =>
            Allocate(to.Roles.IsEmpty ? Officer : to, reason: again ? Why : null))),
        Of(Gen.Const(new AcceptAllocation())),
        Of(Gen.OneOf<Actor>(Headteacher, Leader, Chair).Select(leader => Engage(leader))),
        Of(Gen.OneOf<string>("email", "suppliers", "nothing").Select(policy => Scope(policy))),
        Of(Gen.Select(AnyActor, AnyInstant, (with, at) => Interview(with, at))),
        Of(Gen.Const(Decide(Guid.Empty))),
        Of(Gen.Const(AskExpert())),
        Of(AnyInstant.Select(at => TakeExpertAdvice(at: at))),
        Of(Gen.Const(SeeRisk())),
        Of(Gen.Enum<RiskLevel>().Select(residual => Treat(residual: residual))),
        Of(Gen.OneOf<string>("email", "letter").Select(way => Plan() with { Channel = way })),
        Of(AnyInstant.Select(at => Send(at))),
        Of(Gen.Const(Control())),
        Of(AnyBool.Select(effective => LookAtControl(effective: effective))),
        Of(Gen.Const(Advise())),
        Of(Gen.Const(StepIn())),
        Of(Gen.Const(new AcknowledgeEscalation(Guid.Empty))),
        Of(Gen.Const(new CompleteRemedialAction(Guid.Empty, Why))),
        Of(AnyBool.Select(none => none ? NeedNoAction() : Recommend())),
        Of(Gen.Enum<IcoOutcome>().Select(AssessIco)),
        Of(Gen.Select(AnyInstant, AnyBool, AnyBool, (at, reasons, supplements) =>
            Notify(at, reasons ? Why : null, supplements))),
        Of(Gen.Const(Submit())));

    /// <summary>What brings it to its end.</summary>
    private static readonly Gen<IncidentCommand> Final = Gen.OneOf<IncidentCommand>(
        Of(Gen.Select(Mostly, AnyNumber, Judge)),
        Of(Gen.Select(Mostly, AnyNumber, Review)),
        Of(Gen.Const(Close())));

    /// <summary>What may happen beside.</summary>
    private static readonly Gen<IncidentCommand> Unusual = Gen.OneOf<IncidentCommand>(
        Of(Gen.Select(AnyActor, Gen.Enum<Relation>(), AnyRole, Gen.Int[0, 3], (who, relation, role, told) =>
            new AddDetails
            {
                Description = Why,
                PeopleInvolved = told == 0 ? [Concerning(who, relation)] : null,
                ConcernsRoles = told == 1 ? [role] : null,
            })),
        Of(Mostly.Select(found => Verify(found ? Finding.AsReported : Finding.NotAnIncident))),
        Of(Gen.Select(Gen.Enum<Severity>(), Gen.Enum<IncidentKind>(), Gen.Enum<Answer>(),
            (severity, kind, personalData) => Classify(severity, kind, personalData))),
        Of(Gen.Const(Decline())),
        Of(Gen.Const(Evidence())),
        Of(Gen.Const(Transfer())),
        Of(Gen.Select(Mostly, Mostly, (same, isThere) => Reread(same ? "a" : null, isThere))),
        Of(Gen.Select(
            Gen.OneOf<string>("title", "discoveredAt", "awareAt", "collectedAt", "severity"), AnyInstant,
            (field, at) => Correct(field, at))),
        Of(Gen.Select(AnyActor, Gen.Enum<Relation>(),
            (who, relation) => CorrectPeople(Concerning(who, relation)))),
        Of(Gen.Select(Gen.Enum<LinkRelation>(), Mostly,
            (relation, known) => Asked.Link(relation, known ? Elsewhere : ElsewhereTwice))),
        Of(Mostly.Select(general => Raise(general ? null : Role.Headteacher))),
        Of(Gen.Const(Raise())),
        Of(Gen.Const(Resolve())),
        Of(Gen.Const(Resolve())),
        Of(AnyRole.Select(Escalate)),
        Of(AnyBool.Select(informed => informed ? Inform() : DoNotInform())),
        Of(AnyBool.Select(
            commenced => new DecideOnDisciplinaryAction(commenced, Why, new("pupil", "pupil")))),
        Of(Gen.OneOf<string>([.. Checklist.BeforeOutcomeReport, How3k, How4a]).Select(RuleOut)),
        Of(AnyInstant.Select(at => BecomeAware(at))),
        Of(Gen.Const(new KeepTimescales())),
        Of(AnyBool.Select(clean => new RecordScan(NewId, new(clean ? null : "Eicar")))),
        Of(Gen.Const(Evidence() with
        {
            File = new(NewId, "log.txt", "text/plain", 12, Why) { IsScanDeferred = true },
        })),
        Of(Gen.Const(Reopen())),
        Of(Gen.OneOf<string>(
            "classification", "closure", "outcome-reports/review", "investigation", "nothing")
            .Select(StandInFor)),
        Of(AnyRole.Select(Asked.LetIn)),
        Of(Gen.Const(Hold())),
        Of(Gen.Const(ReleaseHold())),
        Of(Gen.Const(EraseIt())),
        Of(Gen.Const(Write())),
        Of(Gen.Const(AskWhoReported())),
        Of(AnyBool.Select(disclose => Disclose(disclose))));

    private static readonly Gen<IncidentEvent[]> AnyBeginning = Gen.Select(
        Gen.Select(Gen.Enum<IncidentStatus>(), Gen.Enum<Severity>(), Gen.Enum<Answer>()),
        Gen.OneOf<Actor>(LineManager, OfficeManager, Headteacher), AnyBool, AnyRole,
        Gen.Select(Mostly, Mostly),
        (stage, investigator, worked, role, usual) =>
        {
            var (concernsNobody, named) = usual;
            var (status, severity, personalData) = stage;
            var open = status < IncidentStatus.Closed;

            var life = Until(status, severity, personalData, investigator);
            if (!named)
                life[0] = ((IncidentReported)life[0]) with { Reporter = ReportedSecretly().Reporter };

            return life.With([
                .. named || !open ? [] : new[] { IdentityRequested() },
                .. worked && open ? [.. Worked, Aware()] : Array.Empty<IncidentEvent>(),
                .. concernsNobody || !open ? [] : new[] { Added(concerns: [role]) },
            ]);
        });

    private static readonly Gen<(Actor By, IncidentCommand Command, uint Pick)> AnyMove =
        Gen.Select(AnyActor, Gen.Frequency<IncidentCommand>((4, Usual), (3, Final), (3, Unusual)), Gen.UInt);

    public static readonly Gen<Walk> Any = Gen.Select(AnyBeginning, AnyMove.Array[1, Longest], Take);

    public ImmutableArray<IncidentEvent> Events => Steps.IsEmpty ? [] : Steps[^1].After;

    private static Gen<IncidentCommand> Of<TCommand>(Gen<TCommand> commands)
        where TCommand : IncidentCommand => commands.Select(command => (IncidentCommand)command);

    private static Walk Take(
        IncidentEvent[] beginning, (Actor By, IncidentCommand Command, uint Pick)[] moves)
    {
        ImmutableArray<IncidentEvent> events = [.. beginning];
        var incident = Given(beginning).Incident;
        var steps = ImmutableArray.CreateBuilder<Step>();

        foreach (var (anybody, asked, pick) in moves)
        {
            var command = Naming(asked, events, pick);
            var by = command is KeepTimescales or RecordScan ? Actor.Clock
                : pick % 3 == 0 ? HolderOf(command, incident, events) ?? anybody : anybody;
            if ((!by.IsClock && incident.Sees(by) == Extent.None) || command.Problems().Any())
                continue;

            var id = new Guid(steps.Count, 1, 0, new byte[8]);
            var context = ContextOf(command, events, by, id) with { Deadlines = [Running(pick)] };
            var decision = Judgement.On(command, incident, context);
            var step = new Step(events, incident, by, command, decision);

            steps.Add(step);
            events = step.After;
            incident = step.Recorded<IncidentEvent>()
                .Aggregate(incident, (folded, e) => folded.Evolve(e, LongAgo));
        }

        return new(steps.ToImmutable());
    }

    /// <summary>A deadline that is warned of, or has come, and waits for the clock.</summary>
    private static Deadline Running(uint pick)
    {
        var dueAt = Now.AddHours(20 - (int)(pick % 100));

        return new(1, Pack.Timescales[(int)(pick % (uint)Pack.Timescales.Length)].Step, PartId: null,
            Clock.Elapsed, StartedBy: 1, dueAt.AddHours(-100), dueAt,
            [
                .. Pack.Ladder.Select(rung => new RungTime(
                    rung.Id, dueAt.AddHours((rung.AtPercent ?? 110) - 100), Taken: false)),
            ],
            CalendarVersion: 1, Beyond: false);
    }

    /// <summary>Somebody whose duty it is, so that walks come far and upon what few may do.</summary>
    private static Actor? HolderOf(
        IncidentCommand command, Incident incident, ImmutableArray<IncidentEvent> events) =>
        Everybody.FirstOrDefault(actor => incident.Sees(actor) != Extent.None
            && Duties.Forbid(command, incident, ContextOf(command, events, actor, Guid.Empty)) is null);

    /// <summary>The command with a part of the incident where it names one.</summary>
    private static IncidentCommand Naming(
        IncidentCommand command, ImmutableArray<IncidentEvent> events, uint pick)
    {
        return command switch
        {
            AcknowledgeEscalation c => c with
            {
                EscalationId = Picked(events.OfType<IncidentEscalated>(), e => e.EscalationId),
            },
            RecordExpertAdvice c => c with
            {
                HelpId = Picked(events.OfType<ExpertHelpRequested>(), e => e.HelpId),
            },
            TreatRisk c => c with { RiskId = Picked(events.OfType<RiskIdentified>(), e => e.RiskId) },
            ReviewControl c =>
                c with { ControlId = Picked(events.OfType<ControlPutInPlace>(), e => e.ControlId) },
            CompleteRemedialAction c => c with
            {
                ActionId = Picked(events.OfType<RemedialActionRecommended>(), e => e.ActionId),
            },
            ReleaseLegalHold c => c with { HoldId = Picked(events.OfType<LegalHoldPlaced>(), e => e.HoldId) },
            TransferCustody c =>
                c with { EvidenceId = Picked(events.OfType<EvidenceRecorded>(), e => e.EvidenceId) },
            RecordScan c =>
                c with { EvidenceId = Picked(events.OfType<EvidenceRecorded>(), e => e.EvidenceId) },
            VerifyEvidence c =>
                c with { EvidenceId = Picked(events.OfType<EvidenceRecorded>(), e => e.EvidenceId) },
            CorrectRecord c => c with { Version = 1 + (pick % (uint)Math.Min(events.Length, 4)) },
            ResolveDetrimentConcern c =>
                c with { ConcernId = Picked(events.OfType<DetrimentConcernRaised>(), e => e.ConcernId) },
            DecideOnReporterIdentity c => c with
            {
                RequestId = Picked(events.OfType<ReporterIdentityRequested>(), e => e.RequestId),
            },
            RecordDecision c =>
                c with { EvidenceIds = [Picked(events.OfType<EvidenceRecorded>(), e => e.EvidenceId)] },
            _ => command,
        };

        Guid Picked<TEvent>(IEnumerable<TEvent> made, Func<TEvent, Guid> id) =>
            made.ToArray() is { Length: > 0 } parts ? id(parts[pick % parts.Length]) : Guid.Empty;
    }
}
