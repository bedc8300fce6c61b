using System.Security.Cryptography;
using CsCheck;
using Incidents.Application.Evidence;
using Incidents.Application.Tests.PersonalData;

namespace Incidents.Application.Tests.Evidence;

public sealed class AnEncryptedFile
{
    private const int Chunk = 64 * 1024;
    private const int Header = 20;
    private const int Tag = 16;
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly FilePlace Place = new(Samples.Tenant, Samples.Stream, Samples.Person);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((2 * Chunk) - 1)]
    [InlineData(2 * Chunk)]
    [InlineData((2 * Chunk) + 1)]
    public async Task comes_back_whole_whatever_its_size(int length)
    {
        var clear = RandomNumberGenerator.GetBytes(length);

        var (encrypted, file) = await Encrypt(clear);

        file.Should().Be(new ClearFile(length, Convert.ToHexStringLower(SHA256.HashData(clear))));
        encrypted.Should().HaveCount(Header + length + (Math.Max(1, (length + Chunk - 1) / Chunk) * Tag));
        (await Decrypt(encrypted)).Should().Equal(clear);
    }

    [Fact]
    public void comes_back_whole_however_its_bytes_arrive() =>
        Gen.Select(Gen.Int[0, 3 * Chunk], Gen.Int[1, 2 * Chunk], Gen.Int[1, 2 * Chunk])
            .Sample((length, a, b) =>
        {
            var clear = RandomNumberGenerator.GetBytes(length);
            using var sink = new MemoryStream();
            EncryptedFile.EncryptAsync(new Dribble(clear, a), sink, Key, Place, long.MaxValue, Cancellation)
                .GetAwaiter().GetResult();
            using var opened = EncryptedFile.OpenRead(
                new Dribble(sink.ToArray(), b), Key, Place, Cancellation)
                .GetAwaiter().GetResult();
            using var read = new MemoryStream();
            opened.CopyTo(read, a);

            return read.ToArray().AsSpan().SequenceEqual(clear);
        }, iter: 100);

    [Fact]
    public async Task is_unreadable_and_never_the_same_twice()
    {
        var clear = new byte[1000];

        var (one, _) = await Encrypt(clear);
        var (other, _) = await Encrypt(clear);

        one[Header..].Should().NotEqual(other[Header..]);
        one.AsSpan().IndexOf(clear.AsSpan(0, 16)).Should().Be(-1);
    }

    [Fact]
    public async Task does_not_open_when_a_bit_of_it_has_flipped()
    {
        var (encrypted, _) = await Encrypt(RandomNumberGenerator.GetBytes(Chunk + 100));

        await Gen.Select(Gen.Int[0, encrypted.Length - 1], Gen.Int[0, 7]).SampleAsync(async (at, bit) =>
        {
            var altered = encrypted.ToArray();
            altered[at] ^= (byte)(1 << bit);

            await Breaks(altered);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Header)]
    [InlineData(Header + 5)]
    [InlineData(Header + Chunk + Tag - 1)]
    [InlineData(Header + Chunk + Tag)]
    [InlineData(Header + Chunk + Tag + 1)]
    [InlineData(Header + (2 * (Chunk + Tag)))]
    public async Task does_not_open_when_it_was_cut(int length)
    {
        var (encrypted, _) = await Encrypt(RandomNumberGenerator.GetBytes((2 * Chunk) + 100));

        await Breaks(encrypted[..length]);
    }

    [Fact]
    public async Task does_not_open_when_something_was_put_behind_it()
    {
        var (encrypted, _) = await Encrypt(RandomNumberGenerator.GetBytes(100));

        await Breaks([.. encrypted, 0]);
        await Breaks([.. encrypted, .. encrypted[Header..]]);
    }

    [Fact]
    public async Task does_not_open_when_its_chunks_were_exchanged_or_left_out()
    {
        var (encrypted, _) = await Encrypt(RandomNumberGenerator.GetBytes((2 * Chunk) + 100));
        var header = encrypted[..Header];
        var first = encrypted[Header..(Header + Chunk + Tag)];
        var second = encrypted[(Header + Chunk + Tag)..(Header + (2 * (Chunk + Tag)))];
        var last = encrypted[(Header + (2 * (Chunk + Tag)))..];

        (await Decrypt([.. header, .. first, .. second, .. last])).Should().HaveCount((2 * Chunk) + 100);
        await Breaks([.. header, .. second, .. first, .. last]);
        await Breaks([.. header, .. first, .. first, .. last]);
        await Breaks([.. header, .. first, .. last]);
        await Breaks([.. header, .. last]);
    }

    [Fact]
    public async Task does_not_open_in_another_place()
    {
        var (encrypted, _) = await Encrypt([1, 2, 3]);

        await Breaks(encrypted, Place with { Tenant = "valley" });
        await Breaks(encrypted, Place with { Incident = Samples.Person });
        await Breaks(encrypted, Place with { Blob = Samples.Stream });
        await Breaks(encrypted, Place, RandomNumberGenerator.GetBytes(32));
    }

    [Fact]
    public async Task gives_out_nothing_of_a_chunk_that_is_not_genuine()
    {
        var clear = RandomNumberGenerator.GetBytes(Chunk + 100);
        var (encrypted, _) = await Encrypt(clear);
        encrypted[^1] ^= 1;
        await using var opened = await EncryptedFile.OpenRead(
            new MemoryStream(encrypted), Key, Place, Cancellation);
        var buffer = new byte[2 * Chunk];

        (await opened.ReadAsync(buffer, Cancellation)).Should().Be(Chunk);
        for (var i = 0; i < 2; i++)
        {
            await FluentActions.Awaiting(() => opened.ReadAsync(buffer, Cancellation).AsTask())
                .Should().ThrowAsync<EvidenceBrokenException>("its end must not look like the file's");
        }

        buffer.AsSpan(Chunk, 100).ToArray().Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public async Task opens_when_the_first_version_made_it()
    {
        var first = Convert.FromBase64String(
            "SUVGMQ+4q8/3tpXORazEnadeJ3I/0tQggsdP0vyOorsQCJol3u3s8rmmpJAEXuuxCNvASfzQGd0OumsFtS4=");

        (await Decrypt(first, Place, new byte[32])).Should().Equal("Kept by the first version."u8.ToArray());
    }

    private static async Task<(byte[] Encrypted, ClearFile File)> Encrypt(byte[] clear)
    {
        using var sink = new MemoryStream();
        var file = await EncryptedFile.EncryptAsync(
            new MemoryStream(clear), sink, Key, Place, long.MaxValue, Cancellation);

        return (sink.ToArray(), file);
    }

    private static async Task<byte[]> Decrypt(byte[] encrypted, FilePlace? place = null, byte[]? key = null)
    {
        await using var clear = await EncryptedFile.OpenRead(
            new MemoryStream(encrypted), key ?? Key, place ?? Place, Cancellation);
        using var read = new MemoryStream();
        await clear.CopyToAsync(read, Cancellation);

        return read.ToArray();
    }

    private static async Task Breaks(byte[] encrypted, FilePlace? place = null, byte[]? key = null) =>
        await FluentActions.Awaiting(() => Decrypt(encrypted, place, key))
            .Should().ThrowAsync<EvidenceBrokenException>();
}
