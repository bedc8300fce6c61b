using System.Security.Cryptography;
using System.Text;
using Incidents.Application.Evidence;

namespace Incidents.Application.Tests.Evidence;

public sealed class AFileWithoutItsMarks
{
    private const string Mark = "planted by the camera";

    private static readonly byte[] Image = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i % 251))];

    [Fact]
    public async Task is_a_jpeg_of_the_picture_and_nothing_else()
    {
        byte[] sent =
        [
            0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 2, 2, .. Marked(12)]),
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. Marked(60_000)]), .. Segment(0xE2, Marked(40)),
            .. Segment(0xED, Marked(40)), .. Segment(0xFE, Marked(40)), .. Segment(0xEE, Adobe),
            .. Segment(0xDB, Image[..65]), 0xFF, .. Segment(0xC2, Image[..15]),
            .. Segment(0xDA, Image[..8]), .. Coded, 0xFF, 0xD3, .. Coded,
            .. Segment(0xC4, Image[..20]), .. Segment(0xDA, Image[..8]), .. Coded, 0xFF, 0xD9,
            .. Marked(5_000),
        ];

        var (clear, isClean, hash) = await Read(sent);

        clear.SequenceEqual((byte[])
        [
            0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 0, 0]),
            .. Segment(0xEE, Adobe),
            .. Segment(0xDB, Image[..65]), .. Segment(0xC2, Image[..15]),
            .. Segment(0xDA, Image[..8]), .. Coded, 0xFF, 0xD3, .. Coded,
            .. Segment(0xC4, Image[..20]), .. Segment(0xDA, Image[..8]), .. Coded, 0xFF, 0xD9,
        ]).Should().BeTrue();
        isClean.Should().BeTrue();
        hash.Should().Be(Convert.ToHexStringLower(SHA256.HashData(sent)));
    }

    [Fact]
    public async Task is_a_png_of_the_picture_and_nothing_else()
    {
        byte[] head = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
        byte[] sent =
        [
            .. head, .. Chunk("IHDR", Image[..13]), .. Chunk("tEXt", Marked(40)),
            .. Chunk("iCCP", Marked(90)),
            .. Chunk("eXIf", Marked(200_000)), .. Chunk("tIME", Marked(7)), .. Chunk("PLTE", Image[..30]),
            .. Chunk("tRNS", Image[..4]), .. Chunk("IDAT", Image), .. Chunk("iTXt", Marked(40)),
            .. Chunk("IEND", []), .. Marked(5_000),
        ];

        var (clear, isClean, hash) = await Read(sent);

        clear.SequenceEqual((byte[])
        [
            .. head, .. Chunk("IHDR", Image[..13]), .. Chunk("PLTE", Image[..30]),
            .. Chunk("tRNS", Image[..4]),
            .. Chunk("IDAT", Image), .. Chunk("IEND", []),
        ]).Should().BeTrue();
        isClean.Should().BeTrue();
        hash.Should().Be(Convert.ToHexStringLower(SHA256.HashData(sent)));
    }

    [Fact]
    public async Task is_itself_where_it_is_no_picture_and_says_so()
    {
        foreach (var sent in new byte[][] { [], [0xFF], [1, 2, 3], Encoding.ASCII.GetBytes(Mark), Image })
        {
            var (clear, isClean, hash) = await Read(sent);

            clear.SequenceEqual(sent).Should().BeTrue();
            isClean.Should().BeFalse();
        }
    }

    [Fact]
    public async Task is_said_not_to_be_clean_where_it_is_not_formed_like_a_picture()
    {
        byte[][] broken =
        [
            [0xFF, 0xD8, .. Segment(0xE1, Marked(40)), 0x00, .. Marked(40)],
            [0xFF, 0xD8, 0xFF, 0xE1, 0, 1, .. Marked(40)],
            [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Image[..40]],
        ];

        foreach (var sent in broken)
            (await Read(sent)).IsClean.Should().BeFalse();
    }

    [Fact]
    public async Task ends_where_a_picture_was_cut_and_lets_no_mark_pass()
    {
        byte[] whole =
        [
            0xFF, 0xD8, .. Segment(0xE1, Marked(3_000)), .. Segment(0xDA, Image[..8]), .. Coded, 0xFF, 0xD9,
        ];

        for (var length = 0; length < whole.Length; length += 1_009)
            Encoding.Latin1.GetString((await Read(whole[..length])).Clear).Should().NotContain(Mark);
    }

    private static byte[] Adobe { get; } = [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1];

    /// <summary>Coded data with what looks like a marker in it, and is none.</summary>
    private static byte[] Coded { get; } =
        [.. Image[..200_000].Select(each => each == 0xFF ? (byte)0 : each), 0xFF, 0x00, 7];

    private static byte[] Marked(int length) =>
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Mark, (length / Mark.Length) + 1))[..length]);

    private static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Chunk(string name, byte[] content) =>
    [
        (byte)(content.Length >> 24), (byte)(content.Length >> 16), (byte)(content.Length >> 8),
        (byte)content.Length, .. Encoding.ASCII.GetBytes(name), .. content, 1, 2, 3, 4,
    ];

    private static async Task<(byte[] Clear, bool IsClean, string Hash)> Read(byte[] sent)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var source = new Dribble(sent, piece: 4_099);
        await using var file = new UnmarkedStream(source, cancel);
        using var clear = new MemoryStream();
        await file.CopyToAsync(clear, cancel);

        return (clear.ToArray(), file.IsClean, file.SentSha256());
    }
}
