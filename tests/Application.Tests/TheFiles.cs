namespace Incidents.Application.Tests;

public sealed class TheFiles
{
    private const int Lines = 400;
    private const int Columns = 110;

    /// <summary>Where packages come from; written apart, so that this file does not name them.</summary>
    private static readonly string[] Registries =
    [
        "nuget" + ".org", "docker" + ".io", "ghcr" + ".io", "quay" + ".io", "mcr.micro" + "soft.com",
        "npmjs" + ".org", "npmjs" + ".com", "pypi" + ".org", "crates" + ".io",
    ];

    /// <summary>Files whose business it is to name images.</summary>
    private static readonly string[] NameImages = ["Dockerfile", "docker-compose.yml"];

    private static readonly string[] NoText = [".png", ".jpg", ".ico", ".pdf", ".woff2", ".gz"];

    private static IEnumerable<string> Code =>
        Repository.Files("src").Concat(Repository.Files("tests")).Where(file =>
            file.EndsWith(".cs", StringComparison.Ordinal)
            && !file.Contains("/Internal/Generated/", StringComparison.Ordinal));

    [Fact]
    public void of_code_have_at_most_400_lines() =>
        Code.Where(file => LinesOf(file).Length > Lines).Should().BeEmpty();

    [Fact]
    public void of_code_have_no_line_over_110_columns() =>
        Code.SelectMany(file => LinesOf(file).Index().Where(line => line.Item.Length > Columns)
                .Select(line => $"{file}:{line.Index + 1}"))
            .Should().BeEmpty();

    [Fact]
    public void name_no_registry_but_in_the_names_of_images() =>
        Repository.Files()
            .Where(file =>
                !NoText.Contains(Path.GetExtension(file)) && !NameImages.Contains(Path.GetFileName(file)))
            .Select(file => (File: file, Text: Repository.Read(file)))
            .SelectMany(file => Registries
                .Where(host => file.Text.Contains(host, StringComparison.OrdinalIgnoreCase))
                .Select(host => $"{file.File}: {host}"))
            .Should()
                .BeEmpty("whoever builds this has their own registry, and says so in their own settings");

    [Fact]
    public void that_a_reader_looks_for_are_there() =>
        Repository.Files().Should().Contain([
            "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs/ARCHITECTURE.md",
            "docs/STYLE.md",
        ]);

    private static string[] LinesOf(string file) => Repository.Read(file).TrimEnd('\n').Split('\n');
}
