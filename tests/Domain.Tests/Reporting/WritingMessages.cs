namespace Incidents.Domain.Tests;

public sealed class WritingMessages
{
    [Fact]
    public void asks_the_reporter() =>
        Given(Reported()).When(Write(), by: OfficeManager).Then(AskedReporter());

    [Fact]
    public void asks_as_the_investigator_too() =>
        Given(Until(IncidentStatus.Investigating)).When(Write(), by: LineManager).Then(AskedReporter());

    [Fact]
    public void answers_as_the_reporter() =>
        Given(Reported(), AskedReporter()).When(Write(), by: Teacher).Then(ReporterWrote());

    [Fact]
    public void answers_as_the_system_that_reported() =>
        Given(Reported(by: Sensor)).When(Write(), by: Sensor).Then(ReporterWrote());

    [Fact]
    public void answers_as_the_reporter_although_the_incident_is_about_them() =>
        Given(Reported(people: [Concerned(Teacher, Relation.Involved)])).When(Write(), by: Teacher)
            .Then(ReporterWrote());

    [Fact]
    public void is_always_recorded_anew() =>
        Given(Reported(), AskedReporter()).When(Write(), by: OfficeManager).Then(AskedReporter());

    [Fact]
    public void is_for_nobody_else() =>
        Given(Reported()).When(Write(), by: Deputy).ThenRefused("not-your-duty", How1);

    [Fact]
    public void is_refused_once_the_incident_is_closed() =>
        Given(Until(IncidentStatus.Closed)).When(Write(), by: OfficeManager)
            .ThenRefused("incident-closed", Must5);

    [Fact]
    public void changes_nothing_of_where_the_incident_stands()
    {
        var before = Given(Reported()).Incident;

        before.Evolve(AskedReporter()).Evolve(ReporterWrote()).Should()
            .BeEquivalentTo(before with { Version = before.Version + 2 });
    }
}
