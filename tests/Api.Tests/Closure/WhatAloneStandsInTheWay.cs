using System.Net;

namespace Incidents.Api.Tests.Closure;

/// <summary>Each thing that stands in the way of closing, where everything else is done.</summary>
public sealed class WhatAloneStandsInTheWay(School school) : IClassFixture<School>
{
    [Fact]
    public async Task is_an_escalation_that_nobody_has_acknowledged()
    {
        var incident = await school.HasAcceptedOutcome();
        await school.LineManager.Escalates(incident, to: "headteacher");

        (await school.OfficeManager.Closes(incident))
            .ShouldBeRefused(409, "escalation-unacknowledged", "how-3e");
    }

    [Fact]
    public async Task is_whether_personal_data_is_involved()
    {
        var incident = await school.HasAcceptedOutcome(personalData: "unknown");

        (await school.OfficeManager.Closes(incident)).ShouldBeRefused(409, "personal-data-unknown", "how-6c");
    }

    [Fact]
    public async Task is_the_assessment_for_the_regulator()
    {
        var incident = await school.HasAcceptedOutcome(personalData: "yes");

        (await school.OfficeManager.Closes(incident)).ShouldBeRefused(409, "ico-not-assessed", "how-6c");
    }

    [Fact]
    public async Task is_the_notification_that_was_decided_on()
    {
        var incident = await IsAssessed("reportable");

        (await school.OfficeManager.Closes(incident)).ShouldBeRefused(409, "ico-not-notified", "how-6c");
    }

    [Fact]
    public async Task is_what_the_people_at_high_risk_are_told()
    {
        var incident = await IsAssessed("reportableAndInform");
        (await school.ProtectionOfficer.NotifiesIco(incident, school.Clock.Now))
            .ShouldBe(HttpStatusCode.Created);

        (await school.OfficeManager.Closes(incident))
            .ShouldBeRefused(409, "data-subjects-not-decided", "how-3f");
    }

    [Fact]
    public async Task is_a_remedial_action_of_a_major_incident()
    {
        var incident = await school.HasAcceptedOutcome("major");
        (await school.ProtectionOfficer.EstablishesAwareness(incident, school.Clock.InHours(-1)))
            .ShouldBe(HttpStatusCode.OK);
        (await school.ProtectionOfficer.AssessesForIco(incident, "notReportable"))
            .ShouldBe(HttpStatusCode.Created);

        (await school.OfficeManager.Closes(incident))
            .ShouldBeRefused(409, "remedial-action-missing", "how-6d");
    }

    [Fact]
    public async Task is_a_remedial_action_that_is_nobodys()
    {
        var incident = await school.HasAcceptedOutcome();
        await school.LineManager.RecommendsAction(incident, owner: null);

        (await school.OfficeManager.Closes(incident))
            .ShouldBeRefused(409, "remedial-action-unowned", "how-6d");
    }

    private async Task<ReportedIncident> IsAssessed(string decision)
    {
        var incident = await school.HasAcceptedOutcome(personalData: "yes");
        (await school.ProtectionOfficer.EstablishesAwareness(incident, school.Clock.InHours(-1)))
            .ShouldBe(HttpStatusCode.OK);
        (await school.ProtectionOfficer.AssessesForIco(
            incident, decision, highRisk: decision == "reportableAndInform"))
            .ShouldBe(HttpStatusCode.Created);

        return incident;
    }
}
