namespace Incidents.Domain.Tests;

public sealed class RecordingADecision
{
    private static readonly Guid Found = new(5, 0, 0, new byte[8]);

    [Fact]
    public void keeps_what_was_decided_and_why() =>
        Given(Reported()).When(Decide() with { Alternatives = ["Wait"] }, by: OfficeManager)
            .Then(Decided() with { Alternatives = [Text.Narrative("Wait")] });

    [Fact]
    public void names_the_evidence_it_rests_on() =>
        Given(Reported(), EvidenceOf(Found)).When(Decide(Found), by: OfficeManager).Then(Decided(Found));

    [Fact]
    public void rests_on_evidence_of_this_incident_only() =>
        Given(Reported(), EvidenceOf()).When(Decide(NewId, Found), by: OfficeManager)
            .ThenRefused("no-such-evidence", null);

    [Fact]
    public void rests_on_evidence_and_on_no_other_part() =>
        Given(Reported(), Escalated(id: Found)).When(Decide(Found), by: OfficeManager)
            .ThenRefused("no-such-evidence", null);

    [Fact]
    public void appends_each_time() => Given(Reported(), Decided()).When(Decide(), by: Headteacher)
        .Then(Decided());
}
