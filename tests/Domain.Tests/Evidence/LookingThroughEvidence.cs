namespace Incidents.Domain.Tests;

public sealed class LookingThroughEvidence
{
    private static readonly ScanFinding Clean = new(Threat: null);
    private static readonly ScanFinding Eicar = new("Eicar-Test-Signature");
    private static readonly EvidenceQuarantined Quarantined =
        new(NewId, Text.Narrative("Eicar-Test-Signature"));

    private static readonly ReceivedFile File = new(
        new Guid(7, 0, 0, new byte[8]), "log.txt", "text/plain", 12, new string('b', 64));

    private static readonly History Waiting =
        Given(Reported(), EvidenceOf(), new EvidenceScanDeferred(NewId));

    [Fact]
    public void is_recorded_with_the_file_where_the_scanner_saw_it_come()
    {
        Recorded(File with { Scan = Clean }).Should().Be(new EvidenceFoundClean(NewId));
        Recorded(File with { Scan = Eicar }).Should().Be(Quarantined);
        Recorded(File with { IsScanDeferred = true }).Should().Be(new EvidenceScanDeferred(NewId));

        static IncidentEvent Recorded(ReceivedFile file) =>
            Given(Reported()).When(Evidence() with { File = file }, by: OfficeManager)
                .Decision.Should().BeOfType<Recorded>().Which.Events.Last();
    }

    [Fact]
    public void is_recorded_later_where_it_did_not_and_once()
    {
        Waiting.When(new RecordScan(NewId, Clean), by: Actor.Clock).Then(new EvidenceFoundClean(NewId));
        Waiting.When(new RecordScan(NewId, Eicar), by: Actor.Clock).Then(Quarantined);
        After(new EvidenceFoundClean(NewId)).When(new RecordScan(NewId, Eicar), by: Actor.Clock)
            .ThenNothing();
    }

    [Fact]
    public void is_recorded_by_the_service_alone() =>
        Waiting.When(new RecordScan(NewId, Clean), by: OfficeManager).ThenRefused("not-your-duty", How3c);

    [Fact]
    public void is_done_again_by_whoever_verifies_and_said_where_it_is_news()
    {
        Waiting.When(Reread(scan: Clean), by: OfficeManager)
            .Then(new EvidenceVerified(NewId), new EvidenceFoundClean(NewId));
        After(Quarantined).When(Reread(scan: Clean), by: OfficeManager)
            .Then(new EvidenceVerified(NewId), new EvidenceFoundClean(NewId));
        After(Quarantined).When(Reread(scan: Eicar), by: OfficeManager).Then(new EvidenceVerified(NewId));
        Given(Reported(), EvidenceOf()).When(Reread(scan: Clean), by: OfficeManager)
            .Then(new EvidenceVerified(NewId));
        Given(Reported(), EvidenceOf()).When(Reread(scan: Eicar), by: OfficeManager)
            .Then(new EvidenceVerified(NewId), Quarantined);
    }

    [Fact]
    public void does_not_prolong_how_long_the_incident_is_kept() =>
        Incident.Initial.Evolve(Reported(), LongAgo).Evolve(Quarantined, Now).LastStepAt.Should().Be(LongAgo);

    [Fact]
    public void says_nothing_of_a_file_that_is_another() =>
        Waiting.When(Reread(found: "b", scan: Clean), by: OfficeManager)
            .Then(new EvidenceFoundAltered(NewId, Alteration.Altered));

    private static History After(IncidentEvent @event) => new(Waiting.Events.Add(@event));
}
