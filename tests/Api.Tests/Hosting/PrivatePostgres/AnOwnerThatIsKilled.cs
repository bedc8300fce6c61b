using System.Diagnostics;
using System.Globalization;

namespace Incidents.Api.Tests.Hosting.PrivatePostgres;

public sealed class AnOwnerThatIsKilled : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task takes_its_server_along_and_leaves_the_data()
    {
        using (var owner = OwnerProcess.Start(_folder.Root))
        {
            var server = await ServerOfAsync(owner);
            owner.Kill();
            await Eventually.IsTrue(() => server.HasExited);
        }

        await using var next = await _folder.StartAsync(Cancel);
        (await next.AsksAsync("select 42")).Should().Be(42);
    }

    [Fact]
    public async Task leaves_a_server_that_the_next_owner_stops_when_the_guard_was_killed_too()
    {
        using var owner = OwnerProcess.Start(_folder.Root);
        var orphan = await ServerOfAsync(owner);
        WatchOver(orphan).Kill();
        owner.Kill();
        await owner.WaitForExitAsync(Cancel);
        orphan.HasExited.Should().BeFalse("nobody was left to stop it");

        await using var next = await _folder.StartAsync(Cancel);
        orphan.HasExited.Should().BeTrue();
        (await next.AsksAsync("select 42")).Should().Be(42);
    }

    private async Task<Process> ServerOfAsync(Process owner)
    {
        await Eventually.IsTrue(() => _folder.Postmaster is not null || owner.HasExited);
        owner.HasExited.Should().BeFalse("it waits to be killed");
        return Process.GetProcessById(_folder.Postmaster!.Value);
    }

    // The server's parent is the guard, and the guard's other child waits for the owner's end.
    private static Process WatchOver(Process server)
    {
        var guard = File.ReadAllText($"/proc/{server.Id}/stat").Split(' ')[3];
        var watch = File.ReadAllText($"/proc/{guard}/task/{guard}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))
            .Single(pid => pid != server.Id);
        return Process.GetProcessById(watch);
    }
}
