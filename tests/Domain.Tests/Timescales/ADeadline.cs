namespace Incidents.Domain.Tests.Timescales;

public sealed class ADeadline
{
    private static readonly Guid Part = new("0195549c-3d80-7000-8000-00000000ac71");

    private static readonly Deadline Running = new(
        1, "remedial-actions/completion", Part, Clock.Working, StartedBy: 1, Now.AddDays(-1), Now,
        [
            new("warned", Now.AddHours(-6), Taken: false), new("missed", Now, Taken: false),
            new("still-missed", Now.AddDays(1), Taken: false),
        ],
        CalendarVersion: 1, Beyond: false);

    [Fact]
    public void is_acted_on_at_its_first_rung_that_the_clock_has_not_taken()
    {
        Running.NextAt.Should().Be(Now.AddHours(-6));
        Taken(1).NextAt.Should().Be(Now);
        Taken(2).NextAt.Should().Be(Now, "that it was missed is not recorded yet");
        (Taken(2) with { Missed = true }).NextAt.Should().Be(Now.AddDays(1));
        (Taken(3) with { Missed = true }).NextAt.Should().BeNull();
    }

    [Fact]
    public void is_not_acted_on_once_it_has_ended() =>
        (Running with { State = DeadlineState.Met }).NextAt.Should().BeNull();

    [Fact]
    public void is_missed_once_its_time_has_run_out_whether_or_not_the_clock_has_acted()
    {
        Running.StateAt(Now).Should().Be(DeadlineState.Running, "its last moment belongs to it");
        Running.StateAt(Now.AddSeconds(1)).Should().Be(DeadlineState.Missed);
        (Running with { State = DeadlineState.Met }).StateAt(Now.AddDays(9)).Should().Be(DeadlineState.Met);
        Running.LateBy(Now).Should().BeNull();
        Running.LateBy(Now.AddHours(2)).Should().Be(TimeSpan.FromHours(2));
    }

    [Fact]
    public void is_told_of_by_its_step_its_part_and_its_time()
    {
        Running.Is(Running.Step, Part, Now).Should().BeTrue();
        Running.Is("controls/review", Part, Now).Should().BeFalse();
        Running.Is(Running.Step, Guid.Empty, Now).Should().BeFalse();
        Running.Is(Running.Step, Part, Now.AddDays(1)).Should().BeFalse();
        (Running with { State = DeadlineState.Met }).Is(Running.Step, Part, Now).Should().BeFalse();
    }

    [Fact]
    public void is_touched_by_what_does_a_step_or_undoes_one_and_by_the_clock()
    {
        foreach (var e in (IncidentEvent[])[Classified(), Declined(), Erased(), Closed()])
            Deadlines.AreTouchedBy(e).Should().BeTrue($"{e.GetType().Name} is of concern");
        Deadlines.AreTouchedBy(Corrected("awareAt", instant: Now)).Should().BeTrue();
        Deadlines.AreTouchedBy(Corrected("title", text: Why)).Should().BeFalse();
        Deadlines.AreTouchedBy(Added()).Should().BeTrue("an assessment for the ICO may rest on it");
        Deadlines.AreTouchedBy(Treated()).Should().BeFalse();
    }

    [Theory]
    [InlineData("outcome-reports", "outcome report")]
    [InlineData("outcome-reports/review", "review of the outcome report")]
    [InlineData("ico-assessments", "assessment for the ICO")]
    [InlineData("ico-notifications", "notification of the ICO")]
    [InlineData("remedial-actions/completion", "remedial action")]
    [InlineData("controls/review", "review of a control")]
    [InlineData("communications-plan", "communications plan")]
    [InlineData("outcome-reports/assessment", "outcome reports: assessment")]
    public void is_called_in_letters_by_its_step_in_plain_words(string step, string words) =>
        StepWords.Of(step).Should().Be(words);

    private static Deadline Taken(int rungs) => Running with
    {
        Rungs = [.. Running.Rungs.Select((rung, index) => rung with { Taken = index < rungs })],
    };
}
