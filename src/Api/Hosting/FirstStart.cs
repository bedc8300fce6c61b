using Incidents.Application.Commands;
using Incidents.Application.Exports;
using Incidents.Application.Retention;
using Incidents.Application.Store;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Npgsql;

namespace Incidents.Api.Hosting;

/// <summary>What an installation needs before anybody can use it: the tenant
/// <c>default</c>, and a first key.</summary>
public sealed class FirstStart(
    Tenancy tenancy, ApiKeys keys, Reconciliation reconciliation, TenantLoad load, ServiceSettings settings,
    NpgsqlDataSource database)
{
    private const string Turn = "hashtextextended('incidents/first-start', 0)";

    private static readonly Actor Installation = new(Guid.Empty, [Role.Operator]);

    /// <summary>Makes what is not there yet; of several nodes that start at once, one does.</summary>
    /// <returns>The first key, where it was made just now and nobody knows it yet.</returns>
    public async Task<string?> Prepare(CancellationToken cancellation)
    {
        await using var alone = await SessionLock.Take(database, Turn, cancellation);

        return await PrepareAlone(cancellation);
    }

    private async Task<string?> PrepareAlone(CancellationToken cancellation)
    {
        if (await load.IsHalf(cancellation))
        {
            throw new SettingException(
                "An export was loaded in part: run 'incidents load' again, which goes on with it, then start "
                    + "again.");
        }

        await tenancy.RequireKey(Tenancy.Default, cancellation);

        // Before anybody reads: what was erased stays so, also where a backup was put back.
        await reconciliation.Carry(cancellation);

        var caller = new Caller(Tenancy.Default, Installation, Guid.Empty);
        await tenancy.Make(Tenancy.Default, "School", Installation, cancellation);

        if (settings.BootstrapKey is { } given)
        {
            if (!await keys.IsKnown(given, cancellation))
                await keys.Make(caller, FirstKey, given, also: null, cancellation);

            return null;
        }

        return await keys.AnyMade(cancellation)
            ? null
            : (await keys.Make(caller, FirstKey, given: null, also: null, cancellation)).Key;
    }

    private static NewApiKey FirstKey =>
        new("First administrator", "first-administrator", [Role.Administrator, Role.Operator],
            ExpiresOn: null);
}
