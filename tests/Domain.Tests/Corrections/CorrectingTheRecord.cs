namespace Incidents.Domain.Tests;

public sealed class CorrectingTheRecord
{
    private static readonly DateTimeOffset Found = Now.AddDays(-2);

    [Fact]
    public void names_the_event_the_field_and_what_it_should_have_been() =>
        Given(Reported()).When(Correct("title", "Lost on bus 14"), by: OfficeManager)
            .Then(Corrected("title", text: "Lost on bus 14"));

    [Fact]
    public void is_for_whoever_recorded_it_and_for_the_office_manager()
    {
        Given(Reported()).When(Correct("title", Why), by: Teacher).Then(Corrected("title", text: Why));
        Given(Reported(), Classified()).When(Correct("title", Why), by: Headteacher)
            .ThenRefused("not-your-duty", How3c);
        Given(Reported(), Aware()).When(Correct("awareAt", Now, version: 2), by: Teacher)
            .ThenRefused("not-your-duty", How3c);
    }

    [Fact]
    public void of_their_own_report_is_for_a_reporter_whom_it_is_about() =>
        Given(Reported(people: [Concerned(Teacher, Relation.Involved)]))
            .When(Correct("title", Why), by: Teacher).Then(Corrected("title", text: Why));

    [Fact]
    public void goes_on_after_closure() =>
        Given(Until(IncidentStatus.Closed)).When(Correct("title", Why), by: OfficeManager)
            .Then(Corrected("title", text: Why));

    [Fact]
    public void needs_an_event_that_is_there()
    {
        Given(Reported()).When(Correct("title", Why, version: 2), by: OfficeManager)
            .ThenRefused("no-such-version", null);
        Given(Reported()).When(Correct("title", Why, version: 0), by: OfficeManager)
            .ThenRefused("no-such-version", null);
    }

    [Theory]
    [InlineData("severity", 2)]
    [InlineData("kind", 1)]
    [InlineData("concernsRoles", 1)]
    [InlineData("titel", 1)]
    [InlineData("title", 2)]
    [InlineData("location", 1)]
    public void is_not_for_what_has_a_command_of_its_own_nor_for_what_was_not_said(
        string field, long version) =>
        Given(Reported(), Classified()).When(Correct(field, Why, version), by: OfficeManager)
            .ThenRefused("not-correctable", How3c);

    [Theory]
    [InlineData("title", null)]
    [InlineData("occurredAt", "yesterday")]
    [InlineData("channel", "pigeon")]
    [InlineData("systemsInvolved", "a laptop")]
    [InlineData("peopleInvolved", "Ivy")]
    public void needs_a_value_of_the_kind_that_the_field_is(string field, string? value) =>
        Given(Reported()).When(new CorrectRecord(1, field, new(value), Why), by: OfficeManager)
            .ThenInvalid("/value");

    [Fact]
    public void keeps_a_title_short() =>
        Given(Reported()).When(Correct("title", new string('x', 201)), by: OfficeManager)
            .ThenInvalid("/value");

    [Fact]
    public void does_not_put_into_the_future_what_has_happened() =>
        Given(Reported(discoveredAt: Found)).When(Correct("discoveredAt", Now.AddHours(1)), by: OfficeManager)
            .ThenInvalid("/value");

    [Fact]
    public void names_information_policies_of_the_pack()
    {
        var report = Reported() with { InformationPolicies = ["email"] };
        CorrectRecord To(string id) => new(1, "informationPolicies", new(null, Texts: [id]), Why);

        Given(report).When(To("nonsense"), by: OfficeManager).ThenRefused("unknown-policy", null);
        Given(report).When(To("clear-desk"), by: OfficeManager)
            .ThenRecorded<RecordCorrected>().InformationPolicies.Should().Equal("clear-desk");
    }

    [Fact]
    public void of_the_awareness_moves_the_clock_and_is_checked_like_it()
    {
        var known = Given(Reported(discoveredAt: Found), Aware(Now.AddDays(-1)));

        known.When(Correct("awareAt", Found.AddHours(-1), 2), by: OfficeManager)
            .ThenRefused("awareness-impossible", How6c);
        known.When(Correct("awareAt", Now.AddMinutes(1), 2), by: OfficeManager)
            .ThenRefused("awareness-impossible", How6c);
        known.When(Correct("awareAt", Found, 2), by: OfficeManager)
            .Then(Corrected("awareAt", 2, instant: Found));
        Given([.. known.Events, Corrected("awareAt", 2, instant: Found)]).Incident.AwareAt.Should().Be(Found);
    }

    [Fact]
    public void of_an_earlier_awareness_leaves_the_latest_as_it_is() =>
        Given(Reported(), Aware(Found), Aware(Now.AddDays(-1)), Corrected("awareAt", 2, instant: Now))
            .Incident.AwareAt.Should().Be(Now.AddDays(-1));

    [Fact]
    public void of_the_discovery_counts_for_the_awareness()
    {
        var known = Given(Reported(discoveredAt: Found), Aware(Now.AddDays(-1)));

        known.When(Correct("discoveredAt", Now.AddHours(-1)), by: OfficeManager)
            .ThenRefused("awareness-impossible", How6c);
        Given([.. known.Events, Corrected("discoveredAt", instant: Found.AddDays(-3))])
            .When(BecomeAware(Found.AddDays(-1)), by: OfficeManager)
            .ThenRecorded<BreachAwarenessEstablished>();
    }

    [Fact]
    public void of_a_discovery_that_was_said_anew_leaves_what_was_said_later() =>
        Given(Reported(discoveredAt: Found), Added() with { DiscoveredAt = Now },
                Corrected("discoveredAt", instant: Found.AddDays(-1)))
            .Incident.DiscoveredAt.Should().Be(Now);

    [Fact]
    public void of_a_notification_says_how_late_it_was()
    {
        var notified = Given(Reported(), Aware(Now.AddHours(-80)), Notified(Now.AddHours(-10)));

        notified.When(Correct("sentAt", Now.AddHours(-7), 3), by: OfficeManager)
            .ThenRecorded<RecordCorrected>().LateBySeconds.Should().Be(3600);
        notified.When(Correct("sentAt", Now.AddHours(-9), 3), by: OfficeManager)
            .ThenRecorded<RecordCorrected>().LateBySeconds.Should().BeNull();
    }

    [Fact]
    public void of_the_people_lets_in_whoever_was_named_by_mistake_and_shuts_out_whoever_it_was()
    {
        var mistaken = Reported(people: [Concerned(Headteacher, Relation.Involved)]);
        var corrected = Given(mistaken)
            .When(CorrectPeople(Concerning(Deputy, Relation.Involved)), by: OfficeManager)
            .ThenRecorded<RecordCorrected>();
        var incident = Given(mistaken, corrected).Incident;

        incident.Sees(Headteacher).Should().Be(Extent.Whole);
        incident.Sees(Deputy).Should().Be(Extent.None);
    }

    [Fact]
    public void of_the_people_leaves_those_whom_another_event_named() =>
        Given(Reported(people: [Concerned(Pupil, Relation.Affected)]),
                Added(people: [Concerned(Headteacher, Relation.Involved)]), Corrected("peopleInvolved"))
            .Incident.Circle.People.Select(person => person.PersonId).Should().Equal(Headteacher.PersonId);

    [Fact]
    public void of_the_people_is_not_for_somebody_whom_they_shut_out() =>
        Given(Reported(people: [Concerned(Teacher, Relation.Involved)]))
            .When(CorrectPeople(), by: Teacher).ThenRefused("conflict-of-interest", Why6);

    [Fact]
    public void of_the_people_may_leave_nobody() =>
        Given(Reported(people: [Concerned(Pupil, Relation.Affected)]))
            .When(CorrectPeople(), by: OfficeManager).Then(Corrected("peopleInvolved"));
}
