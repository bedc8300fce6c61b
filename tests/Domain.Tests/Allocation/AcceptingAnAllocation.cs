namespace Incidents.Domain.Tests;

public sealed class AcceptingAnAllocation
{
    [Fact]
    public void starts_the_investigation() =>
        Given(Until(IncidentStatus.Allocated)).When(new AcceptAllocation(), by: LineManager).Then(Accepted());

    [Fact]
    public void again_leaves_it_alone() =>
        Given(Until(IncidentStatus.Investigating)).When(new AcceptAllocation(), by: LineManager)
            .ThenNothing();

    [Fact]
    public void is_for_whoever_was_named() =>
        Given(Until(IncidentStatus.Allocated)).When(new AcceptAllocation(), by: Officer)
            .ThenRefused("not-your-duty", Must3);

    [Fact]
    public void needs_credentials_that_carry_the_role() =>
        Given(Until(IncidentStatus.Allocated))
            .When(new AcceptAllocation(), by: LineManager with { Roles = [Role.Staff] })
            .ThenRefused("not-your-duty", Must3);

    [Fact]
    public void is_refused_to_whoever_turned_out_to_be_part_of_the_incident() =>
        Given([.. Until(IncidentStatus.Allocated), Added(people: [Concerned(LineManager, Relation.Witness)])])
            .When(new AcceptAllocation(), by: LineManager).ThenRefused("conflict-of-interest", Why6);

    [Fact]
    public void is_refused_once_the_incident_is_closed() =>
        Given([.. Until(IncidentStatus.Allocated), Verified(Finding.NotAnIncident),
            Closed(ClosureGround.NotAnIncident)])
            .When(new AcceptAllocation(), by: LineManager).ThenRefused("incident-closed", Must5);

    [Fact]
    public void is_no_longer_for_whom_the_investigation_left() =>
        Given([.. Until(IncidentStatus.Allocated), Allocated(Officer, reason: Why)])
            .When(new AcceptAllocation(), by: LineManager).ThenRefused("not-your-duty", Must3);
}

public sealed class DecliningAnAllocation
{
    [Fact]
    public void returns_the_incident_to_unallocated()
    {
        Given(Until(IncidentStatus.Allocated)).When(Decline(), by: LineManager).Then(Declined());
        Given([.. Until(IncidentStatus.Allocated), Declined()]).Incident.Status.Should()
            .Be(IncidentStatus.Classified);
    }

    [Fact]
    public void is_possible_after_accepting_too() =>
        Given(Until(IncidentStatus.Investigating)).When(Decline(), by: LineManager).Then(Declined());

    [Fact]
    public void is_for_whoever_was_named() =>
        Given(Until(IncidentStatus.Allocated)).When(Decline(), by: OfficeManager)
            .ThenRefused("not-your-duty", Must3);

    [Fact]
    public void ends_the_sight_of_the_incident() =>
        Given([.. Until(IncidentStatus.Allocated), Declined()]).Incident.Sees(LineManager).Should()
            .Be(Extent.None);

    [Fact]
    public void is_refused_once_the_incident_is_closed() =>
        Given(Until(IncidentStatus.Closed)).When(Decline(), by: LineManager)
            .ThenRefused("incident-closed", Must5);
}
