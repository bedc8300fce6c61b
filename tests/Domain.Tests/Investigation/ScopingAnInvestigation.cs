namespace Incidents.Domain.Tests;

public sealed class ScopingAnInvestigation
{
    private static readonly IncidentEvent[] Investigated = Until(IncidentStatus.Investigating);

    [Fact]
    public void says_what_is_to_come_of_it_who_has_a_stake_and_which_policies_were_breached() =>
        Given(Investigated).When(Scope("email", "suppliers"), by: LineManager)
            .Then(Scoped("email", "suppliers"));

    [Fact]
    public void names_no_policy_where_none_was_breached() =>
        Given(Investigated).When(Scope(), by: LineManager).Then(Scoped());

    [Fact]
    public void says_something() =>
        Given(Investigated).When(new ScopeInvestigation([], [], []), by: LineManager).ThenInvalid("");

    [Fact]
    public void again_with_the_same_leaves_it_alone()
    {
        Given([.. Investigated, Scoped("email")]).When(Scope("email"), by: LineManager).ThenNothing();
        Given([.. Until(IncidentStatus.OutcomeAccepted), Scoped("email"), Closed()])
            .When(Scope("email"), by: LineManager).ThenNothing();
    }

    public static TheoryData<ScopeInvestigation> Others =>
    [
        Scope("suppliers"),
        Scope("email", "suppliers"),
        Scope("email") with { ExpectedOutcomes = ["Who has the list"] },
        Scope("email") with { Stakeholders = ["The families"] },
    ];

    [Theory, MemberData(nameof(Others))]
    public void again_with_anything_else_replaces_it(ScopeInvestigation scope) =>
        Given([.. Investigated, Scoped("email")]).When(scope, by: LineManager)
            .ThenRecorded<InvestigationScoped>();

    [Fact]
    public void is_compared_with_the_latest_only() =>
        Given([.. Investigated, Scoped("email"), Scoped("suppliers")]).When(Scope("email"), by: LineManager)
            .Then(Scoped("email"));

    [Fact]
    public void waits_until_the_investigation_is_accepted() =>
        Given(Until(IncidentStatus.Allocated)).When(Scope(), by: LineManager)
            .ThenRefused("not-allocated", How4c);

    [Fact]
    public void waits_for_the_classification_where_the_pack_gives_it_to_whoever_does_not_investigate()
    {
        IncidentEvent[] events = [Reported()];

        new Verdict(Scope().Decide(
            Given(events).Incident, ContextOf(Scope(), events, OfficeManager, NewId)))
            .ThenRefused("not-classified", How5a);
    }

    [Fact]
    public void names_policies_of_the_pack() =>
        Given(Investigated).When(Scope("email", "no-policy"), by: LineManager)
            .ThenRefused("unknown-policy", null);

    [Fact]
    public void is_for_the_investigator_alone()
    {
        Given(Investigated).When(Scope(), by: OfficeManager).ThenRefused("not-your-duty", How3a);
        Given(Reported()).When(Scope(), by: OfficeManager).ThenRefused("not-your-duty", How3a);
    }

    [Fact]
    public void is_for_the_stand_in_where_the_investigator_turns_out_to_be_a_witness()
    {
        IncidentEvent[] events = [.. Investigated, Added(people: [Concerned(LineManager, Relation.Witness)])];

        Given(events).When(Scope(), by: OfficeManager).Then(Scoped());
        Given(events).When(Scope(), by: LineManager).ThenRefused("conflict-of-interest", Why6);
    }
}
