using System.Security.Cryptography;
using System.Text.Json;
using Incidents.Application.Changes;
using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Domain;
using Marten;
using Marten.Exceptions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Incidents.Application.Webhooks;

/// <summary>Tells webhooks what follows on their position in the change feed, one event after the other. What
/// a receiver refuses holds up what follows of the same incident, so that it comes in its order, and nothing
/// else; a receiver that is away holds up everything. A webhook is in the hands of one process at a time,
/// which looks at the time before each message but the first of a turn. What was taken is written down after
/// it was taken: a process that is killed in between sends that one event again.</summary>
public sealed partial class WebhookDelivery(
    NpgsqlDataSource database, IDocumentStore store, Vault vault, ChangeFeed feed, WebhookSender sender,
    WebhookMeter meter, TimeProvider clock, ILogger<WebhookDelivery> logger)
{
    /// <summary>They mostly wait for their receivers.</summary>
    private const int AtOnce = 16;

    private const int Lot = 200;

    /// <summary>How long a process keeps a webhook before another may have it, which is much longer than a
    /// turn and the longest delivery take.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(20);

    /// <summary>How much of a turn may go to what was refused before, so that it keeps nothing new
    /// waiting.</summary>
    private static readonly TimeSpan TurnOfHeld = Turn / 2;

    /// <summary>How long a webhook may wait for a place that is free, while others take their time.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly WebhookHolds _holds = new(database);

    /// <summary>Tells every webhook what it is to be told now. One whose receiver takes its time holds up no
    /// other.</summary>
    /// <returns>How many events were taken.</returns>
    public async Task<int> Round(CancellationToken cancellation)
    {
        var taken = 0;
        var inHand = new List<Task<int>>();
        try
        {
            while (true)
            {
                var now = Instants.Stored(clock.GetUtcNow());
                var until = now + Hold;
                foreach (var (tenant, id) in await _holds.Take(
                    AtOnce - inHand.Count, now, until, cancellation))
                    inHand.Add(Tell(tenant, id, until, cancellation));
                if (inHand.Count == 0)
                    return taken;

                await Task.WhenAny([.. inHand, Task.Delay(Look, clock, cancellation)]);
                foreach (var done in inHand.Where(each => each.IsCompleted).ToList())
                {
                    inHand.Remove(done);
                    taken += await done;
                }
            }
        }
        finally
        {
            await Task.WhenAll(inHand);
        }
    }

    private async Task<int> Tell(
        string tenant, Guid id, DateTimeOffset until, CancellationToken cancellation)
    {
        try
        {
            return await TellAndRelease(tenant, id, until, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // It stays in hand, so that it is tried again after a pause; the others go on.
            Failed(logger, id, tenant, exception.GetType().Name);

            return 0;
        }
    }

    private async Task<int> TellAndRelease(
        string tenant, Guid id, DateTimeOffset until, CancellationToken cancellation)
    {
        var taken = 0;
        try
        {
            await using var session = store.LightweightSession(tenant);
            taken = await Tell(session, id, cancellation);
        }
        catch (Exception exception) when (cancellation.IsCancellationRequested
            || exception is NonExistentDocumentException || Conflicts.Is(exception))
        {
            // An administrator changed or removed it meanwhile, and that counts; or the service stops.
        }

        await _holds.Release(tenant, id, until);
        cancellation.ThrowIfCancellationRequested();

        return taken;
    }

    private async Task<int> Tell(IDocumentSession session, Guid id, CancellationToken cancellation)
    {
        if (await session.LoadAsync<WebhookRow>(id, cancellation) is not { } row)
            return 0;

        var delivery = new Delivery(
            session, row, await Receiver.Of(session, vault, row, clock.GetUtcNow(), cancellation),
            clock.GetTimestamp());
        if (await TellHeld(delivery, cancellation))
            await TellNew(delivery, cancellation);

        return delivery.Taken;
    }

    /// <summary>Sends again what was refused, where its pause is over, for a part of the turn.</summary>
    /// <returns>Whether the receiver is there.</returns>
    private async Task<bool> TellHeld(Delivery delivery, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var held in (delivery.Row.Held ?? []).Where(each => each.NextTryAt <= now).ToList())
        {
            if (IsOver(delivery, TurnOfHeld))
                break;
            if (!await TellHeld(delivery, held, cancellation))
                return false;
        }

        return true;
    }

    /// <summary>Sends the event that was refused, and then what waited for it.</summary>
    /// <returns>Whether the receiver is there.</returns>
    private async Task<bool> TellHeld(Delivery delivery, HeldIncident held, CancellationToken cancellation)
    {
        var known = delivery.Row.Position;
        var changes = await feed.Everything(
            delivery.Session.TenantId, held.Position - 1, Lot, cancellation, held.Subject);
        foreach (var change in changes.Where(change => change.Subject == held.Subject
            && change.Position <= known && delivery.Row.Wants(change)))
        {
            var attempt = await Send(delivery, change, cancellation);
            var now = Instants.Stored(clock.GetUtcNow());
            if (attempt.IsRefusal)
            {
                var refused = held.At(change.Position, now).Refused(attempt, now, Jitter());
                await Write(delivery, delivery.Row.Tried(held, refused), cancellation);
                if (refused.NextTryAt is null)
                    GivenUp(logger, delivery.Row.Id, delivery.Session.TenantId, change.Position);
                return true;
            }

            if (attempt.Problem is not null)
            {
                await Write(delivery, delivery.Row.Failed(attempt, now, Jitter()), cancellation);
                return false;
            }

            held = await Past(delivery, held, change.Position, now, cancellation);
            if (IsOver(delivery, TurnOfHeld))
                return true;
        }

        if (changes.Count < Lot || changes[^1].Position > known)
            await Write(delivery, delivery.Row.Tried(held, after: null), cancellation);
        else
            await Past(delivery, held, changes[^1].Position, clock.GetUtcNow(), cancellation);

        return true;
    }

    /// <summary>What follows on a position is awaited of a held incident.</summary>
    private static async Task<HeldIncident> Past(
        Delivery delivery, HeldIncident held, long position, DateTimeOffset now,
        CancellationToken cancellation)
    {
        var next = held.At(position + 1, now) with { NextTryAt = now };
        await Write(delivery, delivery.Row.Tried(held, next), cancellation);

        return next;
    }

    private async Task TellNew(Delivery delivery, CancellationToken cancellation)
    {
        IReadOnlyList<Change> changes;
        do
        {
            changes = await feed.Everything(
                delivery.Session.TenantId, delivery.Row.Position, Lot, cancellation);
            foreach (var change in changes)
            {
                if (!delivery.Row.Wants(change) || delivery.Row.Holds(change))
                {
                    delivery.Row = delivery.Row with { Position = change.Position };
                    continue;
                }

                if (!await Tell(delivery, change, cancellation) || IsOver(delivery, Turn))
                    return;
            }
        }
        while (changes.Count == Lot && !IsOver(delivery, Turn));

        await Write(delivery, delivery.Row, cancellation);
    }

    /// <returns>Whether the receiver can be told of others.</returns>
    private async Task<bool> Tell(Delivery delivery, Change change, CancellationToken cancellation)
    {
        var attempt = await Send(delivery, change, cancellation);
        var now = Instants.Stored(clock.GetUtcNow());
        var row = delivery.Row;
        var told = attempt switch
        {
            { Problem: null } => row.Took(change.Position, now),
            { IsRefusal: true } when (row.Held?.Count ?? 0) < WebhookRow.MostHeld =>
                row.Refused(change, attempt, now, Jitter()),
            _ => row.Failed(attempt, now, Jitter()),
        };
        await Write(delivery, told, cancellation);

        if (told.State != WebhookState.Active)
        {
            meter.Stopped(told.State);
            Stopped(logger, told.Id, delivery.Session.TenantId, Words.CamelCase(told.State));
        }

        return told.Failures == 0;
    }

    private async Task<Attempt> Send(Delivery delivery, Change change, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(change.ToCloudEvent());
        var attempt = await sender.Send(
            delivery.Receiver.Url, change.Id.ToString(), body, delivery.Receiver.Secrets, cancellation);
        meter.Tried(attempt);
        if (attempt.Problem is null)
        {
            delivery.Taken++;
            meter.Late(clock.GetUtcNow() - change.RecordedAt);
        }

        return attempt;
    }

    private bool IsOver(Delivery delivery, TimeSpan turn) =>
        clock.GetElapsedTime(delivery.Began) > turn;

    private static double Jitter() => RandomNumberGenerator.GetInt32(80, 121) / 100.0;

    private static async Task Write(Delivery delivery, WebhookRow row, CancellationToken cancellation)
    {
        delivery.Session.Update(row);
        await delivery.Session.SaveChangesAsync(cancellation);
        delivery.Row = row;
    }

    [LoggerMessage(LogLevel.Error,
        "Webhook {Webhook} of tenant {Tenant} could not be told of anything ({Failure}). It is tried again "
            + "in a minute; the others go on.")]
    private static partial void Failed(ILogger logger, Guid webhook, string tenant, string failure);

    [LoggerMessage(LogLevel.Warning,
        "Webhook {Webhook} of tenant {Tenant} is {State}: it is told of nothing more until it is replayed.")]
    private static partial void Stopped(ILogger logger, Guid webhook, string tenant, string state);

    [LoggerMessage(LogLevel.Warning,
        "Webhook {Webhook} of tenant {Tenant} refused the event of position {Position} for a day; of its "
            + "incident nothing more is told there until the webhook is replayed.")]
    private static partial void GivenUp(ILogger logger, Guid webhook, string tenant, long position);

    /// <summary>A webhook in hand.</summary>
    private sealed class Delivery(IDocumentSession session, WebhookRow row, Receiver receiver, long began)
    {
        public IDocumentSession Session { get; } = session;

        public WebhookRow Row { get; set; } = row;

        public Receiver Receiver { get; } = receiver;

        public long Began { get; } = began;

        /// <summary>How many events were taken.</summary>
        public int Taken { get; set; }
    }
}
