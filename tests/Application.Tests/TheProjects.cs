using System.Xml.Linq;

namespace Incidents.Application.Tests;

public sealed class TheProjects
{
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["src/Domain"] = [],
        ["src/Application"] = ["src/Domain", "shims/Patched.DistributedLock.Postgres"],
        ["src/Api"] = ["src/Application", "src/Domain"],
        ["tests/Domain.Tests"] = ["src/Domain"],
        ["tests/Application.Tests"] = ["src/Application"],
        ["tests/Api.Tests"] = ["src/Api", "tests/Faults", "tests/Processes"],
        ["tests/Benchmarks"] = ["src/Api", "src/Application", "src/Domain", "tests/Processes"],
        ["tests/Faults"] = ["src/Api", "tests/Processes"],
        ["tests/Processes"] = ["src/Api"],
    };

    public static TheoryData<string> All => [.. Repository.Files()
        .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(All))]
    public void point_only_where_the_house_allows(string project)
    {
        var folder = Path.GetDirectoryName(project)!.Replace('\\', '/');
        var allowed = folder.StartsWith("shims/", StringComparison.Ordinal)
            ? []
            : Arrows.GetValueOrDefault(folder);

        allowed.Should().NotBeNull($"{folder} has no place in the house; say here what it may stand on");
        ReferencesOf(project, folder).Should().BeSubsetOf(allowed);
    }

    [Fact]
    public void of_the_domain_need_no_package() =>
        XDocument.Parse(Repository.Read("src/Domain/Domain.csproj")).Descendants("PackageReference").Should()
            .BeEmpty();

    private static IEnumerable<string> ReferencesOf(string project, string folder) =>
        XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(
                reference => Path.GetDirectoryName(reference.Attribute("Include")!.Value.Replace('\\', '/'))!)
            .Select(path => Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, folder, path))
                .Replace('\\', '/'));
}
