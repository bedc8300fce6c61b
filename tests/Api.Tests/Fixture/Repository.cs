namespace Incidents.Api.Tests.Fixture;

/// <summary>The files that are committed.</summary>
internal static class Repository
{
    /// <summary>Where they lie.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Incidents.sln")))
            folder = folder.Parent!;

        return folder.FullName;
    }
}
