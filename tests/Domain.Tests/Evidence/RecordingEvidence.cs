namespace Incidents.Domain.Tests;

public sealed class RecordingEvidence
{
    private static readonly string Sha256 = new('b', 64);
    private static readonly ReceivedFile File = new(
        new Guid(7, 0, 0, new byte[8]), "log.txt", "text/plain", 12, Sha256);

    [Fact]
    public void keeps_a_record_without_a_file() =>
        Given(Reported())
            .When(new RecordEvidence(Why, "Kitchen", Now.AddHours(-1), "Safe"), by: OfficeManager)
            .Then(
                new EvidenceRecorded(NewId, Text.Narrative(Why), Text.Narrative("Kitchen"), Now.AddHours(-1),
                Text.Narrative("Safe"), File: null));

    [Fact]
    public void keeps_what_is_known_of_the_file() =>
        Given(Reported()).When(Evidence() with { File = File }, by: OfficeManager)
            .Then(EvidenceOf() with
            {
                File = new(File.BlobId, Text.Narrative("log.txt"), Text.Narrative("text/plain"), 12,
                    Text.Narrative(Sha256)),
            });

    [Fact]
    public void takes_the_file_whose_hash_was_stated_in_either_case() =>
        Given(Reported())
            .When(Evidence() with { File = File, Sha256 = Sha256.ToUpperInvariant() }, by: OfficeManager)
            .ThenRecorded<EvidenceRecorded>();

    [Fact]
    public void refuses_a_file_other_than_the_one_that_was_sent() =>
        Given(Reported()).When(Evidence() with { File = File, Sha256 = new('c', 64) }, by: OfficeManager)
            .ThenRefused("evidence-hash-mismatch", How3c);

    [Fact]
    public void takes_a_hash_only_with_a_file() =>
        Given(Reported()).When(Evidence() with { Sha256 = Sha256 }, by: OfficeManager).ThenInvalid("/sha256");

    [Theory]
    [InlineData("abc")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void takes_a_hash_only_of_64_hexadecimal_digits(string sha256) =>
        Given(Reported()).When(Evidence() with { File = File, Sha256 = sha256 }, by: OfficeManager)
            .ThenInvalid("/sha256");

    [Fact]
    public void cannot_be_collected_tomorrow() =>
        Given(Reported()).When(Evidence() with { CollectedAt = Now.AddDays(1) }, by: OfficeManager)
            .ThenInvalid("/collectedAt");

    [Fact]
    public void appends_each_time() =>
        Given(Reported(), EvidenceOf()).When(Evidence(), by: Teacher).Then(EvidenceOf());
}
