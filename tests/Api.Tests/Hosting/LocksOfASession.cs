using Incidents.Api.Hosting;
using Incidents.Application.Store;
using Npgsql;

namespace Incidents.Api.Tests.Hosting;

public sealed class LocksOfASession(TestCluster cluster) : IAsyncLifetime
{
    private const string Lock = "4711";

    private TestDatabase _database = null!;
    private NpgsqlDataSource _pool = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.MakeEmptyDatabase();
        _pool = DatabaseConnections.Source(new(_database.Service));
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _database.Drop();
    }

    [Fact]
    public async Task are_held_by_one_alone_until_it_lets_them_go()
    {
        await using (var held = await SessionLock.Take(_pool, Lock, Cancel))
        {
            (await SessionLock.TryTake(_pool, Lock, Cancel)).Should().BeNull();
        }

        await using var next = await SessionLock.TryTake(_pool, Lock, Cancel);
        next.Should().NotBeNull();
    }

    [Fact]
    public async Task go_with_their_connection_where_they_cannot_be_let_go()
    {
        await using (var held = await SessionLock.Take(_pool, Lock, Cancel))
        {
            // Nothing else can be asked until these are read.
            await using var rows = new NpgsqlCommand("select generate_series(1, 3)", held.Connection);
            await rows.ExecuteReaderAsync(Cancel);
        }

        // The one who asks has a connection of its own: whoever holds a lock may take it again.
        await using var other = NpgsqlDataSource.Create(_database.Owner);
        await PrivatePostgres.Eventually.IsTrue(async () =>
        {
            await using var taken = await SessionLock.TryTake(other, Lock, Cancel);

            return taken is not null;
        });
    }
}
