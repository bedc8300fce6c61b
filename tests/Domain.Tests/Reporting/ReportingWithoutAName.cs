namespace Incidents.Domain.Tests;

public sealed class ReportingWithoutAName
{
    private static readonly Actor Holder = Actor.WithReceiptOf(IncidentId);

    [Fact]
    public void needs_a_title_and_nobody() =>
        Given().When(ReportWithoutName(), by: Actor.Unnamed)
            .Then(ReportedSecretly(ReporterProtection.Anonymous));

    [Fact]
    public void keeps_instants_to_the_hour() =>
        Given().When(ReportWithoutName() with
        {
            OccurredAt = Now.AddMinutes(-61),
            DiscoveredAt = Now.AddMinutes(-1),
        }, by: Actor.Unnamed).ThenRecorded<IncidentReported>().Should().Match<IncidentReported>(e =>
            e.OccurredAt == Now.AddHours(-2) && e.DiscoveredAt == Now.AddHours(-1));

    [Fact]
    public void tells_whom_the_reporter_chose_and_keeps_it_from_whom_it_is_about()
    {
        var about = Given(ReportedSecretly(ReporterProtection.Anonymous) with
        {
            ConcernsRoles = [Role.Headteacher],
        }).Incident;

        about.Sees(Headteacher).Should().Be(Extent.None);
        about.Sees(OfficeManager).Should().Be(Extent.Whole);
    }

    [Fact]
    public void lets_the_holder_of_the_receipt_see_their_own_report_and_nobody_of_another() =>
        new[] { Holder, Actor.WithReceiptOf(NewId), Actor.Unnamed }
            .Select(actor => Given(ReportedSecretly(ReporterProtection.Anonymous)).Incident.Sees(actor))
            .Should().Equal(Extent.OwnReport, Extent.None, Extent.None);

    [Fact]
    public void lets_the_holder_of_the_receipt_add_to_it_to_the_hour()
    {
        var report = Given(ReportedSecretly(ReporterProtection.Anonymous));

        report.When(new AddDetails { DiscoveredAt = Now.AddMinutes(-30) }, by: Holder)
            .ThenRecorded<DetailsAdded>().DiscoveredAt.Should().Be(Now.AddHours(-1));
        report.When(Evidence() with { CollectedAt = Now.AddMinutes(-30) }, by: Holder)
            .ThenRecorded<EvidenceRecorded>().CollectedAt.Should().Be(Now.AddHours(-1));
        report.When(Write(), by: Holder).Then(ReporterWrote());
    }

    [Fact]
    public void lets_the_holder_of_the_receipt_do_nothing_else() =>
        Given(ReportedSecretly(ReporterProtection.Anonymous)).When(Classify(), by: Holder)
            .ThenRefused("not-your-duty", How5a);

    [Fact]
    public void is_not_to_report_by_name_with_nobodys_credentials() =>
        Given().When(Report(), by: Actor.Unnamed).ThenRefused("not-your-duty", Must1);
}
