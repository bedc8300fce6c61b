namespace Incidents.Domain;

/// <summary>The short name of an incident, safe to say on the telephone: <c>SI-XXXXX-XXXXX</c>.</summary>
public static class Reference
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Characters = 9;

    /// <summary>Nine characters from the id's random bits and a Luhn mod 32 check character. No counter, so
    /// that it does not tell how many incidents a school has.</summary>
    public static string From(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);

        Span<char> text = stackalloc char[Characters + 1];
        for (var i = Characters - 1; i >= 0; i--)
        {
            text[i] = Crockford[(int)(bits & 31)];
            bits >>= 5;
        }

        text[Characters] = Crockford[Check(text[..Characters])];

        return $"SI-{text[..5]}-{text[5..]}";
    }

    private static int Check(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var addend = Crockford.IndexOf(
                text[text.Length - 1 - i], StringComparison.Ordinal) * (i % 2 == 0 ? 2 : 1);
            sum += (addend / 32) + (addend % 32);
        }

        return (32 - (sum % 32)) % 32;
    }
}
