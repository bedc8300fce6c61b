using Incidents.Api.Hosting.PrivatePostgres;

namespace Incidents.Api.Tests.Hosting.PrivatePostgres;

public sealed class StartingAPrivatePostgres : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task makes_a_database_that_keeps_its_data_between_runs()
    {
        await using (var first = await _folder.StartAsync(Cancel))
            await first.AsksAsync("create table kept as select 42 as answer");

        _folder.Postmaster.Should().BeNull("the server stops with its owner");

        await using var second = await _folder.StartAsync(Cancel);
        (await second.AsksAsync("select answer from kept")).Should().Be(42);
    }

    [Fact]
    public async Task begins_anew_when_the_first_start_was_interrupted()
    {
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var interrupted = _folder.StartAsync(impatience.Token);
        await Eventually.IsTrue(() => Directory.Exists(_folder.Root)
            && Directory.EnumerateDirectories(_folder.Root, "initdb-*").Any(HoldsFiles));
        await impatience.CancelAsync();
        await interrupted.Invoking(start => start).Should().ThrowAsync<OperationCanceledException>();

        // One that was killed could not clean up behind itself.
        File.WriteAllText(Path.Combine(
            Directory.CreateDirectory(Path.Combine(_folder.Root, "initdb-1")).FullName, "PG_VERSION"), "15");

        await using var server = await _folder.StartAsync(Cancel);
        (await server.AsksAsync("select 42")).Should().Be(42);
        Directory.EnumerateDirectories(_folder.Root, "initdb-*").Should().BeEmpty();

        static bool HoldsFiles(string folder) => Directory.EnumerateFileSystemEntries(folder).Any();
    }

    [Fact]
    public async Task is_refused_on_data_of_another_version_and_says_which_to_install()
    {
        Directory.CreateDirectory(_folder.Data);
        File.WriteAllText(Path.Combine(_folder.Data, "PG_VERSION"), "9\n");

        await _folder.Invoking(folder => folder.StartAsync(Cancel))
            .Should().ThrowAsync<PostgresUnavailableException>()
            .WithMessage("*made by PostgreSQL 9*postgresql-9*");
    }

    [Fact]
    public async Task is_refused_beside_files_that_are_not_its_own()
    {
        Directory.CreateDirectory(_folder.Data);
        var letter = Path.Combine(_folder.Data, "letter.txt");
        File.WriteAllText(letter, "Dear parents");

        await _folder.Invoking(folder => folder.StartAsync(Cancel))
            .Should().ThrowAsync<PostgresUnavailableException>().WithMessage("*INCIDENTS_DATA*");
        File.Exists(letter).Should().BeTrue();
    }
}
