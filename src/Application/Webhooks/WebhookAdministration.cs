using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.Changes;
using Incidents.Application.Commands;
using Incidents.Application.PersonalData;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Webhooks;

/// <summary>A webhook that was made, or whose secret was changed. The secret is shown here and never
/// again.</summary>
/// <param name="EarlierUntil">Until when the secret before it signs too.</param>
public sealed record ShownSecret(Guid Id, string Secret, DateTimeOffset? EarlierUntil);

/// <summary>A webhook as an administrator sees it.</summary>
public sealed record WebhookView(
    Guid Id, string Url, IReadOnlyList<string> Events, WebhookState State, DateTimeOffset MadeAt,
    long Position, int Failures, DateTimeOffset? FailingSince, DateTimeOffset? NextTryAt,
    DeliveryProblem? LastProblem, int? LastStatus, DateTimeOffset? LastSuccessAt,
    DateTimeOffset? EarlierSecretUntil, IReadOnlyList<HeldView> Held);

/// <summary>An incident of which a webhook refused an event, as an administrator sees it: not which
/// one.</summary>
public sealed record HeldView(
    long Position, int Failures, DateTimeOffset FailingSince, DateTimeOffset? NextTryAt, int? LastStatus);

/// <summary>What an administrator does with webhooks; each is an event of the tenant.</summary>
public sealed class WebhookAdministration(
    IDocumentStore store, Vault vault, Tenancy tenancy, ChangeFeed feed, WebhookSender sender, Ids ids,
    TimeProvider clock)
{
    /// <summary>For how long the secret before the last signs too.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <summary>Makes a webhook; it is told of what is recorded from now on.</summary>
    /// <param name="events">The types of event; none: all.</param>
    /// <param name="also">What belongs into the same transaction.</param>
    public async Task Make(
        Caller caller, string url, IReadOnlyList<string> events, Action<IDocumentSession, ShownSecret> also,
        CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(caller.Tenant);
        var keys = new KeyChain();
        await vault.Load(session, keys, [Tenant.StreamId], cancellation);
        var now = Instants.Stored(clock.GetUtcNow());
        var made = new ShownSecret(ids.Next(), WebhookSignature.NewSecret(), EarlierUntil: null);
        var latest = await feed.Latest([caller.Tenant], cancellation);

        session.Insert(new WebhookRow(
            made.Id, Receiver.SealUrl(caller.Tenant, made.Id, url, keys),
            [new(Receiver.SealSecret(caller.Tenant, made.Id, made.Secret, keys), ValidUntil: null)],
            events, now, latest[0].Position, NextTryAt: now));
        session.Events.Append(Tenant.StreamId, tenancy.Envelope(
            new WebhookMade(made.Id, Text.Narrative(url), [.. events]), caller, now, keys));
        also(session, made);

        await vault.Commit(session, keys, cancellation);
    }

    /// <summary>The webhooks of the caller's tenant, the latest first.</summary>
    public async Task<IReadOnlyList<WebhookView>> List(Caller caller, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        var rows = await session.Query<WebhookRow>().ToListAsync(cancellation);
        var now = clock.GetUtcNow();

        var views = new List<WebhookView>();
        foreach (var row in rows.OrderByDescending(row => row.MadeAt).ThenByDescending(row => row.Id))
        {
            var receiver = await Receiver.Of(session, vault, row, now, cancellation);
            views.Add(new(
                row.Id, receiver.Url.OriginalString, row.Events, row.State, row.MadeAt, row.Position,
                row.Failures, row.FailingSince, row.Failures > 0 ? row.NextTryAt : null, row.LastProblem,
                row.LastStatus, row.LastSuccessAt,
                row.Secrets.Select(secret => secret.ValidUntil).FirstOrDefault(until => until > now),
                [
                    .. (row.Held ?? []).Select(held => new HeldView(
                        held.Position, held.Failures, held.FailingSince, held.NextTryAt, held.LastStatus)),
                ]));
        }

        return views;
    }

    /// <summary>Gives a webhook another secret.</summary>
    /// <param name="also">What belongs into the same transaction.</param>
    /// <returns>False where there is no such webhook.</returns>
    public Task<bool> Rotate(
        Caller caller, Guid id, Action<IDocumentSession, ShownSecret> also, CancellationToken cancellation) =>
        Change(caller, id, (session, row, keys, now) =>
        {
            var shown = new ShownSecret(id, WebhookSignature.NewSecret(), now + Overlap);
            session.Update(row.Rotated(
                Receiver.SealSecret(caller.Tenant, id, shown.Secret, keys), now + Overlap));
            also(session, shown);

            return new WebhookSecretRotated(id, now + Overlap);
        }, cancellation);

    /// <summary>Has a webhook told again of what followed on a position, and sets it going where it was
    /// parked or disabled.</summary>
    /// <returns>False where there is no such webhook.</returns>
    public Task<bool> Replay(Caller caller, Guid id, long after, CancellationToken cancellation) =>
        Change(caller, id, (session, row, _, now) =>
        {
            session.Update(row.From(after, now));

            return new WebhookReplayed(id, after);
        }, cancellation);

    /// <summary>Removes a webhook.</summary>
    /// <returns>False where there is no such webhook.</returns>
    public Task<bool> Remove(Caller caller, Guid id, CancellationToken cancellation) =>
        Change(caller, id, (session, _, _, _) =>
        {
            session.Delete<WebhookRow>(id);

            return new WebhookRemoved(id);
        }, cancellation);

    /// <summary>The latest position that a webhook can be replayed from; none where there is no such
    /// webhook.</summary>
    public async Task<long?> Latest(Caller caller, Guid id, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        if (await session.LoadAsync<WebhookRow>(id, cancellation) is null)
            return null;

        return (await feed.Latest([caller.Tenant], cancellation))[0].Position;
    }

    /// <summary>Sends a webhook a message of nothing, once, whatever its state is.</summary>
    /// <returns>What came of it; none where there is no such webhook.</returns>
    public async Task<Attempt?> Test(Caller caller, Guid id, CancellationToken cancellation)
    {
        await using var session = store.QuerySession(caller.Tenant);
        if (await session.LoadAsync<WebhookRow>(id, cancellation) is not { } row)
            return null;

        var now = clock.GetUtcNow();
        var receiver = await Receiver.Of(session, vault, row, now, cancellation);
        var message = ids.Next();
        var body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["specversion"] = "1.0",
            ["type"] = "webhookTested",
            ["source"] = Changes.Change.Source(caller.Tenant),
            ["id"] = message,
            ["time"] = JsonValue.Create(now.UtcDateTime),
            ["datacontenttype"] = "application/json",
            ["data"] = new JsonObject(),
        });

        return await sender.Send(receiver.Url, message.ToString(), body, receiver.Secrets, cancellation);
    }

    /// <summary>Whoever delivers may write how far it has come at the same moment; then it is tried
    /// again.</summary>
    private Task<bool> Change(
        Caller caller, Guid id,
        Func<IDocumentSession, WebhookRow, KeyChain, DateTimeOffset, TenantEvent> change,
        CancellationToken cancellation) =>
        Conflicts.Retry(
            async () =>
            {
                await using var session = store.LightweightSession(caller.Tenant);
                if (await session.LoadAsync<WebhookRow>(id, cancellation) is not { } row)
                    return false;

                var keys = new KeyChain();
                await vault.Load(session, keys, [Tenant.StreamId], cancellation);
                var now = Instants.Stored(clock.GetUtcNow());
                var recorded = change(session, row, keys, now);
                session.Events.Append(Tenant.StreamId, tenancy.Envelope(recorded, caller, now, keys));
                await vault.Commit(session, keys, cancellation);

                return true;
            },
            clock, cancellation);
}
