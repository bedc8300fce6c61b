namespace Incidents.Domain.Tests;

public sealed class LinkingAnIncident
{
    [Theory]
    [InlineData(LinkRelation.DuplicateOf)]
    [InlineData(LinkRelation.RelatedTo)]
    public void records_how_they_belong_together(LinkRelation relation) =>
        Given(Reported()).When(Asked.Link(relation), by: OfficeManager).Then(Linked(relation));

    [Fact]
    public void changes_nothing_where_they_are_linked_so() =>
        Given(Reported(), Linked()).When(Asked.Link(), by: OfficeManager).ThenNothing();

    [Fact]
    public void says_otherwise_of_the_same_incident_where_it_was_linked_wrongly() =>
        Given(Reported(), Linked()).When(Asked.Link(LinkRelation.RelatedTo), by: OfficeManager)
            .Then(Linked(LinkRelation.RelatedTo));

    [Fact]
    public void goes_on_after_closure() =>
        Given(Until(IncidentStatus.Closed)).When(Asked.Link(LinkRelation.RelatedTo), by: OfficeManager)
            .Then(Linked(LinkRelation.RelatedTo));

    [Fact]
    public void needs_another_incident_that_the_office_manager_sees() =>
        Given(Reported()).When(Asked.Link(other: NewId), by: OfficeManager)
            .ThenRefused("no-such-incident", null);

    [Fact]
    public void needs_another_incident_than_itself() =>
        Given(Reported()).When(Asked.Link(other: IncidentId), by: OfficeManager).ThenInvalid("/incidentId");

    [Fact]
    public void makes_no_duplicate_of_a_duplicate()
    {
        Given(Reported()).When(Asked.Link(other: ElsewhereTwice), by: OfficeManager)
            .ThenRefused("duplicate-of-duplicate", Why1);
        Given(Reported()).When(Asked.Link(LinkRelation.RelatedTo, ElsewhereTwice), by: OfficeManager)
            .Then(Linked(LinkRelation.RelatedTo, ElsewhereTwice));
    }

    [Fact]
    public void is_the_office_managers() =>
        Given(Reported()).When(Asked.Link(), by: Headteacher).ThenRefused("not-your-duty", Why1);
}
