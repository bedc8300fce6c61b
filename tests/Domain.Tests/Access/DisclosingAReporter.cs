namespace Incidents.Domain.Tests;

public sealed class AskingWhoReported
{
    [Fact]
    public void is_recorded_with_who_asks() =>
        Given(ReportedSecretly()).When(AskWhoReported(), by: OfficeManager).Then(IdentityRequested());

    [Fact]
    public void is_for_the_investigator_too() =>
        Given(ReportedSecretly(), Classified(), Allocated(), Accepted())
            .When(AskWhoReported(), by: LineManager).Then(IdentityRequested(LineManager));

    [Fact]
    public void is_for_nobody_else() =>
        Given(ReportedSecretly()).When(AskWhoReported(), by: Headteacher)
            .ThenRefused("not-your-duty", How1);

    [Fact]
    public void of_an_anonymous_report_is_refused_because_nobody_knows() =>
        Given(ReportedSecretly(ReporterProtection.Anonymous)).When(AskWhoReported(), by: OfficeManager)
            .ThenRefused("anonymous-reporter", How1);

    [Fact]
    public void is_needless_where_the_reporter_is_named() =>
        Given(Reported()).When(AskWhoReported(), by: OfficeManager).ThenNothing();

    [Fact]
    public void is_needless_once_it_was_disclosed() =>
        Given(ReportedSecretly(), IdentityRequested(), IdentityDisclosed())
            .When(AskWhoReported(), by: OfficeManager).ThenNothing();

    [Fact]
    public void may_be_done_again_by_somebody_else() =>
        Given(ReportedSecretly(), IdentityRequested(), IdentityDisclosed())
            .When(AskWhoReported(), by: OtherOfficeManager).Then(IdentityRequested(OtherOfficeManager));

    [Fact]
    public void is_refused_once_the_incident_is_closed() =>
        Given(ReportedSecretly(), Closed()).When(AskWhoReported(), by: OfficeManager)
            .ThenRefused("incident-closed", Must5);
}

public sealed class DecidingWhoMayKnowAReporter
{
    private static readonly History Asked = Given(ReportedSecretly(), IdentityRequested());

    [Fact]
    public void discloses_or_withholds()
    {
        Asked.When(Disclose(), by: Headteacher).Then(IdentityDisclosed());
        Asked.When(Disclose(false), by: Chair).Then(IdentityWithheld());
    }

    [Fact]
    public void opens_it_to_whoever_asked_and_to_nobody_else()
    {
        var disclosed = Given(ReportedSecretly(), IdentityRequested(), IdentityDisclosed()).Incident;

        disclosed.DisclosureTo(OfficeManager.PersonId)!.Id.Should().Be(NewId);
        disclosed.DisclosureTo(Headteacher.PersonId).Should().BeNull();
    }

    [Fact]
    public void can_be_taken_back()
    {
        var withheld = Given(
            ReportedSecretly(), IdentityRequested(), IdentityDisclosed(), IdentityWithheld());

        withheld.Incident.DisclosureTo(OfficeManager.PersonId).Should().BeNull();
        Given(ReportedSecretly(), IdentityRequested(), IdentityDisclosed())
            .When(Disclose(false), by: Headteacher).Then(IdentityWithheld());
    }

    [Fact]
    public void again_leaves_it_alone() =>
        Given(ReportedSecretly(), IdentityRequested(), IdentityDisclosed())
            .When(Disclose(), by: Chair).ThenNothing();

    [Fact]
    public void is_never_for_whoever_asked() =>
        Given(ReportedSecretly(), IdentityRequested(Headteacher)).When(Disclose(), by: Headteacher)
            .ThenRefused("identity-request-by-decider", How1);

    [Fact]
    public void is_for_nobody_else() =>
        Asked.When(Disclose(), by: Deputy).ThenRefused("not-your-duty", How1);

    [Fact]
    public void needs_a_request_that_is_there() =>
        Asked.When(Disclose(request: Guid.Empty), by: Headteacher)
            .ThenRefused("no-such-identity-request", null);

    [Fact]
    public void is_refused_once_the_incident_is_closed() =>
        Given(ReportedSecretly(), IdentityRequested(), Closed()).When(Disclose(), by: Headteacher)
            .ThenRefused("incident-closed", Must5);
}
