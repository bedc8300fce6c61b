namespace Incidents.Domain.Tests;

public sealed class EstablishingAwareness
{
    [Fact]
    public void records_the_moment_from_which_72_hours_count() =>
        Given(Reported()).When(BecomeAware(), by: OfficeManager).Then(Aware());

    [Fact]
    public void anew_moves_it() =>
        Given(Reported(), Aware()).When(BecomeAware(Now), by: ProtectionOfficer).Then(Aware(Now));

    [Fact]
    public void as_it_is_already_leaves_it_alone() =>
        Given(Reported(), Aware()).When(BecomeAware() with { Reason = "in other words" }, by: OfficeManager)
            .ThenNothing();

    [Fact]
    public void at_the_very_discovery_or_now_is_possible()
    {
        Given(Reported(discoveredAt: Now.AddDays(-1))).When(BecomeAware(Now.AddDays(-1)), by: OfficeManager)
            .Then(Aware(Now.AddDays(-1)));
        Given(Reported()).When(BecomeAware(Now), by: OfficeManager).Then(Aware(Now));
    }

    [Fact]
    public void before_the_discovery_is_impossible() =>
        Given(Reported(discoveredAt: Now.AddDays(-1)))
            .When(BecomeAware(Now.AddDays(-1).AddTicks(-1)), by: OfficeManager)
            .ThenRefused("awareness-impossible", How6c);

    [Fact]
    public void before_the_discovery_is_impossible_also_where_that_was_told_later() =>
        Given(Reported(), Added() with { DiscoveredAt = Now.AddHours(-1) })
            .When(BecomeAware(), by: OfficeManager).ThenRefused("awareness-impossible", How6c);

    [Fact]
    public void in_the_future_is_impossible() =>
        Given(Reported()).When(BecomeAware(Now.AddTicks(1)), by: OfficeManager)
            .ThenRefused("awareness-impossible", How6c);
}
