using Incidents.Application.PersonalData;
using Incidents.Domain;
using Marten;

namespace Incidents.Application.Webhooks;

/// <summary>What is sealed of a webhook, opened: where it is told, and the secrets that are valid.</summary>
internal sealed record Receiver(Uri Url, IReadOnlyList<string> Secrets)
{
    private const string Rows = "webhooks";

    /// <summary>Opens it.</summary>
    public static async Task<Receiver> Of(
        IQuerySession session, Vault vault, WebhookRow row, DateTimeOffset now,
        CancellationToken cancellation)
    {
        var keys = new KeyChain();
        await vault.Load(session, keys, [Tenant.StreamId], cancellation);

        return new(
            new(Open(session.TenantId, $"{row.Id:N}/url", row.Url, keys)),
            [
                .. row.Secrets.Where(secret => secret.ValidUntil is not { } until || until > now)
                    .Select(secret => Open(session.TenantId, $"{row.Id:N}/secret", secret.Secret, keys)),
            ]);
    }

    /// <summary>The address, sealed.</summary>
    public static SealedText SealUrl(string tenant, Guid id, string url, KeyChain keys) =>
        Seal(tenant, $"{id:N}/url", url, keys);

    /// <summary>A secret, sealed.</summary>
    public static SealedText SealSecret(string tenant, Guid id, string secret, KeyChain keys) =>
        Seal(tenant, $"{id:N}/secret", secret, keys);

    private static SealedText Seal(string tenant, string field, string text, KeyChain keys) =>
        PersonalData.Seal.SealText(new(tenant, Tenant.StreamId, Rows, field),
            new(TextClass.Narrative, text, Tenant.StreamId), KeyPurpose.Tenant, keys);

    /// <summary>The tenant's key is never destroyed.</summary>
    private static string Open(string tenant, string field, SealedText text, KeyChain keys) =>
        PersonalData.Seal.OpenText(new(tenant, Tenant.StreamId, Rows, field), text, keys)
        ?? throw new InvalidOperationException($"The key of tenant {tenant} is not at hand.");
}
