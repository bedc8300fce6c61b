using System.Security.Cryptography;
using System.Text;
using Incidents.Application.PersonalData;
using Marten;

namespace Incidents.Application.Reporting;

/// <summary>Which incident a receipt is of. Neither the receipt nor anything that tells when it was made is
/// stored.</summary>
/// <param name="Id">A slow hash of the receipt, under the installation's pepper.</param>
public sealed record ReceiptRow(string Id, Guid IncidentId);

/// <summary>Gives receipts out and finds what they are of.</summary>
public sealed class Receipts(IDocumentStore store, LookupSecret pepper) : IDisposable
{
    /// <summary>Of PBKDF2 with HMAC-SHA-512: what makes trying all receipts slow, should the database and the
    /// key ring ever be stolen together. With the database alone nothing can be tried.</summary>
    private const int Iterations = 210_000;

    private const int HashLength = 32;

    // However many schools are asked at once, hashing leaves the machine room for other work.
    private readonly SemaphoreSlim _slow = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>A receipt for an incident, stored with whatever the session commits.</summary>
    public async Task<string> Give(IDocumentSession session, Guid incident, CancellationToken cancellation)
    {
        var receipt = Receipt.New();
        session.Insert(new ReceiptRow(await HashOf(session.TenantId, receipt, cancellation), incident));

        return receipt;
    }

    /// <summary>The incident that a receipt is of, if it is one of this school's. A right one costs the same
    /// work as a wrong one: one slow hash and one look.</summary>
    public async Task<Guid?> Find(string tenant, string receipt, CancellationToken cancellation)
    {
        var hash = await HashOf(tenant, receipt, cancellation);
        await using var session = store.QuerySession(tenant);

        return (await session.LoadAsync<ReceiptRow>(hash, cancellation))?.IncidentId;
    }

    /// <inheritdoc/>
    public void Dispose() => _slow.Dispose();

    /// <summary>The pepper goes in before the slow hash and after it, so that no part of the work can be done
    /// without the key ring.</summary>
    private async Task<string> HashOf(string tenant, string receipt, CancellationToken cancellation)
    {
        await _slow.WaitAsync(cancellation);
        try
        {
            var salt = Encoding.ASCII.GetBytes(pepper.Hash("receipt-salt", tenant));
            var slow = await Task.Run(
                () => Rfc2898DeriveBytes.Pbkdf2(
                    receipt, salt, Iterations, HashAlgorithmName.SHA512, HashLength),
                cancellation);

            return pepper.Hash("receipt", tenant, Convert.ToHexStringLower(slow));
        }
        finally
        {
            _slow.Release();
        }
    }
}
