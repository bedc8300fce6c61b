namespace Incidents.Domain.Tests;

public sealed class ReadingTheRegister
{
    [Fact]
    public void is_for_whoever_works_on_incidents_audits_or_reports()
    {
        foreach (var reader in (Actor[])[OfficeManager, Headteacher, LineManager, Somebody(Role.Staff)])
            Visibility.SeesRegister(reader).Should().Be(Visibility.SeesIncidents(reader.Roles.Single()));
        Visibility.SeesRegister(OfficeManager).Should().BeTrue();
        Visibility.SeesRegister(Auditor).Should().BeTrue();
        Visibility.SeesRegister(Somebody(Role.Reporting)).Should().BeTrue();
        Visibility.SeesRegister(Somebody(Role.Administrator)).Should().BeFalse();
        Visibility.SeesRegister(Somebody(Role.Integration)).Should().BeFalse();
    }

    [Fact]
    public void shows_no_title_to_a_reporting_tool_that_is_nothing_else()
    {
        Visibility.ReadsTitles(Somebody(Role.Reporting)).Should().BeFalse();
        Visibility.ReadsTitles(OfficeManager).Should().BeTrue();
        Visibility.ReadsTitles(Auditor with { Roles = [Role.Auditor, Role.Reporting] }).Should().BeTrue();
    }

    [Fact]
    public void leaves_the_rest_to_whoever_holds_some_duty_by_a_role()
    {
        Duties.HoldsAny(OfficeManager, Pack).Should().BeTrue();
        Duties.HoldsAny(Somebody(Role.Staff), Pack).Should().BeTrue("everybody reports");
        Duties.HoldsAny(Somebody(Role.Administrator), Pack).Should().BeFalse();
        Duties.HoldsAny(Somebody(Role.Reporting), Pack).Should().BeFalse();
        Duties.HoldsAny(Auditor with { Roles = [Role.Reporting, Role.Headteacher] }, Pack).Should().BeTrue();
    }
}
