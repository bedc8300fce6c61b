namespace Incidents.Domain.Tests;

public sealed class APackThatIsWrong
{
    internal static readonly HashSet<string> Zones = ["Europe/London", "Europe/Paris"];

    [Fact]
    public void is_not_the_one_of_a_new_tenant() => PackCheck.Problems(Pack, Zones).Should().BeEmpty();

    [Fact]
    public void is_told_everything_at_once() =>
        Pointers(Pack with { StandInOrder = [], Ladder = [Pack.Ladder[0] with { Id = "Warned" }] }).Should()
            .Equal("/standInOrder", "/ladder/0/id");

    [Fact]
    public void names_points_that_are_not_of_the_template_twice_or_not_at_all()
    {
        Pointers(Pack with { Points = [.. Pack.Points, new("must-8", "Ours")] }).Should()
            .Equal("/points/48/point");
        Pointers(Pack with { Points = [.. Pack.Points, Pack.Points[0]] }).Should().Equal("/points/48/point");
        Messages(Pack with { Points = Pack.Points.RemoveAt(3) }).Should()
            .Equal("/points has no entry for must-4; add one.");
    }

    [Fact]
    public void has_one_number_of_the_schools_own_for_two_points() =>
        Pointers(Pack with
        {
            Points =
            [
                .. Pack.Points.Select((point, index) => index is 2 or 5
                    ? point with { SchoolsOwn = "7.1" }
                    : point with { SchoolsOwn = index == 0 ? null : $"{index}" }),
            ],
        }).Should().Equal("/points/5/schoolsOwn");

    [Fact]
    public void leaves_a_duty_to_nobody()
    {
        Messages(Pack with { Duties = Without("closure") }).Should()
            .Equal("/duties has no row for closure; say who holds it.");
        Pointers(With("closure", row => row with { Holders = new([], []) })).Should()
            .Equal($"/duties/{At("closure")}/holders");
        Pointers(With("closure", row => row with
        {
            BySeverity = ImmutableDictionary<Severity, Holders>.Empty.Add(Severity.Critical, new([], [])),
        })).Should().Equal($"/duties/{At("closure")}/bySeverity/critical");
    }

    [Theory]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Administrator)]
    [InlineData(Role.SeniorLeader)]
    [InlineData(Role.Staff)]
    public void gives_a_duty_to_whoever_cannot_act(Role role) =>
        Pointers(With("closure", row => row with { Holders = new([Role.OfficeManager, role], []) })).Should()
            .Equal($"/duties/{At("closure")}/holders/roles/1");

    [Theory]
    [InlineData("closure", Party.EscalationTarget)]
    [InlineData("closure", Party.Allocated)]
    [InlineData("closure", Party.NextInOrder)]
    [InlineData("report", Party.Reporter)]
    [InlineData(DutyIds.Investigation, Party.Investigator)]
    public void gives_a_duty_to_a_part_that_cannot_hold_it(string duty, Party party) =>
        Pointers(With(duty, row => row with { Holders = new(row.Holders.Roles, [party]) })).Should()
            .Equal($"/duties/{At(duty)}/holders/parties/0");

    [Fact]
    public void has_a_duty_that_is_none_or_has_it_twice()
    {
        var verification = Pack.Duties.Single(row => row.Duty == "verification");
        Pointers(Pack with { Duties = [.. Pack.Duties, verification with { Duty = "tidying-up" }] })
            .Should().Equal($"/duties/{Pack.Duties.Length}/duty");
        Pointers(Pack with { Duties = [.. Pack.Duties, Pack.Duties[1]] }).Should()
            .Equal($"/duties/{Pack.Duties.Length}/duty");
        Pointers(With("closure", row => row with
        {
            Holders = new([Role.OfficeManager, Role.OfficeManager], []),
        })).Should().Equal($"/duties/{At("closure")}/holders/roles/1");
    }

    [Fact]
    public void has_nobody_to_stand_in()
    {
        Pointers(Pack with { StandInOrder = [] }).Should().Equal("/standInOrder");
        Pointers(Pack with { StandInOrder = [Role.OfficeManager, Role.Auditor, Role.OfficeManager] }).Should()
            .Equal("/standInOrder/1", "/standInOrder/2");
    }

    [Theory]
    [InlineData("Clear desk")]
    [InlineData("clear--desk")]
    [InlineData("-clear-desk")]
    [InlineData("clear-désk")]
    public void names_something_by_what_is_no_id(string id)
    {
        Pointers(Pack with { BreachTypes = [new(id, "Title")] }).Should().Equal("/breachTypes/0/id");
        Pointers(Pack with { InformationPolicies = [new("email", "Email"), new(id, "Title")] }).Should()
            .Equal("/informationPolicies/1/id");
    }

    [Fact]
    public void names_two_things_by_one_id() =>
        Pointers(Pack with { BreachTypes = [new("phishing", "One"), new("phishing", "Two")] }).Should()
            .Equal("/breachTypes/1/id");

    [Fact]
    public void calls_an_example_what_it_does_not_have() =>
        Pointers(Pack with { ExampleDefaults = ["timescales", "clocks"] }).Should()
            .Equal("/exampleDefaults/1");

    internal static IEnumerable<string> Pointers(PolicyPack pack) =>
        PackCheck.Problems(pack, Zones).Select(problem =>
        {
            problem.ShouldBeSaid();

            return problem.Pointer;
        });

    private static IEnumerable<string> Messages(PolicyPack pack) =>
        PackCheck.Problems(pack, Zones).Select(problem => $"{problem.Pointer} {problem.Message}");

    private static ImmutableArray<DutyRow> Without(string duty) =>
        [.. Pack.Duties.Where(row => row.Duty != duty)];

    private static int At(string duty) => Pack.Duties.Index().Single(row => row.Item.Duty == duty).Index;

    private static PolicyPack With(string duty, Func<DutyRow, DutyRow> change) =>
        Pack with { Duties = [.. Pack.Duties.Select(row => row.Duty == duty ? change(row) : row)] };
}
