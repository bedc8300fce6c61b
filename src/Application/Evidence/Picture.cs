using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Incidents.Application.Evidence;

/// <summary>A picture without what a camera or a program wrote beside it: place, device, owner, times,
/// comments, thumbnails. Only what is needed to show it passes; the picture itself is not touched. Where a
/// picture is not formed as it should be, the rest of it passes as it is and is said not to be
/// clean.</summary>
internal sealed class Picture(ForwardReader file)
{
    private const int PngHead = 8;
    private const byte Escape = 0xFF;

    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly HashSet<string> Shown = new(
        [
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "acTL", "fcTL",
            "fdAT",
        ],
        StringComparer.Ordinal);

    /// <summary>Whether all that was not the picture has been left out.</summary>
    public bool IsClean { get; private set; }

    /// <summary>What passes, piece by piece.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var pieces = await file.Has(PngHead, cancellation) && file.Ahead.Span.StartsWith(Png)
            ? OfPng(cancellation)
            : file.Ahead.Span.StartsWith((ReadOnlySpan<byte>)[Escape, 0xD8]) ? OfJpeg(cancellation) : null;
        if (pieces is not null)
        {
            await foreach (var piece in pieces)
                yield return piece;
        }

        if (IsClean)
            await file.Drain(cancellation);

        while (await file.Has(1, cancellation))
            yield return file.Take(file.Ahead.Length);
    }

    /// <summary>ISO/IEC 15948: chunks of length, name, content and checksum.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> OfPng(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return file.Take(PngHead);
        while (await file.Has(8, cancellation))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.Ahead.Span);
            var name = System.Text.Encoding.Latin1.GetString(file.Ahead.Span[4..8]);
            if (length > int.MaxValue || !name.All(char.IsAsciiLetter))
                yield break;

            var rest = length + 12L;
            while (rest > 0 && await file.Has(1, cancellation))
            {
                var piece = file.Take((int)Math.Min(rest, file.Ahead.Length));
                rest -= piece.Length;
                if (Shown.Contains(name))
                    yield return piece;
            }

            if (name == "IEND")
                break;
        }

        IsClean = true;
    }

    /// <summary>ISO/IEC 10918-1: segments behind markers, and coded data behind some.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<byte>> OfJpeg(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await file.Has(2, cancellation))
        {
            var marker = file.Ahead.Span[1];
            if (file.Ahead.Span[0] != Escape)
                yield break;

            if (marker == Escape)
            {
                file.Take(1);
                continue;
            }

            if (marker is 0x01 or (>= 0xD0 and <= 0xD9))
            {
                yield return file.Take(2);
                if (marker == 0xD9)
                    break;

                continue;
            }

            if (!await file.Has(4, cancellation))
                break;

            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(file.Ahead.Span[2..]);
            if (length < 4)
                yield break;

            if (!await file.Has(length, cancellation))
                break;

            yield return Shows(marker, file.Take(length));

            if (marker == 0xDA)
            {
                while (await file.Has(2, cancellation) && Coded(file.Ahead.Span) is > 0 and var coded)
                    yield return file.Take(coded);
            }
        }

        IsClean = true;
    }

    /// <summary>Of the segments of applications, what tells how colours are coded; of JFIF's, its head
    /// without a thumbnail.</summary>
    private static ReadOnlyMemory<byte> Shows(byte marker, ReadOnlyMemory<byte> segment) => marker switch
    {
        0xE0 when segment.Length >= 18 && segment.Span[4..].StartsWith("JFIF\0"u8) =>
            (byte[])[Escape, 0xE0, 0, 16, .. segment.Span[4..16], 0, 0],
        0xEE when segment.Length == 16 && segment.Span[4..].StartsWith("Adobe"u8) => segment,
        (>= 0xE0 and <= 0xEF) or 0xFE => default,
        _ => segment,
    };

    /// <summary>How many bytes of coded data lie ahead, before the next marker.</summary>
    private static int Coded(ReadOnlySpan<byte> ahead)
    {
        for (var i = 0; i < ahead.Length - 1; i++)
        {
            if (ahead[i] == Escape && ahead[i + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
                return i;
        }

        return ahead.Length - 1;
    }
}
