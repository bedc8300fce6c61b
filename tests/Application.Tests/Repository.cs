namespace Incidents.Application.Tests;

/// <summary>The files of this repository, as they lie in the checkout that the
/// tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs =
        [".git", "bin", "obj", "artifacts", "TestResults", "node_modules", ".vs", ".idea", ".vscode"];

    /// <summary>Its root: the folder of the solution.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>Every file below a folder, by its path from the root with
    /// slashes; no builder's output.</summary>
    public static IEnumerable<string> Files(string folder = "") =>
        Walk(Path.Combine(Root, folder)).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));

    /// <summary>The text of a file by its path from the root.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => !NotOurs.Contains(Path.GetFileName(inner)))
            .SelectMany(Walk));

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Incidents.sln"))
            ? folder
            : Above(Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException(
                    "These tests run inside a checkout of the repository."));
}

/// <summary>Files that are made from the code and committed. A test compares; only who asks for it by
/// <c>INCIDENTS_UPDATE_GENERATED=1</c> has them written.</summary>
internal static class Generated
{
    private static bool MayWrite => Environment.GetEnvironmentVariable("INCIDENTS_UPDATE_GENERATED") == "1";

    /// <summary>A file that may be made anew at any time.</summary>
    public static string Renewed(string path, string content) => Committed(path, content, MayWrite);

    /// <summary>A file that holds for ever once it is there: it is added, never overwritten.</summary>
    public static string Added(string path, string content) =>
        Committed(path, content, MayWrite && !File.Exists(Path.Combine(Repository.Root, path)));

    private static string Committed(string path, string content, bool write)
    {
        var file = Path.Combine(Repository.Root, path);
        if (write)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }

        return File.Exists(file)
            ? File.ReadAllText(file)
            : throw new FileNotFoundException(
                $"{path} is missing. Make it with INCIDENTS_UPDATE_GENERATED=1 dotnet test, and commit it.");
    }
}
