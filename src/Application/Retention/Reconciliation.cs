using Incidents.Application.Evidence;
using Incidents.Application.People;
using Incidents.Application.PersonalData;
using Incidents.Application.Register;
using Incidents.Application.Store;
using Incidents.Application.Tenants;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Incidents.Application.Retention;

/// <summary>Brings the database and the list of destroyed keys together, whichever is behind: the list
/// after a crash between the two, or where this node has a folder of keys of its own; the database after
/// a backup of it was put back.</summary>
public sealed class Reconciliation(
    IDocumentStore store, NpgsqlDataSource database, Vault vault, DestroyedKeys destroyed, IBlobStore blobs,
    TimeProvider clock)
{
    private const string ErasedHere =
        $"""
        select tenant_id, id from {RegisterLines.Table} where is_erased
        union all
        select tenant_id, id from {IncidentStore.Schema}.mt_doc_personrow
        where subject_hash like '{PeopleDirectory.ErasedSubject}%'
        """;

    private const string EmptyTitles =
        $$"""
        update {{LegalHolds.Register}} set data = data || '{"title": "", "erased": true}'
        where tenant_id = @tenant and id = any(@ids) and not (data->>'erased')::boolean
        """;

    /// <summary>Does it; where nothing differs, nothing happens.</summary>
    public async Task Carry(CancellationToken cancellation)
    {
        await NoteWhatIsErasedHere(cancellation);

        foreach (var tenant in destroyed.All.GroupBy(key => key.Tenant, StringComparer.Ordinal))
            await ForgetAgain(tenant.Key, [.. tenant.Select(key => key.Id)], cancellation);
    }

    private async Task NoteWhatIsErasedHere(CancellationToken cancellation)
    {
        var erased = new List<(string Tenant, Guid Id)>();
        await using var command = database.CreateCommand(ErasedHere);
        await using (var rows = await command.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
                erased.Add((rows.GetString(0), rows.GetGuid(1)));
        }

        foreach (var tenant in erased.GroupBy(each => each.Tenant, StringComparer.Ordinal))
            vault.Destroy(tenant.Key, [.. tenant.Select(each => each.Id)]);
    }

    /// <summary>What a backup brought back goes once more.</summary>
    private async Task ForgetAgain(string tenant, Guid[] ids, CancellationToken cancellation)
    {
        await using (var titles = database.CreateCommand(EmptyTitles))
        {
            titles.Parameters.AddWithValue("tenant", tenant);
            titles.Parameters.AddWithValue("ids", ids);
            await titles.ExecuteNonQueryAsync(cancellation);
        }

        await using var session = store.LightweightSession(tenant);
        session.DeleteWhere<StoredKey>(key => key.Id.IsOneOf(ids));

        foreach (var person in await session.LoadManyAsync<PersonRow>(cancellation, ids))
        {
            if (!PeopleDirectory.IsErased(person))
                session.Store(PeopleDirectory.Erased(person));
        }

        var opened = await session.Query<ApiKeyRow>()
            .Where(key => key.Tenant == tenant && key.PersonId.IsOneOf(ids) && key.RevokedAt == null)
            .ToListAsync(cancellation);
        foreach (var key in opened)
            session.Store(key with { RevokedAt = clock.GetUtcNow() });

        var files = await session.Query<KeptFile>().Where(file => file.IncidentId.IsOneOf(ids))
            .ToListAsync(cancellation);
        foreach (var file in files)
        {
            await blobs.Delete(file.Id, cancellation);
            session.Delete(file);
        }

        await session.SaveChangesAsync(cancellation);
    }
}

/// <summary>Reconciles once an hour, and destroys old keys of the ring whose time is over: on every node, as
/// each may have a folder of keys of its own.</summary>
public sealed partial class HourlyReconciliation(
    Reconciliation reconciliation, KeyRotation rotation, KeyRing ring, KeyMeter meter, TimeProvider clock,
    ILogger<HourlyReconciliation> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            meter.Stands(ring.Keys.Count, rotation.Overdue());
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Once(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private async Task Once(CancellationToken cancellation)
    {
        try
        {
            await reconciliation.Carry(cancellation);
            foreach (var key in await rotation.RetireWhereDue(cancellation))
                Retired(logger, key.Id);
            if (rotation.Overdue() is > 0 and var overdue)
                NotFinal(logger, overdue);
            meter.Stands(ring.Keys.Count, rotation.Overdue());
        }
        catch (Exception exception) when (
            exception is NpgsqlException or IOException or RotationUnfinishedException)
        {
            Failed(logger, exception.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Key {RingKey} of the key ring was destroyed: its rotation was over.")]
    private static partial void Retired(ILogger logger, Guid ringKey);

    [LoggerMessage(LogLevel.Warning,
        "{Overdue} erasures of over 30 days ago are not final. Run 'incidents keys rotate', then 'retire'.")]
    private static partial void NotFinal(ILogger logger, int overdue);

    [LoggerMessage(LogLevel.Warning,
        "The list of destroyed keys could not be compared with the database ({Problem}); it is tried again.")]
    private static partial void Failed(ILogger logger, string problem);
}
