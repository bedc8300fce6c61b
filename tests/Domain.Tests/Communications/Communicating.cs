namespace Incidents.Domain.Tests;

public sealed class PlanningCommunications
{
    [Fact]
    public void says_whom_to_tell_what_by_which_way_and_who_approves() =>
        Given(Reported()).When(Plan(), by: OfficeManager).Then(Planned());

    [Fact]
    public void is_for_the_investigator_too() =>
        Given(Until(IncidentStatus.Investigating)).When(Plan(), by: LineManager).Then(Planned());

    [Fact]
    public void is_not_for_the_headteacher() =>
        Given(Reported()).When(Plan(), by: Headteacher).ThenRefused("not-your-duty", How3i);

    [Fact]
    public void again_with_the_same_leaves_it_alone() =>
        Given(Reported(), Planned()).When(Plan(), by: OfficeManager).ThenNothing();

    public static TheoryData<PlanCommunications> Others =>
    [
        Plan() with { Audience = "Governors" }, Plan() with { Message = "All is well" },
        Plan() with { Channel = "Letter" }, Plan() with { Approver = "The chair" },
    ];

    [Theory, MemberData(nameof(Others))]
    public void again_with_anything_else_replaces_it(PlanCommunications plan) =>
        Given(Reported(), Planned()).When(plan, by: OfficeManager).ThenRecorded<CommunicationsPlanned>();
}

public sealed class RecordingACommunication
{
    [Fact]
    public void says_what_was_sent_to_whom_and_when() =>
        Given(Reported()).When(Send(Now.AddHours(-3)), by: OfficeManager).Then(Sent(Now.AddHours(-3)));

    [Fact]
    public void needs_no_plan_and_appends_each_time() =>
        Given(Reported(), Sent()).When(Send(), by: OfficeManager).Then(Sent());

    [Fact]
    public void cannot_be_of_tomorrow() =>
        Given(Reported()).When(Send(Now.AddDays(1)), by: OfficeManager).ThenInvalid("/sentAt");
}
