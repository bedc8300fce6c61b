using System.Security.Cryptography;

namespace Incidents.Application;

/// <summary>Where new ids come from.</summary>
public sealed class Ids(TimeProvider clock)
{
    /// <summary>An id that sorts by when it was made (UUIDv7).</summary>
    public Guid Next() => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>An id that sorts by an instant, and tells no more than that.</summary>
    public static Guid At(DateTimeOffset instant) => Guid.CreateVersion7(instant);

    /// <summary>An id that tells nothing, not even when it was made (UUIDv4).</summary>
    public static Guid Random()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);

        return new Guid(bytes, bigEndian: true);
    }
}
