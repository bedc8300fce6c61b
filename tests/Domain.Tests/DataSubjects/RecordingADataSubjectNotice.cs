namespace Incidents.Domain.Tests;

public sealed class RecordingADataSubjectNotice
{
    [Fact]
    public void says_who_was_informed_of_what_and_when() =>
        Given(Reported()).When(Inform(), by: OfficeManager).Then(Informed());

    [Fact]
    public void marks_an_estimate() =>
        Given(Reported()).When(Inform() with { CountIsEstimate = true }, by: OfficeManager)
            .Then(Informed() with { CountIsEstimate = true });

    [Theory]
    [InlineData(NoticeExemption.Encrypted)]
    [InlineData(NoticeExemption.RiskRemoved)]
    [InlineData(NoticeExemption.NotHighRisk)]
    public void says_why_nobody_is_informed(NoticeExemption exemption) =>
        Given(Reported()).When(DoNotInform(exemption), by: OfficeManager).Then(NotInformed(exemption));

    [Fact]
    public void says_what_was_made_public_where_the_effort_would_be_disproportionate()
    {
        var notice = DoNotInform(NoticeExemption.DisproportionateEffort);

        Given(Reported()).When(notice, by: OfficeManager).ThenInvalid("/publicCommunication");
        Given(Reported()).When(notice with { PublicCommunication = Why }, by: OfficeManager)
            .Then(NotInformed(NoticeExemption.DisproportionateEffort)
                with
            { PublicCommunication = Text.Narrative(Why) });
    }

    [Fact]
    public void appends_each_time() =>
        Given(Reported(), Informed()).When(Inform(), by: OfficeManager).Then(Informed());

    [Fact]
    public void asks_for_all_of_a_notice() =>
        Given(Reported()).When(new RecordDataSubjectNotice(Informed: true), by: OfficeManager)
            .ThenInvalid("/audience", "/count", "/channel", "/text", "/informedAt");

    [Fact]
    public void asks_for_all_of_an_exemption() =>
        Given(Reported()).When(new RecordDataSubjectNotice(Informed: false), by: OfficeManager)
            .ThenInvalid("/exemption", "/reason");

    [Fact]
    public void informs_one_person_at_least()
    {
        Given(Reported()).When(Inform() with { Count = 0 }, by: OfficeManager).ThenInvalid("/count");
        (Inform() with { Count = 1 }).Problems().Should().BeEmpty("one person may be told");
    }

    [Fact]
    public void does_not_both_inform_and_say_why_not()
    {
        Given(Reported()).When(Inform() with { Reason = Why }, by: OfficeManager).ThenInvalid("/informed");
        Given(Reported()).When(DoNotInform() with { Count = 3 }, by: OfficeManager).ThenInvalid("/informed");
    }

    [Fact]
    public void is_not_of_tomorrow() =>
        Given(Reported()).When(Inform() with { InformedAt = Now.AddDays(1) }, by: OfficeManager)
            .ThenInvalid("/informedAt");
}
