namespace Incidents.Api.Tests.Fixture;

/// <summary>A folder that is removed with whoever uses it. Not in the temporary folder of root, which may be
/// closed to the user that root runs PostgreSQL as.</summary>
public sealed class DataFolder : IDisposable
{
    public string Path { get; } =
        Directory.CreateDirectory($"/var/tmp/incidents-test-{Guid.CreateVersion7():N}").FullName;

    /// <summary>Every file below it.</summary>
    public IReadOnlyList<string> Files(string below) =>
        Directory.Exists(System.IO.Path.Combine(Path, below))
            ? Directory.GetFiles(System.IO.Path.Combine(Path, below), "*", SearchOption.AllDirectories)
            : [];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
