namespace Incidents.Domain.Tests;

/// <summary>A school on the same template that gives the duties to other people: the deputy headteacher
/// directs, and the headteacher supports major and critical incidents (must-3, must-4, must-6).</summary>
public sealed class ASisterSchool
{
    private static readonly ImmutableHashSet<string> Directing =
        ["allocation", "engagements", "disciplinary"];

    private static readonly PolicyPack Sister = Pack with
    {
        Title = "Security incidents at the sister school",
        Duties = [.. Pack.Duties.Select(Handed)],
        StandInOrder = [Role.Headteacher, Role.DeputyHeadteacher, Role.OfficeManager, Role.ChairOfGovernors],
    };

    [Fact]
    public void has_a_pack_that_can_be_adopted() => APackThatIsWrong.Pointers(Sister).Should().BeEmpty();

    [Fact]
    public void is_directed_by_the_deputy_headteacher()
    {
        var classified = Given(Until(IncidentStatus.Classified));

        classified.When(Allocate(), by: Deputy, under: Sister).ThenRecorded<InvestigationAllocated>();
        classified.When(Allocate(), by: OfficeManager, under: Sister).ThenRefused("not-your-duty", How4c);
        classified.When(Allocate(), by: Headteacher, under: Sister).ThenRefused("not-your-duty", How4c);
    }

    [Theory]
    [InlineData(Severity.Major)]
    [InlineData(Severity.Critical)]
    public void is_supported_by_the_headteacher_in_what_is_grave(Severity severity)
    {
        var grave = Given(Until(IncidentStatus.OutcomeReported, severity, investigator: LineManager));

        grave.When(Judge(), by: Headteacher, under: Sister).ThenRecorded<OutcomeAssessed>();
        grave.When(Judge(), by: OfficeManager, under: Sister).ThenRefused("not-your-duty", How4d);
        grave.When(Judge(), by: OfficeManager).ThenRecorded<OutcomeAssessed>();
    }

    [Fact]
    public void leaves_the_rest_to_the_office_manager() =>
        Given(Until(IncidentStatus.OutcomeReported, Severity.Moderate))
            .When(Judge(), by: OfficeManager, under: Sister).ThenRecorded<OutcomeAssessed>();

    [Fact]
    public void works_on_a_major_incident_with_the_deputy_headteacher()
    {
        var major = Given(Reported(), Classified(Severity.Major));

        major.When(Allocate(), by: Deputy, under: Sister).ThenRefused("headteacher-not-engaged", How6b)
            .Detail.Should().Contain("deputy headteacher");
        Given(Reported(), Classified(Severity.Major), Engaged(Deputy))
            .When(Allocate(), by: Deputy, under: Sister).ThenRecorded<InvestigationAllocated>();
    }

    [Fact]
    public void has_critical_incidents_investigated_by_the_headteacher()
    {
        var critical = Given(Until(IncidentStatus.Classified, Severity.Critical));

        critical.When(Allocate(OfficeManager), by: Deputy, under: Sister)
            .ThenRefused("critical-needs-office-manager", How6a).Detail.Should().Contain("headteacher");
        critical.When(Allocate(Headteacher), by: Deputy, under: Sister)
            .ThenRecorded<InvestigationAllocated>();
    }

    [Fact]
    public void says_at_the_outcome_report_too_that_the_deputy_is_to_be_engaged() =>
        Given([Reported(), Classified(Severity.Major), Allocated(), Accepted(), .. Worked])
            .When(Submit(), by: LineManager, under: Sister).ThenRefused("headteacher-not-engaged", How6b)
            .Detail.Should().StartWith("Engage the deputy headteacher first");

    [Fact]
    public void says_who_else_judges_what_somebody_wrote_themselves() =>
        Given(Until(IncidentStatus.OutcomeReported, Severity.Critical, investigator: Headteacher))
            .When(Judge(), by: Headteacher, under: Sister).ThenRefused("reviewer-not-independent", Why6)
            .Detail.Should().EndWith("another person judges it: the deputy headteacher.");

    [Fact]
    public void says_who_else_decides_on_a_request_of_the_deputy() =>
        Given(ReportedSecretly(), IdentityRequested(by: Deputy))
            .When(Disclose(), by: Deputy, under: Sister).ThenRefused("identity-request-by-decider", How1)
            .Detail.Should().EndWith("somebody else decides: the chair of governors.");

    [Fact]
    public void has_a_concern_about_detriment_resolved_by_the_deputy_or_the_chair() =>
        Given(Until(IncidentStatus.OutcomeAccepted).With(Raised()))
            .When(Close(), by: OfficeManager, under: Sister).ThenRefused("detriment-open", How1)
            .Detail.Should().EndWith("by the deputy headteacher or the chair of governors.");

    [Fact]
    public void sends_an_investigator_who_saw_it_to_the_deputy()
    {
        var seen = Reported(people: [Concerned(LineManager, Relation.Witness)]);

        Given(seen, Classified(), Allocated()).When(new AcceptAllocation(), by: LineManager, under: Sister)
            .ThenRefused("conflict-of-interest", Why6)
            .Detail.Should().EndWith("Ask the deputy headteacher to allocate it again.");
    }

    [Fact]
    public void has_what_the_headteacher_investigated_closed_by_the_deputy()
    {
        var accepted = Given([
            .. Until(IncidentStatus.OutcomeAccepted, Severity.Critical, investigator: Headteacher),
            Assessed(), NoActionNeeded(),
        ]);

        accepted.When(Close(), by: Headteacher, under: Sister).ThenRefused("reviewer-not-independent", Why6)
            .Detail.Should().EndWith("another person closes it: the deputy headteacher.");
        accepted.When(Close(), by: OfficeManager, under: Sister).ThenRefused("not-your-duty", How5e);
        accepted.When(Close(), by: Deputy, under: Sister).ThenRecorded<IncidentClosed>();
    }

    private static DutyRow Handed(DutyRow row) => row.Duty switch
    {
        DutyIds.Investigation => row with { BySeverity = At(row, [Severity.Critical], Role.Headteacher) },
        DutyIds.RequiredLeader =>
            row with { BySeverity = At(row, [Severity.Major], Role.DeputyHeadteacher) },
        "detriment-concerns/resolution" or "reporter-identity/requests/decision" =>
            row with { Holders = new([Role.DeputyHeadteacher, Role.ChairOfGovernors], []) },
        _ when Directing.Contains(row.Duty) =>
            row with { Holders = row.Holders with { Roles = [Role.DeputyHeadteacher] } },
        _ when row.Holders.Roles.Contains(Role.OfficeManager) && row.Duty != "report" =>
            row with { BySeverity = At(row, [Severity.Major, Severity.Critical], Role.Headteacher) },
        _ => row,
    };

    private static ImmutableDictionary<Severity, Holders> At(
        DutyRow row, Severity[] severities, Role instead) => severities.ToImmutableDictionary(
            severity => severity, _ => new Holders([instead], row.Holders.Parties));
}
