using System.Buffers.Binary;
using System.Text;

namespace Incidents.Application.PersonalData;

/// <summary>Several texts as bytes from which no other texts could have come: each behind its length. What is
/// hashed or authenticated together would else be open to moving a border.</summary>
internal static class LengthPrefixed
{
    // Text that is no Unicode would become the same bytes as other text, so it is refused.
    internal static readonly UTF8Encoding Utf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Encode(params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts)
            length += sizeof(int) + Utf8.GetByteCount(part);

        var bytes = new byte[length];
        var rest = bytes.AsSpan();
        foreach (var part in parts)
        {
            var written = Utf8.GetBytes(part, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, written);
            rest = rest[(sizeof(int) + written)..];
        }

        return bytes;
    }
}
