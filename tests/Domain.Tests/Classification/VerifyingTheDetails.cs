namespace Incidents.Domain.Tests;

public sealed class VerifyingTheDetails
{
    [Theory]
    [InlineData(Finding.AsReported)]
    [InlineData(Finding.NotAnIncident)]
    public void records_what_was_checked_and_found(Finding finding) =>
        Given(Reported()).When(Verify(finding), by: OfficeManager).Then(Verified(finding));

    [Fact]
    public void names_those_who_were_asked_among_the_personal_texts() =>
        Given(Reported()).When(Verify() with { With = ["The caretaker"] }, by: OfficeManager)
            .Then(Verified() with { With = [Text.Of("The caretaker", TextClass.Personal)] });

    [Fact]
    public void appends_each_time() =>
        Given(Reported(), Verified()).When(Verify(), by: OfficeManager).Then(Verified());

    [Fact]
    public void lets_the_latest_finding_count() =>
        Given(Reported(), Verified(Finding.NotAnIncident), Verified()).Incident.Finding.Should()
            .Be(Finding.AsReported);
}
