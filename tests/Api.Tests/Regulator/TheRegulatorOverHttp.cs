namespace Incidents.Api.Tests.Regulator;

public sealed class TheRegulatorOverHttp(School school) : IClassFixture<School>
{
    [Fact]
    public async Task is_not_notified_before_awareness_is_established()
    {
        var incident = await school.Reports();

        (await school.ProtectionOfficer.NotifiesIco(incident, school.Clock.Now))
            .ShouldBeRefused(409, "awareness-not-established", "how-6c");
        (await school.ProtectionOfficer.AssessesForIco(incident))
            .ShouldBeRefused(409, "awareness-not-established", "how-6c");
    }

    [Fact]
    public async Task is_notified_later_than_72_hours_only_with_reasons_and_the_lateness_stays()
    {
        var incident = await school.Reports();
        await school.ProtectionOfficer.EstablishesAwareness(incident, school.Clock.InHours(-74));

        (await school.ProtectionOfficer.NotifiesIco(incident, school.Clock.InHours(-1)))
            .ShouldBeRefused(409, "reasons-for-delay-required", "how-6c");
        (await school.ProtectionOfficer.NotifiesIco(
            incident, school.Clock.InHours(-1), reasonsForDelay: "A weekend."))
            .ShouldRecord("icoNotified");
        (await school.OfficeManager.Gets(
            incident.Path))["icoNotifications"]![0]!["lateBySeconds"]!.GetValue<long>()
            .Should().Be(3600);
    }

    [Fact]
    public async Task is_notified_once_and_told_the_rest_as_a_supplement()
    {
        var incident = await school.Reports();
        await school.ProtectionOfficer.EstablishesAwareness(incident, school.Clock.InHours(-2));

        (await school.ProtectionOfficer.NotifiesIco(incident, school.Clock.Now, supplements: true))
            .ShouldBeRefused(409, "not-notified", "how-6c");
        (await school.ProtectionOfficer.NotifiesIco(incident, school.Clock.Now)).ShouldRecord("icoNotified");
        (await school.ProtectionOfficer.NotifiesIco(incident, school.Clock.Now))
            .ShouldBeRefused(409, "already-notified", "how-6c");
        (await school.ProtectionOfficer.NotifiesIco(incident, school.Clock.Now, supplements: true))
            .ShouldRecord("icoNotificationSupplemented");
    }

    [Fact]
    public async Task does_not_count_from_before_the_discovery_nor_from_the_future()
    {
        var incident = await school.Teacher.Reports(
            new { title = "Laptop left on a bus", discoveredAt = school.Clock.InHours(-3) });

        (await school.ProtectionOfficer.EstablishesAwareness(incident, school.Clock.InHours(-3.1)))
            .ShouldBeRefused(409, "awareness-impossible", "how-6c");
        (await school.ProtectionOfficer.EstablishesAwareness(incident, school.Clock.InHours(0.1)))
            .ShouldBeRefused(409, "awareness-impossible", "how-6c");
        (await school.ProtectionOfficer.EstablishesAwareness(incident, school.Clock.InHours(-3)))
            .ShouldRecord("breachAwarenessEstablished");
    }

    [Fact]
    public async Task is_decided_on_against_the_answers_only_with_a_reason()
    {
        var incident = await school.Reports();

        (await school.ProtectionOfficer.Posts(incident, "ico-assessments", new
        {
            personalData = false,
            likelihood = "unlikely",
            highRisk = false,
            decision = "reportable",
            rationale = "To be sure.",
        })).ShouldBeWrongAt("/overrideReason");
    }
}
