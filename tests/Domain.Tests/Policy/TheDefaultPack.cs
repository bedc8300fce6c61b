namespace Incidents.Domain.Tests;

public sealed class TheDefaultPack
{
    [Fact]
    public void has_every_point_of_the_policy_once_and_in_order() =>
        Pack.Points.Select(point => point.Point).Should().Equal(EveryPoint.Known);

    [Fact]
    public void names_every_duty_policy_and_breach_type_once()
    {
        Pack.Duties.Select(row => row.Duty).Should().OnlyHaveUniqueItems();
        Pack.InformationPolicies.Select(entry => entry.Id).Should().OnlyHaveUniqueItems();
        Pack.BreachTypes.Select(entry => entry.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void has_duties_for_every_step_of_a_timescale() =>
        Pack.Timescales.SelectMany(timescale => new[] { timescale.Step, timescale.From })
            .Should().OnlyContain(duty => Pack.HasDuty(duty));

    [Fact]
    public void gives_72_hours_for_the_notification_of_the_ico() =>
        Pack.Timescales.Single(timescale => timescale.Step == "ico-notifications").Should()
            .Be(new Timescale(
                "ico-notifications", Clock.Elapsed, "awareness", Hours: (int)NotifyIco.TimeLimit.TotalHours));

    [Fact]
    public void warns_escalates_to_the_headteacher_and_a_working_day_later_to_chair_and_officer() =>
        Pack.Ladder.Should().BeEquivalentTo([
            new Rung("warned", RungAction.Warn, [], AtPercent: 75),
            new Rung("missed", RungAction.Escalate, [Role.Headteacher], AtPercent: 100),
            new Rung("still-missed", RungAction.Escalate,
                [Role.ChairOfGovernors, Role.DataProtectionOfficer], WorkingDaysAfter: 1),
        ]);

    [Fact]
    public void knows_how_long_every_incident_is_kept()
    {
        Pack.RetentionOf(IncidentKind.NearMiss, Severity.Critical).Id.Should().Be("near-misses");
        Pack.RetentionOf(IncidentKind.ConfirmedBreach, Severity.Critical).Id.Should().Be("critical");
        Pack.RetentionOf(IncidentKind.PotentialBreach, severity: null).Id.Should().Be("others");
    }

    [Fact]
    public void tells_of_events_that_there_are() =>
        Pack.Notifications.Rows.Select(row => row.Event).Should().BeSubsetOf(typeof(StoredEvent).Assembly
            .GetTypes().Where(type => type.IsSubclassOf(typeof(StoredEvent)))
            .Select(type => Words.CamelCase(type.Name)));

    [Fact]
    public void says_what_of_it_is_only_an_example() =>
        Pack.ExampleDefaults.Should().BeSubsetOf(
            typeof(PolicyPack).GetProperties().Select(member => Words.CamelCase(member.Name)))
            .And.Contain("timescales", "A2");

    [Fact]
    public void lets_the_office_manager_alone_investigate_what_is_critical() =>
        Pack.Holders(DutyIds.Investigation, Severity.Critical).Roles.Should().Equal(Role.OfficeManager);

    [Fact]
    public void gives_nobody_a_duty_that_it_does_not_have() =>
        Pack.Holders("tidying-up", Severity.Minor).Should().BeEquivalentTo(new Holders([], []));
}

/// <summary>The ids of the points.</summary>
internal static class EveryPoint
{
    public static ImmutableArray<string> Known { get; } =
        [.. typeof(Points).GetFields().Select(field => (string)field.GetRawConstantValue()!)];
}
