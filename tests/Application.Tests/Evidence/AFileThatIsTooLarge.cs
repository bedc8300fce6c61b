using Incidents.Application.Evidence;
using Incidents.Application.Tests.PersonalData;

namespace Incidents.Application.Tests.Evidence;

public sealed class AFileThatIsTooLarge
{
    private const int Chunk = 64 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    public async Task is_larger_than_it_may_be_by_a_single_byte(int maximum)
    {
        using var sink = new MemoryStream();

        (await Encrypt(new MemoryStream(new byte[maximum]), sink, maximum)).Length.Should().Be(maximum);
        (await FluentActions.Awaiting(() => Encrypt(new MemoryStream(new byte[maximum + 1]), sink, maximum))
            .Should().ThrowAsync<TooLargeException>()).Which.Maximum.Should().Be(maximum);
    }

    [Fact]
    public async Task is_read_no_further_than_to_know_it()
    {
        var clear = new Dribble(new byte[100 * Chunk], Chunk);
        using var sink = new MemoryStream();

        await FluentActions.Awaiting(() => Encrypt(clear, sink, 3 * Chunk)).Should()
            .ThrowAsync<TooLargeException>();

        clear.Given.Should().BeLessThan(5 * Chunk);
        sink.Length.Should().BeLessThan(4 * Chunk);
    }

    private static Task<ClearFile> Encrypt(Stream clear, Stream sink, long maximum) =>
        EncryptedFile.EncryptAsync(clear, sink, new byte[32],
            new(Samples.Tenant, Samples.Stream, Samples.Person), maximum,
            TestContext.Current.CancellationToken);
}
