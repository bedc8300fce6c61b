namespace Incidents.Domain.Tests;

public sealed class AddingDetails
{
    private static readonly AddDetails Description = new() { Description = Why };

    [Fact]
    public void records_what_became_known() =>
        Given(Reported()).When(Description, by: Teacher).Then(Added(description: Why));

    [Fact]
    public void appends_each_time() =>
        Given(Reported(), Added(description: Why)).When(Description, by: Teacher)
            .Then(Added(description: Why));

    [Fact]
    public void of_nothing_is_malformed() => Given(Reported()).When(new AddDetails(), by: Teacher)
        .ThenInvalid("");

    [Fact]
    public void of_empty_lists_is_malformed_too()
    {
        AddDetails[] empty =
        [
            new() { PeopleInvolved = [] }, new() { ConcernsRoles = [] }, new() { SystemsInvolved = [] },
            new() { InformationPolicies = [] },
        ];

        foreach (var nothing in empty)
            Given(Reported()).When(nothing, by: Teacher).ThenInvalid("");
        Given(Reported()).When(Description with { SystemsInvolved = [] }, by: Teacher)
            .Then(Added(description: Why));
    }

    [Fact]
    public void may_settle_the_kind_and_the_personal_data_before_classification() =>
        Given(Reported())
            .When(new AddDetails { Kind = IncidentKind.NearMiss, PersonalDataInvolved = Answer.No },
                by: OfficeManager)
            .Then(Added(IncidentKind.NearMiss, Answer.No));

    [Fact]
    public void leaves_the_kind_to_the_classification_afterwards() =>
        Given(Reported(), Classified())
            .When(new AddDetails { Kind = IncidentKind.NearMiss }, by: OfficeManager)
            .ThenInvalid("/kind");

    [Fact]
    public void leaves_the_personal_data_to_the_classification_afterwards() =>
        Given(Reported(), Classified())
            .When(new AddDetails { PersonalDataInvolved = Answer.Yes }, by: OfficeManager)
            .ThenInvalid("/personalDataInvolved");

    [Fact]
    public void names_breach_types_and_policies_of_the_pack()
    {
        Given(Reported()).When(new AddDetails { BreachType = "sabotage" }, by: Teacher)
            .ThenRefused("no-such-breach-type", null);
        Given(Reported()).When(new AddDetails { InformationPolicies = ["dress-code"] }, by: Teacher)
            .ThenRefused("unknown-policy", null);
    }

    [Fact]
    public void says_anew_what_it_says_and_leaves_the_rest_as_it_was_told()
    {
        var reported = Reported() with { BreachType = "phishing", DiscoveredAt = Now.AddDays(-3) };

        var untouched = Given(reported, Added(description: Why)).Incident;
        (untouched.BreachType, untouched.DiscoveredAt, untouched.DiscoveredIn).Should()
            .Be(("phishing", Now.AddDays(-3), 1));
        untouched.Kind.Should().Be(Given(reported).Incident.Kind);
        untouched.PersonalData.Should().Be(Given(reported).Incident.PersonalData);

        var anew = Given(reported, Added(breachType: "other", kind: IncidentKind.NearMiss,
            personalData: Answer.No) with
        { DiscoveredAt = Now.AddDays(-1) }).Incident;
        (anew.BreachType, anew.DiscoveredAt, anew.DiscoveredIn).Should().Be(("other", Now.AddDays(-1), 2));
        (anew.Kind, anew.PersonalData).Should().Be((IncidentKind.NearMiss, Answer.No));
        Given(Reported() with { DiscoveredAt = null }).Incident.DiscoveredIn.Should().BeNull();
    }

    [Fact]
    public void cannot_together_with_the_report_concern_everybody_who_could_act() =>
        Given(Reported(concerns: [Role.OfficeManager, Role.Headteacher, Role.ChairOfGovernors]))
            .When(new AddDetails { ConcernsRoles = [Role.DataProtectionOfficer] }, by: Teacher)
            .ThenInvalid("/concernsRoles");

    [Fact]
    public void shuts_out_whom_it_concerns() =>
        Given(Reported(), Added(people: [Concerned(OfficeManager, Relation.Involved)])).Incident
            .Sees(OfficeManager).Should().Be(Extent.None);

    [Fact]
    public void is_for_the_system_that_reported_and_for_no_other()
    {
        Given(Reported(by: Sensor)).When(Description, by: Sensor).Then(Added(description: Why));
        Given(Reported(by: Teacher)).When(Description, by: Sensor).ThenRefused("not-your-duty", Must2);
        Given(Reported(by: Teacher, enteredBy: Sensor)).When(Description, by: Sensor)
            .Then(Added(description: Why));
    }

    [Fact]
    public void is_for_the_reporter_whose_report_somebody_else_entered() =>
        Given(Reported(by: Teacher, enteredBy: OfficeManager)).When(Description, by: Teacher)
            .Then(Added(description: Why));
}
