using System.Reflection;

namespace Incidents.Domain.Tests;

public sealed class TheDomainStandsAlone
{
    private static readonly Assembly Domain = Assembly.Load("Incidents.Domain");

    [Fact]
    public void and_references_no_assembly_but_the_base_class_library() =>
        Domain.GetReferencedAssemblies().Select(assembly => assembly.Name!)
            .Should().NotContain(name => !name.StartsWith("System.", StringComparison.Ordinal));

    // The list of banned symbols finds what a body calls; what a signature alone names is found here.
    [Fact]
    public void and_waits_for_nothing() =>
        Domain.GetTypes()
            .SelectMany(type => type.GetMethods(
                BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
                | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType.Namespace == typeof(Task).Namespace)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .Should().BeEmpty();
}
