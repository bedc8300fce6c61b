using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace Incidents.Domain.Tests;

/// <summary><c>INCIDENTS_WALKS</c> says how many walks each rule is tried on, where it is not the usual
/// number.</summary>
public sealed class AnySequenceOfSteps
{
    private const int UsualWalks = 2_000;

    private static readonly int Walks =
        Environment.GetEnvironmentVariable("INCIDENTS_WALKS") is { Length: > 0 } walks
            ? int.Parse(walks, CultureInfo.InvariantCulture)
            : UsualWalks;

    /// <summary>What makes an incident; a walk goes on from there.</summary>
    private static readonly Type[] Beginnings =
        [typeof(ReportIncident), typeof(ReportAnonymously), typeof(ImportIncident)];

    private static readonly Type[] StateSetting =
    [
        typeof(ClassifyIncident), typeof(AllocateInvestigation), typeof(AcceptAllocation),
        typeof(DeclineAllocation), typeof(ScopeInvestigation), typeof(AcknowledgeEscalation),
        typeof(RuleOutStep), typeof(DecideOnDisciplinaryAction), typeof(CompleteRemedialAction),
        typeof(PlanCommunications), typeof(EstablishAwareness), typeof(AssessOutcome),
        typeof(ReviewOutcomeReport), typeof(CloseIncident), typeof(ReopenIncident), typeof(StandIn),
        typeof(LinkIncident), typeof(ResolveDetrimentConcern), typeof(GrantAccess),
        typeof(ReleaseLegalHold), typeof(Erase),
    ];

    [Fact]
    public void comes_upon_everything_that_can_be_asked_and_can_happen_once_it_is_reported()
    {
        Assert.SkipWhen(Walks < UsualWalks, "So few walks do not come upon everything.");
        var met = new ConcurrentDictionary<Type, bool>();
        Sample(walk =>
        {
            foreach (var step in walk.Steps)
            {
                met[step.Command.GetType()] = true;
                foreach (var recorded in step.Recorded<IncidentEvent>())
                    met[recorded.GetType()] = true;
            }

            return true;
        }, times: 3);

        All<IncidentCommand>().Except(met.Keys).Should().BeEquivalentTo(Beginnings);
        All<IncidentEvent>().Except(met.Keys).Should()
            .BeEquivalentTo([typeof(IncidentReported), typeof(IncidentImported)]);
    }

    [Fact]
    public void ends_in_an_answer_to_each_of_them_and_every_no_cites_its_rule() =>
        Sample(walk => Every(walk, step => step.Decision is not Refusal refusal
            || refusal.Blocking.Prepend(refusal).All(no =>
                Rules.All.Contains(no.Rule) && no.Detail.Length > 0
                && (no.Point is { } point ? EveryPoint.Known.Contains(point) : IsOfAReference(no)))));

    /// <summary>What is already so comes before every rule but whose duty it is, and what is not
    /// there.</summary>
    [Fact]
    public void changes_nothing_where_a_state_is_set_once_more() =>
        Sample(walk =>
            Every(walk.Steps.Where(step => step.Did && StateSetting.Contains(step.Command.GetType())), step =>
        {
            var after = Given(step.After);

            return after.Incident.Sees(step.By) == Extent.None
                || Judgement.On(
                    step.Command, after.Incident, ContextOf(step.Command, step.After, step.By, NewId))
                    is Recorded { Events.IsEmpty: true }
                        or Refusal { Kind: RefusalKind.Duty or RefusalKind.NotThere };
        }));

    [Fact]
    public void never_closes_an_incident_past_its_gate() =>
        Sample(walk => Every(walk.Steps.Where(step => step.Recorded<IncidentClosed>().Any()), step =>
            ClosureGate.Blocking(step.Incident, Pack).IsEmpty
            && !step.Incident.IsReportedOnBy(step.By.PersonId)
            && !(step.Incident.IsInvestigated
                && step.Incident.Allocation!.InvestigatorId == step.By.PersonId)));

    [Fact]
    public void is_closed_only_by_closing_it() =>
        Sample(walk => Every(walk, step => step.Incident.IsClosed || !Given(step.After).Incident.IsClosed
            || step.Command is CloseIncident));

    [Fact]
    public void has_no_report_judged_by_its_author() =>
        Sample(walk => Every(
            walk.Steps.Where(step => step.Did && step.Command is AssessOutcome or ReviewOutcomeReport),
            step => !step.Incident.IsReportedOnBy(step.By.PersonId)));

    [Fact]
    public void has_nobody_take_on_the_investigation_of_their_own_incident() =>
        Sample(walk => Every(walk, step => step.Recorded<AllocationAccepted>()
            .All(accepted => !step.Incident.BarsFromInvestigating(accepted.InvestigatorId))));

    [Fact]
    public void lets_nobody_act_in_an_incident_that_is_about_them() =>
        Sample(walk => Every(
            walk.Steps.Where(step => step.Did),
            step => !step.Incident.Circle.People.Any(person =>
                    person.Relation == Relation.Involved && person.PersonId == step.By.PersonId)
                || (step.Command is AddDetails or CorrectRecord or RecordEvidence or RaiseDetrimentConcern
                        or WriteMessage
                    && Visibility.IsOwnReport(step.Incident, step.By))
                || (StandIns.AreExhausted(step.Incident.Circle, Pack)
                    && step.By.Is(Pack.StandInOrder[^1]))));

    [Fact]
    public void leaves_a_closed_incident_as_it_is_but_for_what_the_policy_keeps_open() =>
        Sample(walk => Every(
            walk.Steps.Where(step => step.Did && step.Incident.IsClosed),
            step =>
                step.Command is ReopenIncident or CompleteRemedialAction or ReviewControl
                    or NotifyIco { Supplements: true } or LinkIncident
                    or RaiseDetrimentConcern or ResolveDetrimentConcern or TransferCustody or VerifyEvidence
                    or CorrectRecord or PlaceLegalHold or ReleaseLegalHold or Erase or KeepTimescales
                    or RecordScan));

    [Fact]
    public void leaves_an_erased_incident_as_it_is() =>
        Sample(walk => Every(walk.Steps.Where(step => step.Incident.IsErased), step => !step.Did));

    [Fact]
    public void never_erases_what_is_open_or_held() =>
        Sample(walk => Every(walk.Steps.Where(step => step.Recorded<IncidentErased>().Any()), step =>
            step.Incident is { IsClosed: true, IsHeld: false }));

    [Fact]
    public void always_leaves_somebody_who_sees_the_incident() =>
        Sample(walk => Every(walk, step => Pack.StandInOrder.Any(role =>
            step.Incident.Sees(Somebody(role)) == Extent.Whole)));

    [Fact]
    public void folds_in_parts_as_it_folds_whole() =>
        Gen.Select(Walk.Any, Gen.Int[0, 60]).Sample((walk, cut) =>
        {
            var first = Given(walk.Events.Take(cut)).Incident;
            var parts = walk.Events.Skip(cut).Aggregate(first, (incident, e) => incident.Evolve(e, LongAgo));

            return JsonSerializer.Serialize(parts) == JsonSerializer.Serialize(Given(walk.Events).Incident)
                && parts.Version == walk.Events.Length;
        }, iter: Walks);

    [Fact]
    public void folds_who_sees_it_by_itself_as_with_the_rest() =>
        Sample(walk =>
            JsonSerializer.Serialize(walk.Events.Index().Aggregate(
                Circle.Nobody, (circle, e) => circle.Evolve(e.Item, e.Index + 1)))
            == JsonSerializer.Serialize(Given(walk.Events).Incident.Circle));

    /// <summary>Only what names something that is not there cites no point.</summary>
    private static bool IsOfAReference(Refusal no) =>
        no.Kind is RefusalKind.Reference or RefusalKind.NotThere;

    private static IEnumerable<Type> All<T>() => typeof(T).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract);

    private static void Sample(Func<Walk, bool> holds, int times = 1) =>
        Walk.Any.Sample(holds, iter: Walks * times, print: walk =>
            string.Join('\n',
                walk.Steps.Select(step => $"{Happened.RoleOf(step.By)} {step.Command} -> {step.Decision}")));

    private static bool Every(Walk walk, Func<Step, bool> holds) => Every(walk.Steps, holds);

    private static bool Every(IEnumerable<Step> steps, Func<Step, bool> holds) => steps.All(holds);
}
