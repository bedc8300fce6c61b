using System.Reflection;

namespace Incidents.Domain.Tests;

public sealed class EveryEvent
{
    /// <summary>Names and numbers of the pack, and what is no text of a person: all
    /// that is stored as it is.</summary>
    private static readonly string[] ClearStrings =
    [
        "Reference", "BreachType", "InformationPolicies", "PoliciesBreached", "Ruleset", "Duty", "Point",
        "Points", "Field", "Sha256", "Step", "Rung", "EventTypes",
        "NotOnPaper",
    ];

    private static readonly Type[] Numbers =
        [typeof(Guid), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(int), typeof(long),
            typeof(decimal), typeof(bool)];

    private static readonly IEnumerable<Type> All =
        typeof(StoredEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(StoredEvent)) && !type.IsAbstract);

    public static TheoryData<Type> OfAnIncident =>
        [.. All.Where(type => type.IsSubclassOf(typeof(IncidentEvent)))];

    public static TheoryData<Type> OfATenant =>
        [.. All.Where(type => type.IsSubclassOf(typeof(TenantEvent)))];

    public static TheoryData<Type> OfTheTypes(Type parent) =>
        [.. All.Where(type => type.IsSubclassOf(parent))];

    [Theory, MemberData(nameof(OfAnIncident))]
    public void of_an_incident_is_named_by_its_fold(Type type)
    {
        var known = Given(Until(IncidentStatus.OutcomeReported)).Incident;

        known.Evolve((IncidentEvent)Ordinary(type)!).Version.Should().Be(known.Version + 1);
    }

    [Theory, MemberData(nameof(OfTheTypes), [typeof(PolicyExceptionEvent)])]
    public void of_an_exception_is_named_by_its_fold(Type type) =>
        PolicyException.Initial.Evolve((PolicyExceptionEvent)Ordinary(type)!).Version.Should().Be(1);

    [Theory, MemberData(nameof(OfTheTypes), [typeof(PolicyChangeEvent)])]
    public void of_a_proposal_is_named_by_its_fold(Type type) =>
        PolicyChange.Initial.Evolve((PolicyChangeEvent)Ordinary(type)!).Version.Should().Be(1);

    [Fact]
    public void that_is_a_look_holds_ids_and_enums_alone() =>
        All.Where(type => type.IsSubclassOf(typeof(AccessEvent)))
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(property => Held(property.PropertyType) is var held
                && held != typeof(Guid) && !held.IsEnum)
            .Should().BeEmpty();

    [Theory, MemberData(nameof(OfATenant))]
    public void of_a_tenant_is_named_by_its_fold(Type type) =>
        Tenant.Initial.Evolve((TenantEvent)Ordinary(type)!).Id.Should().Be(Tenant.StreamId);

    [Fact]
    public void cites_known_points_of_the_policy() =>
        All.Where(type =>
            PolicyAttribute.Of(type) is not { Count: > 0 } points || points.Except(EveryPoint.Known).Any())
            .Should().BeEmpty();

    [Fact]
    public void is_sealed() => All.Should().OnlyContain(type => type.IsSealed);

    [Fact]
    public void holds_in_clear_only_ids_enums_numbers_and_instants() =>
        All.SelectMany(type => Bare(type, type.Name)).Should().BeEmpty();

    /// <summary>The paths of what is neither a number of some kind nor a text that is sealed.</summary>
    private static IEnumerable<string> Bare(Type type, string path) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property =>
        {
            var held = Held(property.PropertyType);
            var inside = $"{path}.{property.Name}";

            return held switch
            {
                _ when Numbers.Contains(held) || held.IsEnum || held == typeof(Text) => [],
                _ when held == typeof(string) => ClearStrings.Contains(property.Name) ? [] : [inside],
                _ when held.IsSealed && held.Namespace == typeof(Text).Namespace => Bare(held, inside),
                _ => [inside],
            };
        });

    private static Type Held(Type type) => type switch
    {
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) =>
            Held(type.GetGenericArguments()[0]),
        _ => Nullable.GetUnderlyingType(type) ?? type,
    };

    /// <summary>An event of which nothing but its shape is known.</summary>
    private static object? Ordinary(Type type)
    {
        if (type == typeof(string))
            return "";

        if (type == typeof(Text))
            return Text.Narrative("");

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return type.GetField("Empty")!.GetValue(null);

        if (type.IsValueType)
            return Activator.CreateInstance(type);

        var constructor = type.GetConstructors().Single();

        return constructor.Invoke([.. constructor.GetParameters()
            .Select(parameter => Ordinary(parameter.ParameterType))]);
    }
}
