namespace Incidents.Domain.Tests;

public sealed class ReadingEvidenceAgain
{
    private static readonly History WithEvidence = Given(Reported(), EvidenceOf());

    [Fact]
    public void records_that_it_is_as_it_was() =>
        WithEvidence.When(Reread(), by: OfficeManager).Then(new EvidenceVerified(NewId));

    [Fact]
    public void records_that_it_is_missing() =>
        WithEvidence.When(Reread(found: null, isThere: false), by: OfficeManager)
            .Then(new EvidenceFoundAltered(NewId, Alteration.Missing));

    [Fact]
    public void records_that_it_is_another() =>
        WithEvidence.When(Reread(found: "b"), by: OfficeManager)
            .Then(new EvidenceFoundAltered(NewId, Alteration.Altered));

    [Fact]
    public void records_that_it_cannot_be_opened() =>
        WithEvidence.When(Reread(found: null), by: OfficeManager)
            .Then(new EvidenceFoundAltered(NewId, Alteration.Altered));

    [Fact]
    public void records_it_each_time_and_after_closure_too() =>
        Given([.. Until(IncidentStatus.Closed), EvidenceOf(), new EvidenceVerified(NewId)])
            .When(Reread(), by: OfficeManager).Then(new EvidenceVerified(NewId));

    [Fact]
    public void is_not_possible_without_a_file_or_without_evidence()
    {
        WithEvidence.When(new VerifyEvidence(NewId), by: OfficeManager)
            .ThenRefused("no-such-evidence", null).Kind.Should().Be(RefusalKind.NotThere);
        WithEvidence.When(Reread(evidence: Elsewhere), by: OfficeManager)
            .ThenRefused("no-such-evidence", null).Kind.Should().Be(RefusalKind.NotThere);
    }

    [Fact]
    public void is_not_possible_for_a_reporter_who_did_not_record_it() =>
        WithEvidence.When(Reread(), by: Teacher).ThenRefused("no-such-evidence", null);
}

public sealed class HandingEvidenceOver
{
    [Fact]
    public void records_who_has_it_and_why()
    {
        var handed = Given(Reported(), EvidenceOf()).When(Transfer(), by: OfficeManager)
            .ThenRecorded<EvidenceCustodyTransferred>();

        handed.EvidenceId.Should().Be(NewId);
        handed.Name.Should().Be(Text.Name("Colin", handed.ToId, TextClass.Actor));
        handed.Position.Should().Be(Text.Of("Technician", TextClass.Actor));
        handed.Reason.Should().Be(Text.Narrative(Why));
    }

    [Fact]
    public void goes_on_after_closure() =>
        Given([.. Until(IncidentStatus.Closed), EvidenceOf()]).When(Transfer(), by: OfficeManager)
            .ThenRecorded<EvidenceCustodyTransferred>();

    [Fact]
    public void is_of_evidence_that_the_incident_has() =>
        Given(Reported()).When(Transfer(), by: OfficeManager).ThenRefused("no-such-evidence", null);

    [Fact]
    public void is_not_the_headteachers() =>
        Given(Reported(), EvidenceOf()).When(Transfer(), by: Headteacher).ThenRefused("not-your-duty", How3c);
}
