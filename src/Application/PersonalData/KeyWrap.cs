using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Incidents.Application.PersonalData;

/// <summary>Wraps data keys under the installation's key ring. A wrapped key opens only in its tenant and
/// under its own id, so that rows cannot be swapped.</summary>
public sealed class KeyWrap(IDataProtectionProvider protection)
{
    private const string Purpose = "Incidents.DataKey.v1";

    /// <summary>A new key as it is stored.</summary>
    /// <param name="madeAt">UTC.</param>
    public StoredKey Wrap(string tenant, MadeKey made, DateTimeOffset madeAt) => new()
    {
        Id = made.Id,
        Wrapped = Base64Url.EncodeToString(ProtectorOf(tenant, made.Id).Protect(made.Key)),
        Purpose = made.Purpose,
        MadeAt = madeAt,
    };

    /// <summary>The clear key.</summary>
    /// <exception cref="KeyUnwrapException">The key ring at hand is not the one it was wrapped
    /// under.</exception>
    public byte[] Unwrap(string tenant, StoredKey stored) => Unwrap(tenant, stored.Id, stored.Wrapped);

    /// <summary>The same key under the ring's latest key, as it is stored.</summary>
    /// <exception cref="KeyUnwrapException">The key ring at hand is not the one it was wrapped
    /// under.</exception>
    public string Renew(string tenant, Guid id, string wrapped)
    {
        var key = Unwrap(tenant, id, wrapped);
        try
        {
            return Base64Url.EncodeToString(ProtectorOf(tenant, id).Protect(key));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private byte[] Unwrap(string tenant, Guid id, string wrapped)
    {
        try
        {
            return ProtectorOf(tenant, id).Unprotect(Base64Url.DecodeFromChars(wrapped));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            throw new KeyUnwrapException(id, exception);
        }
    }

    private IDataProtector ProtectorOf(string tenant, Guid id) =>
        protection.CreateProtector(Purpose, tenant, id.ToString("N"));
}

/// <summary>A stored data key does not open under the installation's key ring.</summary>
public sealed class KeyUnwrapException(Guid keyId, Exception cause) : Exception(
    $"Data key {keyId} does not open: the folder of keys is not the one under which it was wrapped, or its "
    + "row was altered. Put back the folder of keys that belongs to this database.", cause)
{
    /// <summary>Whose key it is.</summary>
    public Guid KeyId { get; } = keyId;
}
