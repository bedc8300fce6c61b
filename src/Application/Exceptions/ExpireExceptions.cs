using Incidents.Application.Commands;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Exceptions;

/// <summary>Look for exceptions from the policy whose last day is past.</summary>
public sealed record ExpireExceptions;

/// <summary>Has exceptions expire, once an hour and by one node only. The decider judges each by its school's
/// own date, so that looking again changes nothing.</summary>
public static class ExpireExceptionsHandler
{
    /// <summary>Sends each through its decider.</summary>
    public static async Task Handle(
        ExpireExceptions message, IDocumentStore store, StreamCommands commands, TimeProvider clock,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);

        // Somewhere it is tomorrow already.
        var tomorrow = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);
        await using var installation = store.QuerySession();
        var tenants = await installation.Query<TenantRow>().Select(row => row.Id).ToListAsync(cancellation);

        foreach (var tenant in tenants)
        {
            await using var session = store.QuerySession(tenant);
            var due = await session.Query<PolicyException>()
                .Where(one => one.Status == ExceptionStatus.Approved && one.ExpiresOn < tomorrow)
                .Select(one => one.Id).ToListAsync(cancellation);

            foreach (var id in due)
                await Expire(commands, tenant, id, cancellation);
        }
    }

    private static Task<Outcome> Expire(
        StreamCommands commands, string tenant, Guid id, CancellationToken cancellation) =>
        commands.Carry(
            new StreamRequest<PolicyException, PolicyExceptionEvent>(
                new(tenant, Actor.Clock, Ids.Random()), new ExpirePolicyException(), id),
            _ => new Rendered(200, Location: null, ETag: null, []), cancellation);
}
