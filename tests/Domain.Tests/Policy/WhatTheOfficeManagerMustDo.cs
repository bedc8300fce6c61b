namespace Incidents.Domain.Tests;

public sealed class WhatTheOfficeManagerMustDo
{
    [Fact]
    public void is_to_report_the_outcome_of_an_investigation_that_another_leads()
    {
        PolicyAttribute.Of(typeof(SubmitOutcomeReport)).Should().Contain(Must4);
        Given([.. Until(IncidentStatus.Investigating), .. Worked]).When(Submit(), by: OfficeManager)
            .ThenRecorded<OutcomeReportSubmitted>();
    }

    [Theory]
    [InlineData(Severity.Major)]
    [InlineData(Severity.Critical)]
    public void is_to_support_the_investigation_of_what_is_grave(Severity severity)
    {
        PolicyAttribute.Of(typeof(GiveAdvice)).Should().Contain(Must6);
        Given(Until(IncidentStatus.Investigating, severity)).When(Advise(), by: OfficeManager)
            .ThenRecorded<AdviceGiven>();
    }

    [Fact]
    public void is_to_follow_the_escalation_process()
    {
        PolicyAttribute.Of(typeof(EscalateIncident)).Should().Contain(Must7);
        Given(Reported()).When(Escalate(Role.Headteacher), by: OfficeManager)
            .ThenRecorded<IncidentEscalated>().To.Should().Be(Role.Headteacher);
    }
}
