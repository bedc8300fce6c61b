namespace Incidents.Domain.Tests;

public sealed class EveryCommand
{
    /// <summary>What only the service itself asks for is nobody's duty.</summary>
    private static readonly Type[] OfTheClock = [typeof(KeepTimescales), typeof(RecordScan)];

    /// <summary>A pack is adopted by whoever administers the school's service, and only the service itself
    /// notes that an exception has expired: the policy gives neither to anybody.</summary>
    private static readonly Type[] BesideThePolicysDuties =
        [typeof(AdoptPolicyPack), typeof(ExpirePolicyException)];

    private static readonly IEnumerable<Type> All =
        typeof(Command).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Command)) && !type.IsAbstract);

    [Fact]
    public void cites_known_points_of_the_policy() =>
        All.Where(command =>
            PolicyAttribute.Of(command) is not { Count: > 0 } points || points.Except(EveryPoint.Known).Any())
            .Should().BeEmpty();

    [Fact]
    public void belongs_to_a_duty_of_the_default_pack() =>
        All.Except(BesideThePolicysDuties).Where(command => !Pack.HasDuty(DutyAttribute.Of(command)))
            .Should().BeEquivalentTo(OfTheClock);

    [Fact]
    public void has_a_duty_of_its_own_unless_it_is_beside_the_duties_of_the_policy()
    {
        All.Except(BesideThePolicysDuties).Select(DutyAttribute.Of).Should().OnlyHaveUniqueItems();
        BesideThePolicysDuties.Should()
            .OnlyContain(command => !command.IsDefined(typeof(DutyAttribute), inherit: false));
    }

    [Fact]
    public void is_sealed() => All.Should().OnlyContain(command => command.IsSealed);
}

public sealed class EveryRule
{
    [Fact]
    public void has_a_code_of_its_own_in_words_that_a_path_can_hold() =>
        Rules.All.Select(rule => rule.Code).Should().OnlyHaveUniqueItems()
            .And.AllSatisfy(code => code.Should().MatchRegex("^[a-z]+(-[a-z]+)*$"));

    [Fact]
    public void rests_on_a_point_of_the_policy_or_says_whose_duty_or_what_is_missing() =>
        Rules.All.Where(rule => rule.Kind is RefusalKind.Rule && !EveryPoint.Known.Contains(rule.Point!))
            .Should().BeEmpty();

    [Fact]
    public void says_what_it_asks_for() => Rules.All.Should().OnlyContain(rule => rule.Meaning.EndsWith('.'));
}
