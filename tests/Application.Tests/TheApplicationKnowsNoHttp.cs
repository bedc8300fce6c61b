using System.Reflection;

namespace Incidents.Application.Tests;

public sealed class TheApplicationKnowsNoHttp
{
    private static readonly IEnumerable<string> References =
        Assembly.Load("Incidents.Application").GetReferencedAssemblies().Select(assembly => assembly.Name!);

    [Fact]
    public void of_aspnet_core_it_references_data_protection_alone() =>
        References.Should().NotContain(name =>
            name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
            && !name.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal));

    [Fact]
    public void of_ours_it_references_the_domain_alone() =>
        References.Should().NotContain(name =>
            name.StartsWith("Incidents.", StringComparison.Ordinal) && name != "Incidents.Domain");
}
