using System.Security.Cryptography;
using System.Text.Json;
using Incidents.Application.Changes;
using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Application.Store;
using Incidents.Domain;
using JasperFx;
using Marten;
using Marten.Exceptions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Incidents.Application.Webhooks;

/// <summary>Tells webhooks what follows on their position in the change feed, one event after the other: the
/// next only when this one was taken, so that those of an incident come in their order. A webhook is in the
/// hands of one process at a time. What was taken is written down after it was taken: a process that is
/// killed in between sends that one event again.</summary>
public sealed partial class WebhookDelivery(
    NpgsqlDataSource database, IDocumentStore store, Vault vault, ChangeFeed feed, WebhookSender sender,
    WebhookMeter meter, TimeProvider clock, ILogger<WebhookDelivery> logger)
{
    private const string Table = $"{IncidentStore.Schema}.mt_doc_webhookrow";
    private const int AtOnce = 8;
    private const int Lot = 200;

    /// <summary>How long a process keeps a webhook before another may have it, which is much longer than a
    /// turn and the longest delivery take.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(20);

    /// <summary>Tells every webhook what it is to be told now.</summary>
    /// <returns>How many events were taken.</returns>
    public async Task<int> Round(CancellationToken cancellation)
    {
        var taken = 0;
        while (true)
        {
            var until = Instants.Stored(clock.GetUtcNow()) + Hold;
            var webhooks = await Take(until, cancellation);
            if (webhooks.Count == 0)
                return taken;

            await Parallel.ForEachAsync(
                webhooks,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (webhook, cancel) => Interlocked.Add(
                    ref taken, await Tell(webhook.Tenant, webhook.Id, until, cancel)));
        }
    }

    private async Task<int> Tell(
        string tenant, Guid id, DateTimeOffset until, CancellationToken cancellation)
    {
        try
        {
            await using var session = store.LightweightSession(tenant);

            return await Tell(session, id, cancellation);
        }
        catch (Exception exception) when (
            exception is ConcurrencyException or NonExistentDocumentException || Conflicts.Is(exception))
        {
            // An administrator changed or removed it meanwhile, and that counts.
            return 0;
        }
        finally
        {
            await Release(tenant, id, until);
        }
    }

    private async Task<int> Tell(IDocumentSession session, Guid id, CancellationToken cancellation)
    {
        if (await session.LoadAsync<WebhookRow>(id, cancellation) is not { } row)
            return 0;

        var began = clock.GetTimestamp();
        var receiver = await Receiver.Of(session, vault, row, clock.GetUtcNow(), cancellation);
        var taken = 0;
        IReadOnlyList<Change> changes;
        do
        {
            changes = await feed.Everything(session.TenantId, row.Position, Lot, cancellation);
            foreach (var change in changes)
            {
                if (!row.Wants(change))
                {
                    row = row with { Position = change.Position };
                    continue;
                }

                row = await Tell(session, row, receiver, change, cancellation);
                if (row.Failures > 0)
                    return taken;

                taken++;
                if (clock.GetElapsedTime(began) > Turn)
                    return taken;
            }
        }
        while (changes.Count == Lot);

        await Write(session, row, cancellation);

        return taken;
    }

    private async Task<WebhookRow> Tell(
        IDocumentSession session, WebhookRow row, Receiver receiver, Change change,
        CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(change.ToCloudEvent());
        var attempt = await sender.Send(
            receiver.Url, change.Id.ToString(), body, receiver.Secrets, cancellation);
        meter.Tried(attempt);

        var now = Instants.Stored(clock.GetUtcNow());
        var told = attempt.Problem is null
            ? row.Took(change.Position, now)
            : row.Failed(attempt, now, RandomNumberGenerator.GetInt32(80, 121) / 100.0);
        await Write(session, told, cancellation);

        if (attempt.Problem is null)
            meter.Late(now - change.RecordedAt);
        if (told.State != WebhookState.Active)
        {
            meter.Stopped(told.State);
            Stopped(logger, told.Id, session.TenantId, Words.CamelCase(told.State));
        }

        return told;
    }

    private static async Task Write(IDocumentSession session, WebhookRow row, CancellationToken cancellation)
    {
        session.Update(row);
        await session.SaveChangesAsync(cancellation);
    }

    /// <summary>It makes another version of the row: an administrator who read it before writes nothing over
    /// it.</summary>
    private async Task<List<(string Tenant, Guid Id)>> Take(
        DateTimeOffset until, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            with due as (
                select w.tenant_id, w.id from {Table} w
                where w.next_try_at <= @now and (w.taken_until is null or w.taken_until <= @now)
                    and exists (select from {ChangesSchema.Positions} p
                        where p.tenant_id = w.tenant_id and p.position > w.position)
                order by w.next_try_at
                limit {AtOnce}
                for update of w skip locked)
            update {Table} w set taken_until = @until, mt_version = gen_random_uuid(),
                data = jsonb_set(w.data, array['takenUntil'], to_jsonb(@until))
            from due where w.tenant_id = due.tenant_id and w.id = due.id
            returning w.tenant_id, w.id
            """);
        command.Parameters.AddWithValue("now", until - Hold);
        command.Parameters.AddWithValue("until", until);

        var rows = new List<(string, Guid)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add((reader.GetString(0), reader.GetGuid(1)));

        return rows;
    }

    /// <summary>Also where the service stops: whoever comes next need not wait.</summary>
    private async Task Release(string tenant, Guid id, DateTimeOffset until)
    {
        await using var command = database.CreateCommand(
            $"""
            update {Table} set taken_until = null, mt_version = gen_random_uuid(), data = data - 'takenUntil'
            where tenant_id = @tenant and id = @id and taken_until = @until
            """);
        command.Parameters.AddWithValue("tenant", tenant);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("until", until);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Warning,
        "Webhook {Webhook} of tenant {Tenant} is {State}: it is told of nothing more until it is replayed.")]
    private static partial void Stopped(ILogger logger, Guid webhook, string tenant, string state);
}
