using System.Reflection;

namespace Incidents.Api.Tests;

public sealed class TheApiStandsOnTop
{
    private static readonly IEnumerable<string> References =
        Assembly.Load("Incidents.Api").GetReferencedAssemblies().Select(assembly => assembly.Name!);

    [Fact]
    public void of_ours_it_references_the_application_and_the_domain_alone() =>
        References.Where(name => name.StartsWith("Incidents.", StringComparison.Ordinal))
            .Should().BeSubsetOf(["Incidents.Application", "Incidents.Domain"]);
}
