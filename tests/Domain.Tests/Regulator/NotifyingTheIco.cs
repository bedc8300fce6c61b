namespace Incidents.Domain.Tests;

public sealed class NotifyingTheIco
{
    private static readonly DateTimeOffset AwareAt = Now.AddHours(-80);
    private static readonly IncidentEvent[] Known = [Reported(), Aware(AwareAt)];

    [Fact]
    public void records_when_it_was_sent_and_what_it_said() =>
        Given(Known).When(
                Notify(AwareAt.AddHours(1))
                    with
                { Reference = "IC-1", PeopleApproximately = 40, RecordsApproximately = 90 },
                by: OfficeManager)
            .Then(Notified(AwareAt.AddHours(1)) with
            {
                Reference = Text.Narrative("IC-1"),
                PeopleApproximately = 40,
                RecordsApproximately = 90,
            });

    [Fact]
    public void after_exactly_72_hours_is_in_time() =>
        Given(Known).When(Notify(AwareAt.AddHours(72)), by: OfficeManager)
            .Then(Notified(AwareAt.AddHours(72)));

    [Fact]
    public void later_than_72_hours_needs_reasons() =>
        Given(Known).When(Notify(AwareAt.AddHours(72).AddTicks(1)), by: OfficeManager)
            .ThenRefused("reasons-for-delay-required", How6c);

    [Fact]
    public void late_with_reasons_freezes_the_lateness() =>
        Given(Known).When(Notify(AwareAt.AddHours(73), Why), by: OfficeManager)
            .Then(Notified(AwareAt.AddHours(73), Why, lateBy: 3600));

    [Fact]
    public void late_by_less_than_a_second_is_late_by_one() =>
        Given(Known).When(Notify(AwareAt.AddHours(72).AddTicks(1), Why), by: OfficeManager)
            .ThenRecorded<IcoNotified>().LateBySeconds.Should().Be(1);

    [Fact]
    public void in_time_keeps_reasons_that_nobody_asked_for() =>
        Given(Known).When(Notify(AwareAt.AddHours(1), Why), by: OfficeManager)
            .Then(Notified(AwareAt.AddHours(1), Why, lateBy: null));

    [Fact]
    public void waits_for_awareness() =>
        Given(Reported()).When(Notify(), by: OfficeManager).ThenRefused("awareness-not-established", How6c);

    [Fact]
    public void happens_once() =>
        Given([.. Known, Notified()]).When(Notify(), by: OfficeManager)
            .ThenRefused("already-notified", How6c);

    [Fact]
    public void is_refused_once_the_incident_is_closed() =>
        Given(Until(IncidentStatus.Closed)).When(Notify(), by: OfficeManager)
            .ThenRefused("incident-closed", Must5);

    [Fact]
    public void is_not_of_tomorrow() =>
        Given(Known).When(Notify(Now.AddDays(1), Why), by: OfficeManager).ThenInvalid("/sentAt");

    [Fact]
    public void counts_nobody_less_than_nobody() =>
        Given(Known)
            .When(Notify() with { PeopleApproximately = -1, RecordsApproximately = -1 }, by: OfficeManager)
            .ThenInvalid("/peopleApproximately", "/recordsApproximately");
}

public sealed class SupplementingANotification
{
    [Fact]
    public void records_what_became_known_later_each_time() =>
        Given(Reported(), Aware(), Notified(), Supplemented())
            .When(Notify(supplements: true), by: OfficeManager)
            .Then(Supplemented());

    [Fact]
    public void is_possible_after_closure() =>
        Given([.. Until(IncidentStatus.OutcomeAccepted), Aware(), Notified(), Closed()])
            .When(Notify(supplements: true), by: OfficeManager).Then(Supplemented());

    [Fact]
    public void follows_a_notification() =>
        Given(Reported(), Aware()).When(Notify(supplements: true), by: OfficeManager)
            .ThenRefused("not-notified", How6c);
}
