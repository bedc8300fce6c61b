using System.Diagnostics;
using Incidents.Api.Hosting.PrivatePostgres;

namespace Incidents.Api.Tests.Hosting.PrivatePostgres;

public sealed class ARunningPrivatePostgres(ARunningPrivatePostgres.Running running)
    : IClassFixture<ARunningPrivatePostgres.Running>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task refuses_a_second_owner_and_names_the_folder_and_the_setting() =>
        await running.Folder.Invoking(folder => folder.StartAsync(Cancel))
            .Should().ThrowAsync<PostgresUnavailableException>()
            .WithMessage($"*{running.Folder.Root}*in use*INCIDENTS_DATA*");

    [Fact]
    public async Task comes_back_with_what_was_committed_after_it_was_killed()
    {
        await running.Server.AsksAsync("create table committed as select 42 as answer");
        var killed = running.Folder.Postmaster;
        Process.GetProcessById(killed!.Value).Kill();

        await Eventually.IsTrue(() => running.Folder.Postmaster is { } pid && pid != killed);

        (await running.Server.AsksAsync("select answer from committed")).Should().Be(42);
    }

    [Fact]
    public async Task listens_to_no_network()
    {
        (await running.Server.AsksAsync("show listen_addresses")).Should().Be("");
        running.Server.ConnectionString("incidents", "postgres").Should().StartWith("Host=/");
    }

    public sealed class Running : IAsyncLifetime
    {
        public TestFolder Folder { get; } = new();

        public PostgresServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Server = await Folder.StartAsync(CancellationToken.None, durable: true);

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            Folder.Dispose();
        }
    }
}
