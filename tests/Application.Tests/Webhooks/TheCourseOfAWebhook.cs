using Incidents.Application.Changes;
using Incidents.Application.Webhooks;
using Incidents.Domain;

namespace Incidents.Application.Tests.Webhooks;

public sealed class TheCourseOfAWebhook
{
    private const int MostTries = 100;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Named = new("01a20a43-9a32-7a9a-bf71-5e3c3102a4c5");
    private static readonly Guid Unnamed = new("9d3c20f4-1f0a-4c67-9a51-0d7c1c1f9a10");
    private static readonly SealedText Sealed = new(Named, TextClass.Narrative, "nonce", "text");
    private static readonly Attempt Answered500 = new(DeliveryProblem.Answered, 500);

    private static readonly WebhookRow New =
        new(Named, Sealed, [new(Sealed, ValidUntil: null)], [], Now, Position: 7, NextTryAt: Now);

    [Fact]
    public void is_told_of_what_it_asked_for()
    {
        New.Wants(Change("incidentReported", Named)).Should().BeTrue("it asked for everything");

        var closing = New with { Events = ["incidentClosed"] };
        closing.Wants(Change("incidentClosed", Named)).Should().BeTrue();
        closing.Wants(Change("incidentReported", Named)).Should().BeFalse();
    }

    [Fact]
    public void is_told_no_more_of_a_report_without_a_name_than_that_there_is_one()
    {
        New.Wants(Change("incidentReported", Unnamed)).Should().BeTrue();
        New.Wants(Change("incidentClassified", Unnamed)).Should().BeFalse();
    }

    [Fact]
    public void waits_longer_after_each_failure_but_never_past_the_day()
    {
        var pauses = new List<TimeSpan>();
        var (row, now) = (New, Now);
        for (var tries = 0; row.State == WebhookState.Active && tries < MostTries; tries++)
        {
            row = row.Failed(Answered500, now, jitter: 1);
            if (row.NextTryAt is not { } next)
                continue;

            pauses.Add(next - now);
            now = next;
        }

        pauses.Take(4).Select(pause => pause.TotalSeconds).Should().Equal(5, 20, 80, 320);
        pauses.Max().Should().Be(TimeSpan.FromHours(4));
        now.Should().Be(Now.AddDays(1), "the last try is a day after the first");
        row.State.Should().Be(WebhookState.Parked);
        row.Position.Should().Be(7, "what was not taken is not passed over");
        row.FailingSince.Should().Be(Now);
    }

    [Fact]
    public void does_not_come_back_at_the_same_moment_as_all_others()
    {
        New.Failed(Answered500, Now, jitter: 0.8).NextTryAt.Should().Be(Now.AddSeconds(4));
        New.Failed(Answered500, Now, jitter: 1.2).NextTryAt.Should().Be(Now.AddSeconds(6));
    }

    [Fact]
    public void begins_a_new_day_when_it_took_something()
    {
        var row = New.Failed(Answered500, Now, jitter: 1).Took(8, Now.AddHours(1));

        row.Should().Be(New with
        {
            Position = 8,
            NextTryAt = Now.AddHours(1),
            LastSuccessAt = Now.AddHours(1),
        });
    }

    [Fact]
    public void ends_when_it_is_gone_and_goes_on_when_it_is_replayed()
    {
        var gone = New.Failed(new(DeliveryProblem.Gone, 410), Now, jitter: 1);
        (gone.State, gone.NextTryAt).Should().Be((WebhookState.Disabled, null));

        var again = gone.From(3, Now.AddHours(2));
        (again.State, again.Position, again.NextTryAt, again.Failures).Should()
            .Be((WebhookState.Active, 3, Now.AddHours(2), 0));
    }

    [Fact]
    public void has_two_secrets_at_most()
    {
        var second = Sealed with { Nonce = "second" };
        var third = Sealed with { Nonce = "third" };

        New.Rotated(second, Now.AddDays(1)).Rotated(third, Now.AddDays(2)).Secrets.Should()
            .Equal(new WebhookSecret(third, ValidUntil: null), new WebhookSecret(second, Now.AddDays(2)));
    }

    private static Change Change(string type, Guid incident) =>
        new("default", Position: 8, Named, type, incident, IsOfIncident: true, Version: 1, Now);
}
