using Incidents.Application.Commands;
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
public sealed partial class Reconciliation(
    IDocumentStore store, NpgsqlDataSource database, Vault vault, DestroyedKeys destroyed, IBlobStore blobs,
    TimeProvider clock, ILogger<Reconciliation> logger)
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
        update {{RegisterLines.Whole}} set data = data || '{"title": "", "erased": true}'
        where tenant_id = @tenant and id = any(@ids) and not (data->>'erased')::boolean
        """;

    /// <summary>Does it; where nothing differs, nothing happens.</summary>
    public async Task Carry(CancellationToken cancellation)
    {
        await NoteWhatIsErasedHere(cancellation);

        foreach (var tenant in destroyed.All.GroupBy(key => key.Tenant, StringComparer.Ordinal))
            await ForgetAgain(tenant.Key, [.. tenant.Select(key => key.Id)], cancellation);

        await RemoveFiles([.. destroyed.All.Select(key => key.Id)], cancellation);
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

        // Another node may do the same, or somebody make a key for such a person.
        await Conflicts.Retry(() => ForgetRows(tenant, ids, cancellation), clock, cancellation);
    }

    /// <returns>How many people were forgotten again.</returns>
    private async Task<int> ForgetRows(string tenant, Guid[] ids, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(tenant);
        session.DeleteWhere<StoredKey>(key => key.Id.IsOneOf(ids));

        var people = (await session.LoadManyAsync<PersonRow>(cancellation, ids))
            .Where(person => !PeopleDirectory.IsErased(person)).ToList();
        foreach (var person in people)
            session.Store(PeopleDirectory.Erased(person));

        var opened = await session.Query<ApiKeyRow>()
            .Where(key => key.Tenant == tenant && key.PersonId.IsOneOf(ids) && key.RevokedAt == null)
            .ToListAsync(cancellation);
        foreach (var key in opened)
            session.Store(key with { RevokedAt = clock.GetUtcNow() });

        await session.SaveChangesAsync(cancellation);

        return people.Count;
    }

    /// <summary>Without their keys they are noise already: where their store is away, they stay for the next
    /// time.</summary>
    private async Task RemoveFiles(Guid[] incidents, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        var files = await session.Query<KeptFile>().Where(file => file.IncidentId.IsOneOf(incidents))
            .ToListAsync(cancellation);
        try
        {
            foreach (var file in files)
            {
                await blobs.Delete(file.Id, cancellation);
                session.Delete(file);
            }
        }
        catch (Exception exception) when (
            exception is EvidenceStoreAwayException or IOException or UnauthorizedAccessException)
        {
            FilesStay(logger, Rounds.KindOf(exception));
        }

        await session.SaveChangesAsync(cancellation);
    }

    [LoggerMessage(LogLevel.Warning,
        "Files of erased incidents could not be removed ({Problem}); it is tried again in an hour. Nothing "
        + "opens them.")]
    private static partial void FilesStay(ILogger logger, string problem);
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
        meter.Stands(ring.Keys.Count, rotation.Overdue());
        // A start has just done it, before anybody reads.
        await Task.Delay(Interval, clock, stoppingToken);
        await Rounds.Go(
            Once, failure => Failed(logger, Rounds.KindOf(failure)), Interval, clock, stoppingToken);
    }

    private async Task Once(CancellationToken cancellation)
    {
        await reconciliation.Carry(cancellation);
        foreach (var key in await rotation.RetireWhereDue(cancellation))
            Retired(logger, key.Id);
        if (rotation.Overdue() is > 0 and var overdue)
            NotFinal(logger, overdue);
        meter.Stands(ring.Keys.Count, rotation.Overdue());
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
