namespace Incidents.Domain.Tests;

public sealed class ReportingAnIncident
{
    [Fact]
    public void needs_a_title_only() => Given().When(Report(), by: Teacher).Then(Reported());

    [Fact]
    public void takes_the_incident_for_a_potential_breach_until_somebody_says_otherwise() =>
        Given().When(Report(), by: Teacher).ThenRecorded<IncidentReported>()
            .Should().Match<IncidentReported>(e =>
                e.Kind == IncidentKind.PotentialBreach && e.PersonalDataInvolved == Answer.Unknown);

    [Fact]
    public void captures_a_near_miss_like_any_other() =>
        Given().When(Report() with { Kind = IncidentKind.NearMiss }, by: Teacher)
            .Then(Reported(kind: IncidentKind.NearMiss));

    [Fact]
    public void pins_the_policy_pack_in_force_and_is_given_a_reference() =>
        Given().When(Report(), by: Teacher).ThenRecorded<IncidentReported>()
            .Should().Match<IncidentReported>(e => e.Pack == Pin && AReference.IsWellFormed(e.Reference));

    [Fact]
    public void keeps_all_that_it_is_told()
    {
        var report = Report() with
        {
            Kind = IncidentKind.ConfirmedBreach,
            Description = "A list was sent to all parents.",
            OccurredAt = Now.AddHours(-3),
            DiscoveredAt = Now.AddHours(-2),
            Channel = ReportChannel.Telephone,
            Location = "Office",
            BreachType = "bcc-not-used",
            PeopleInvolved = [Concerning(LineManager, Relation.Witness)],
            ConcernsRoles = [Role.DeputyHeadteacher],
            SystemsInvolved = ["Mail"],
            InformationPolicies = ["email"],
            RemedialActionTaken = "Recalled",
            TrainingOfThoseInvolved = "Last year",
            OthersInformed = "Nobody",
            PersonalDataInvolved = Answer.Yes,
            ReportTo = Role.Headteacher,
        };

        Given().When(report, by: Teacher).Then(Reported() with
        {
            Kind = IncidentKind.ConfirmedBreach,
            Description = Text.Narrative("A list was sent to all parents."),
            OccurredAt = Now.AddHours(-3),
            DiscoveredAt = Now.AddHours(-2),
            Channel = ReportChannel.Telephone,
            Location = Text.Narrative("Office"),
            BreachType = "bcc-not-used",
            PeopleInvolved = [Concerned(LineManager, Relation.Witness)],
            ConcernsRoles = [Role.DeputyHeadteacher],
            SystemsInvolved = [Text.Narrative("Mail")],
            InformationPolicies = ["email"],
            RemedialActionTaken = Text.Narrative("Recalled"),
            TrainingOfThoseInvolved = Text.Narrative("Last year"),
            OthersInformed = Text.Narrative("Nobody"),
            PersonalDataInvolved = Answer.Yes,
            ReportTo = Role.Headteacher,
        });
    }

    [Fact]
    public void on_behalf_of_somebody_makes_that_person_the_reporter() =>
        Given().When(Report() with { OnBehalfOf = new("teacher", "teacher") }, by: OfficeManager)
            .Then(Reported(by: Teacher, enteredBy: OfficeManager));

    [Fact]
    public void on_behalf_of_somebody_unknown_to_the_school_makes_a_reporter_of_no_roles() =>
        Given().When(Report() with { OnBehalfOf = new("A visitor") }, by: OfficeManager)
            .ThenRecorded<IncidentReported>().Reporter
            .Should().Match<Reporter>(reporter =>
                reporter.PersonId != OfficeManager.PersonId && reporter.Roles.IsEmpty
                && reporter.EnteredBy == OfficeManager.PersonId);

    [Fact]
    public void names_each_person_under_a_key_of_their_own() =>
        Given().When(Report() with { PeopleInvolved = [Concerning(Pupil, Relation.Affected)] }, by: Teacher)
            .ThenRecorded<IncidentReported>().PeopleInvolved.Should().ContainSingle()
            .Which.Name.Should().Be(new ClearText(TextClass.Personal, "pupil", Pupil.PersonId));

    [Theory]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Reporting)]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Operator)]
    public void is_not_for_whoever_only_looks_on(Role role) =>
        Given().When(Report(), by: Somebody(role)).ThenRefused("not-your-duty", Must1);

    [Theory]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Administrator)]
    public void is_for_an_onlooker_who_works_at_the_school_too(Role role) =>
        Given().When(Report(), by: new(Teacher.PersonId, [Role.Staff, role]))
            .ThenRecorded<IncidentReported>();

    [Fact]
    public void names_breach_types_of_the_pack() =>
        Given().When(Report() with { BreachType = "sabotage" }, by: Teacher)
            .ThenRefused("no-such-breach-type", null);

    [Fact]
    public void names_information_policies_of_the_pack() =>
        Given().When(Report() with { InformationPolicies = ["email", "dress-code"] }, by: Teacher)
            .ThenRefused("unknown-policy", null);

    [Fact]
    public void cannot_be_of_what_happens_tomorrow() =>
        Given().When(Report() with { OccurredAt = Now.AddDays(1) }, by: Teacher).ThenInvalid("/occurredAt");

    [Fact]
    public void cannot_be_of_what_is_found_tomorrow() =>
        Given().When(Report() with { DiscoveredAt = Now.AddDays(1) }, by: Teacher)
            .ThenInvalid("/discoveredAt");

    [Fact]
    public void grants_a_reporters_clock_five_minutes() =>
        Given().When(Report() with { OccurredAt = Now.AddMinutes(5) }, by: Teacher)
            .ThenRecorded<IncidentReported>();

    [Fact]
    public void may_concern_all_roles_but_one_that_can_act() =>
        Given().When(
                Report()
                    with
                { ConcernsRoles = [Role.OfficeManager, Role.Headteacher, Role.ChairOfGovernors] },
                by: Teacher)
            .ThenRecorded<IncidentReported>();

    [Fact]
    public void cannot_concern_everybody_who_could_act() =>
        Given().When(Report() with { ConcernsRoles = [.. Pack.StandInOrder] }, by: Teacher)
            .ThenInvalid("/concernsRoles");

    [Theory]
    [InlineData(Role.Headteacher)]
    [InlineData(Role.DeputyHeadteacher)]
    [InlineData(Role.OfficeManager)]
    [InlineData(Role.ChairOfGovernors)]
    public void goes_to_whom_the_policy_names(Role role) =>
        Given().When(Report() with { ReportTo = role }, by: Teacher).Then(Reported(reportTo: role));

    [Theory]
    [InlineData(Role.LineManager)]
    [InlineData(Role.DataProtectionOfficer)]
    public void goes_to_nobody_else(Role role) =>
        Given().When(Report() with { ReportTo = role }, by: Teacher).ThenInvalid("/reportTo");
}
