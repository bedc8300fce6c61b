using System.Reflection;

namespace Incidents.Domain.Tests;

public sealed class TheDomainStandsAlone
{
    [Fact]
    public void it_references_no_assembly_but_the_base_class_library() =>
        Assembly.Load("Incidents.Domain").GetReferencedAssemblies().Select(assembly => assembly.Name!)
            .Should().NotContain(name => !name.StartsWith("System.", StringComparison.Ordinal));
}
