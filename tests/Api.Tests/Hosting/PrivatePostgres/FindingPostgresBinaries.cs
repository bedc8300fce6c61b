using Incidents.Api.Hosting.PrivatePostgres;

namespace Incidents.Api.Tests.Hosting.PrivatePostgres;

public sealed class FindingPostgresBinaries : IDisposable
{
    private readonly string _machine = Directory.CreateTempSubdirectory("incidents-test-").FullName;

    public void Dispose() => Directory.Delete(_machine, recursive: true);

    [Fact]
    public void says_what_to_do_when_there_are_none() =>
        Find().Should().Throw<PostgresUnavailableException>()
            .WithMessage("*apt-get install postgresql*INCIDENTS_POSTGRES_BIN*ConnectionStrings__Incidents*");

    [Fact]
    public void takes_the_folder_of_the_setting_and_no_other()
    {
        var chosen = Install("chosen");
        Install("usr/lib/postgresql/15/bin");

        Find(setting: chosen)().Should().Equal(new PostgresBinaries(chosen));
    }

    [Fact]
    public void says_so_when_the_folder_of_the_setting_does_not_hold_them()
    {
        Install("usr/lib/postgresql/15/bin");

        Find(setting: _machine).Should().Throw<PostgresUnavailableException>()
            .WithMessage($"INCIDENTS_POSTGRES_BIN is {_machine}*");
    }

    [Fact]
    public void prefers_the_path_then_the_highest_version_installed()
    {
        var old = Install("usr/lib/postgresql/9/bin");
        var recent = Install("usr/lib/postgresql/16/bin");
        var redHat = Install("usr/pgsql-17/bin");
        var onPath = Install("tools");

        Find(path: $"/nowhere:{onPath}")().Select(binaries => binaries.Folder)
            .Should().Equal(onPath, recent, old, redHat);
    }

    [Fact]
    public void passes_over_a_folder_that_holds_only_the_client()
    {
        File.Delete(Path.Combine(Install("usr/lib/postgresql/15/bin"), "initdb"));

        Find().Should().Throw<PostgresUnavailableException>();
    }

    private Func<IReadOnlyList<PostgresBinaries>> Find(string? setting = null, string? path = null) => () =>
        PostgresBinaries.Find(name => name == PostgresBinaries.Setting ? setting : path, _machine);

    private string Install(string folder)
    {
        var made = Directory.CreateDirectory(Path.Combine(_machine, folder)).FullName;
        File.WriteAllText(Path.Combine(made, "initdb"), "");
        File.WriteAllText(Path.Combine(made, "postgres"), "");
        return made;
    }
}
