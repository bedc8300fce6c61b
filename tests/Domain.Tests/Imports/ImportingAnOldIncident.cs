namespace Incidents.Domain.Tests;

public sealed class ImportingAnOldIncident
{
    private static readonly ImportIncident Full = Import() with
    {
        Severity = Severity.Critical,
        PersonalDataInvolved = Answer.Yes,
        OccurredOn = Paper(2019, 2, 1),
        DiscoveredOn = Paper(2019, 2, 3),
        IcoNotified = Answer.Yes,
        IcoNotifiedOn = Paper(2019, 2, 5),
        PeopleInformed = Answer.Yes,
        PeopleInformedOn = Paper(2019, 2, 6),
        RemedialActionTaken = Why,
        ReportedBy = new("Rita Reporter"),
        InvestigatedBy = new("Ivan Investigator"),
        PeopleInvolved = [new("Peter Pupil", null, Relation.Affected)],
    };

    [Fact]
    public void records_what_the_paper_says_with_its_dates_as_they_stand_there()
    {
        var imported = Imported(Full);

        imported.ReportedAt.Should().Be(Full.ReportedOn.Instant);
        imported.ClosedAt.Should().Be(Full.ClosedOn.Instant);
        imported.Dates.Should().Equal(
            new PaperDate(PaperDateOf.Occurred, new(2019, 2, 1), At: null),
            new PaperDate(PaperDateOf.Discovered, new(2019, 2, 3), At: null),
            new PaperDate(PaperDateOf.Reported, new(2019, 2, 4), At: null),
            new PaperDate(PaperDateOf.IcoNotified, new(2019, 2, 5), At: null),
            new PaperDate(PaperDateOf.PeopleInformed, new(2019, 2, 6), At: null),
            new PaperDate(PaperDateOf.Closed, new(2019, 3, 1), At: null));
        imported.NotOnPaper.Should().BeEmpty();
    }

    [Fact]
    public void keeps_names_under_the_keys_of_those_who_are_named()
    {
        var imported = Imported(Full);

        imported.ReportedBy!.Name.Should().Be(
            Text.Name("Rita Reporter", imported.ReportedBy.PersonId, TextClass.Reporter));
        imported.InvestigatedBy!.Name.Class.Should().Be(TextClass.Personal);
        imported.PeopleInvolved.Should().ContainSingle().Which.Name.Class.Should().Be(TextClass.Personal);
    }

    [Fact]
    public void makes_a_closed_incident_of_the_days_of_the_paper()
    {
        var incident = Given(Imported(Full)).Incident;

        incident.Status.Should().Be(IncidentStatus.Closed);
        incident.Severity.Should().Be(Severity.Critical);
        incident.ClosedAt.Should().Be(Full.ClosedOn.Instant, "retention counts from it");
        incident.LastStepAt.Should().Be(Full.ClosedOn.Instant);
    }

    [Fact]
    public void lets_no_clock_run_and_no_step_count_as_done()
    {
        var imported = Imported(Full);

        Deadlines.AreTouchedBy(imported).Should().BeFalse();
        Checklist.Of(Given(imported).Incident).Should().OnlyContain(item => item.State == StepState.NotDue);
    }

    [Fact]
    public void lists_the_rules_of_today_that_the_paper_does_not_show_to_have_been_kept()
    {
        Imported(Import()).NotOnPaper.Should().Equal("not-classified", "personal-data-unknown");
        Imported(Import() with { Severity = Severity.Major, PersonalDataInvolved = Answer.Yes }).NotOnPaper
            .Should().Equal("ico-not-assessed", "remedial-action-missing");
        Imported(Full with { PeopleInformed = null, PeopleInformedOn = null }).NotOnPaper
            .Should().Equal("data-subjects-not-decided");
    }

    [Fact]
    public void goes_on_like_any_other_once_it_is_reopened()
    {
        var reopened = Given(Imported(Import()), Reopened());

        reopened.Incident.Status.Should().Be(IncidentStatus.Reported);
        reopened.When(Classify(), by: OfficeManager).ThenRecorded<IncidentClassified>();
        PendingSteps.For("classification", reopened.Incident).Should().NotBeNull();
    }

    [Fact]
    public void can_be_corrected() =>
        Given(Imported(Import())).When(Correct("title", "Another"), by: OfficeManager)
            .ThenRecorded<RecordCorrected>();

    [Fact]
    public void twice_changes_nothing() =>
        Given(Imported(Full)).When(Full, by: OfficeManager).ThenNothing();

    [Fact]
    public void of_another_under_the_same_reference_is_refused() =>
        Given(Imported(Full)).When(Full with { Outcome = "Another" }, by: OfficeManager)
            .ThenInvalid("/paperReference");

    [Fact]
    public void belongs_to_the_office_manager() =>
        Given().When(Import(), by: Teacher).ThenRefused("not-your-duty", Why1);

    [Fact]
    public void is_refused_where_the_dates_cannot_be() =>
        Given().When(
            Import() with
            {
                ReportedOn = Paper(2019, 2, 4),
                OccurredOn = Paper(2019, 2, 5),
                DiscoveredOn = Paper(2019, 2, 4),
                ClosedOn = Paper(2019, 2, 3),
                IcoNotified = Answer.Yes,
                IcoNotifiedOn = Paper(2019, 2, 4),
                PeopleInformed = Answer.Yes,
                PeopleInformedOn = Paper(2019, 2, 4),
            },
            by: OfficeManager)
            .ThenInvalid("/occurredOn", "/discoveredOn", "/closedOn", "/icoNotifiedOn", "/peopleInformedOn");

    [Fact]
    public void is_refused_where_it_lies_ahead() =>
        Given().When(Import() with { ClosedOn = Paper(2030, 1, 1) }, by: OfficeManager)
            .ThenInvalid("/closedOn");

    [Fact]
    public void is_refused_where_an_answer_contradicts_a_date() =>
        Given().When(
            Import() with
            {
                IcoNotified = Answer.No,
                IcoNotifiedOn = Paper(2019, 2, 5),
                PeopleInformedOn = Paper(2019, 2, 5),
            },
            by: OfficeManager)
            .ThenInvalid("/icoNotified", "/peopleInformed");

    [Fact]
    public void is_refused_where_the_pack_does_not_know_what_it_names() =>
        Given().When(
            Import() with { BreachType = "none-such", InformationPolicies = ["none-such"] },
            by: OfficeManager)
            .ThenInvalid("/breachType", "/informationPolicies");

    private static IncidentImported Imported(ImportIncident command) =>
        Given().When(command, by: OfficeManager).ThenRecorded<IncidentImported>();
}
