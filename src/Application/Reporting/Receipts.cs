using System.Security.Cryptography;
using System.Text;
using Incidents.Application.PersonalData;
using Marten;

namespace Incidents.Application.Reporting;

/// <summary>Which incident a receipt is of. Neither the receipt nor anything that tells when it was made is
/// stored.</summary>
/// <param name="Id">A slow hash of the receipt, under the installation's pepper.</param>
public sealed record ReceiptRow(string Id, Guid IncidentId);

/// <summary>A receipt that is to be given out.</summary>
/// <param name="Digits">What the reporter is told, once.</param>
/// <param name="Id">Under which it is stored.</param>
public sealed record NewReceipt(string Digits, string Id);

/// <summary>Gives receipts out and finds what they are of.</summary>
public sealed class Receipts(IDocumentStore store, LookupSecret pepper) : IDisposable
{
    /// <summary>Of PBKDF2 with HMAC-SHA-512: what makes trying all receipts slow, should the database and the
    /// key ring ever be stolen together. With the database alone nothing can be tried.</summary>
    private const int Iterations = 210_000;

    private const int HashLength = 32;

    // However many schools are asked at once, hashing leaves the machine room for other work.
    private readonly SemaphoreSlim _slow = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>A receipt for a report, made when it is first asked for, and once: however often the report
    /// is tried, the slow work is done one time.</summary>
    public Lazy<Task<NewReceipt>> ForOne(string tenant, CancellationToken cancellation) => new(async () =>
    {
        var digits = Receipt.New();

        return new(digits, await HashOf(tenant, digits, cancellation));
    });

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
