using System.Security.Cryptography;
using System.Text;

namespace Incidents.Application.Access;

/// <summary>The stream beside an incident's own, on which looks at it are recorded.</summary>
public sealed record AccessStream(Guid Id)
{
    /// <summary>Its id follows from the incident's. How is a storage format and never changes.</summary>
    public static Guid Of(Guid incident)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes($"incidents/access-stream/1/{incident:N}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);

        return new(hash.AsSpan(0, 16), bigEndian: true);
    }
}
