namespace Incidents.Domain.Tests;

public sealed class DecidingOnDisciplinaryAction
{
    private static readonly DecideOnDisciplinaryAction Commence = new(
        Commenced: true, Why, new("pupil", "pupil"));

    [Fact]
    public void records_that_it_was_commenced() =>
        Given(Reported())
            .When(Commence with { Person = new("pupil", "pupil", "Monitor") }, by: Headteacher)
            .Then(new DisciplinaryActionCommenced(
                Text.Of(Why, TextClass.Disciplinary), Pupil.PersonId,
                Text.Name("pupil", Pupil.PersonId, TextClass.Disciplinary),
                Text.Of("Monitor", TextClass.Disciplinary)));

    [Fact]
    public void records_why_none_was_commenced() => Given(Reported()).When(DoNotDiscipline(), by: Headteacher)
        .Then(NotDisciplined());

    [Fact]
    public void in_the_same_way_again_leaves_it_alone() =>
        Given(Reported(), NotDisciplined())
            .When(DoNotDiscipline() with { Reason = "in other words" }, by: Headteacher)
            .ThenNothing();

    [Fact]
    public void in_another_way_is_recorded_as_another_decision() =>
        Given(Reported(), NotDisciplined()).When(Commence, by: Headteacher)
            .ThenRecorded<DisciplinaryActionCommenced>();

    [Fact]
    public void about_somebody_else_is_recorded_as_another_decision() =>
        Given(Reported(), NotDisciplined())
            .When(DoNotDiscipline() with { Person = new("pupil", "pupil") }, by: Headteacher)
            .ThenRecorded<DisciplinaryActionDeclined>().PersonId.Should().Be(Pupil.PersonId);
}
