namespace Incidents.Domain.Tests;

public sealed class RecordingAnInterview
{
    private static readonly IncidentEvent[] Investigated = Until(IncidentStatus.Investigating);

    [Fact]
    public void keeps_who_was_spoken_to_when_and_what_they_said() =>
        Given(Investigated).When(Interview(Deputy, Now.AddHours(-2)), by: LineManager)
            .Then(Interviewed(Deputy, Now.AddHours(-2)));

    [Fact]
    public void keeps_what_they_are_to_the_school() =>
        Given(Investigated)
            .When(Interview() with { Person = new("teacher", "teacher", "Class teacher") }, by: LineManager)
            .Then(Interviewed() with { Position = Text.Of("Class teacher", TextClass.Personal) });

    [Fact]
    public void lays_the_name_under_the_key_of_whoever_was_spoken_to() =>
        Given(Investigated).When(Interview(Deputy), by: LineManager).ThenRecorded<InterviewRecorded>()
            .Name.Should().Be(Text.Name("deputy", Deputy.PersonId));

    [Fact]
    public void takes_somebody_whom_nobody_knows() =>
        Given(Investigated).When(Interview() with { Person = new("A passer-by") }, by: LineManager)
            .ThenRecorded<InterviewRecorded>().PersonId.Should().NotBeEmpty();

    [Fact]
    public void appends_each_time() =>
        Given([.. Investigated, Interviewed()]).When(Interview(), by: LineManager).Then(Interviewed());

    [Fact]
    public void cannot_be_of_tomorrow() =>
        Given(Investigated).When(Interview(at: Now.AddDays(1)), by: LineManager).ThenInvalid("/heldAt");

    [Fact]
    public void waits_until_the_investigation_is_accepted() =>
        Given(Until(IncidentStatus.Allocated)).When(Interview(), by: LineManager)
            .ThenRefused("not-allocated", How4c);

    [Fact]
    public void is_for_the_investigator_alone()
    {
        Given(Investigated).When(Interview(), by: OfficeManager).ThenRefused("not-your-duty", How3b);
        Given(Investigated).When(Interview(), by: Headteacher).ThenRefused("not-your-duty", How3b);
    }
}
