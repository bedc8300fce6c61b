using Incidents.Application.Commands;
using Incidents.Application.Evidence;
using Incidents.Application.Reporting;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Housekeeping;

/// <summary>Clear away what no longer serves: kept answers past their day, places of hours that are over,
/// and files that no record names.</summary>
public sealed record SweepUp;

/// <summary>Sweeps up, once an hour and by one node only.</summary>
public static class SweepUpHandler
{
    /// <summary>How old a file without a record is when it goes: older than any upload that
    /// may still be under way.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <summary>Clears away what is due; doing it again changes nothing.</summary>
    public static async Task Handle(
        SweepUp message, IDocumentStore store, IBlobStore blobs, TimeProvider clock,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        var now = clock.GetUtcNow();
        var hour = Moments.ToTheHour(now);

        await using (var session = store.LightweightSession())
        {
            session.DeleteWhere<KeptAnswer>(kept => kept.AnyTenant() && kept.KeptUntil < now);
            session.DeleteWhere<AnonymousReportPlace>(place => place.AnyTenant() && place.Hour < hour);
            await session.SaveChangesAsync(cancellation);
        }

        await blobs.SweepAbandoned(now - Grace, cancellation);
        await RemoveUnnamed(store, blobs, now - Grace, cancellation);
    }

    private static async Task RemoveUnnamed(
        IDocumentStore store, IBlobStore blobs, DateTimeOffset before, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        var unnamed = await session.Query<KeptFile>().Where(file => file.ArrivingSince < before)
            .ToListAsync(cancellation);

        foreach (var file in unnamed)
        {
            await blobs.Delete(file.Id, cancellation);
            session.Delete(file);
        }

        await session.SaveChangesAsync(cancellation);
    }
}
