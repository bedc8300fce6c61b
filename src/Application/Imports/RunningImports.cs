using System.Text.Json;
using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;
using Incidents.Domain;
using Marten;
using Wolverine.ErrorHandling;
using Wolverine.Runtime.Handlers;

namespace Incidents.Application.Imports;

/// <summary>Imports that go on behind the answer. What was taken on is stored, sealed, before it is
/// acknowledged, and each batch is dealt with by a message that survives a crash.</summary>
public sealed class RunningImports(
    IDocumentStore store, Vault vault, PaperImport paper, Outbox outbox, Ids ids, TimeProvider clock)
{
    private const string Place = "imports";

    /// <summary>Takes an import on. When this returns it is stored.</summary>
    /// <param name="also">What is stored in the same transaction.</param>
    public async Task<ImportRow> TakeOn(
        Caller caller, IReadOnlyList<PaperRow> rows, Action<IDocumentSession, ImportRow> also,
        CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(caller.Tenant);
        var keys = new KeyChain();
        await vault.Load(session, keys, [Tenant.StreamId], cancellation);

        var now = Instants.Stored(clock.GetUtcNow());
        var import = new ImportRow(
            ids.Next(), caller.Actor.PersonId, [.. caller.Actor.Roles.Order()], now, rows.Count);
        session.Insert(import);
        foreach (var (number, batch) in rows.Chunk(ImportBatch.Size).Index())
        {
            var id = ImportBatch.IdOf(import.Id, number);
            session.Insert(new ImportBatch(id, PersonalData.Seal.SealText(
                PlaceOf(caller.Tenant, id),
                new(TextClass.Personal, JsonSerializer.Serialize(batch, StoreJson.Options), Person: null),
                KeyPurpose.Tenant, keys)));
        }

        also(session, import);
        await outbox.Enclose(session, [new ContinueImport(caller.Tenant, import.Id, Batch: 0)]);
        await vault.Commit(session, keys, cancellation);

        return import;
    }

    /// <summary>How an import stands; none where the school has no such.</summary>
    public async Task<ImportRow?> Find(Caller caller, Guid id, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);

        return id == Guid.Empty ? null : await session.LoadAsync<ImportRow>(id, cancellation);
    }

    /// <summary>Deals with a batch, and lets the next follow.</summary>
    internal async Task Continue(ContinueImport message, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(message.Tenant);
        var batchId = ImportBatch.IdOf(message.Import, message.Batch);
        var import = await session.LoadAsync<ImportRow>(message.Import, cancellation);
        var batch = await session.LoadAsync<ImportBatch>(batchId, cancellation);
        // It was dealt with before a crash, and so was its message.
        if (import is null || batch is null)
            return;

        var keys = new KeyChain();
        await vault.Load(session, keys, [Tenant.StreamId], cancellation);
        var json = PersonalData.Seal.OpenText(PlaceOf(message.Tenant, batchId), batch.Rows, keys)!;
        var rows = JsonSerializer.Deserialize<PaperRow[]>(json, StoreJson.Options)!;
        var caller = new Caller(message.Tenant, new(import.By, [.. import.Roles]), import.Id);
        await paper.Carry(
            caller, rows, (outcome, problems) => import = import.With(outcome, problems), cancellation);

        var isLast = import.Done >= import.Rows;
        session.Store(isLast ? import with { FinishedAt = Instants.Stored(clock.GetUtcNow()) } : import);
        session.Delete<ImportBatch>(batchId);
        if (!isLast)
            await outbox.Enclose(session, [message with { Batch = message.Batch + 1 }]);
        await session.SaveChangesAsync(cancellation);
    }

    private static TextPlace PlaceOf(string tenant, string batch) =>
        new(tenant, Tenant.StreamId, Place, batch);
}

/// <summary>A batch of an import waits to be dealt with.</summary>
/// <param name="Batch">From 0.</param>
public sealed record ContinueImport(string Tenant, Guid Import, int Batch);

/// <summary>Goes on with imports; doing a batch again changes nothing.</summary>
public static class ContinueImportHandler
{
    /// <summary>Whatever failed: nothing else would go on with the import.</summary>
    public static void Configure(HandlerChain chain) => chain.OnAnyException().TryForADay();

    /// <summary>Deals with a batch.</summary>
    public static Task Handle(
        ContinueImport message, RunningImports imports, CancellationToken cancellation) =>
        imports.Continue(message, cancellation);
}
