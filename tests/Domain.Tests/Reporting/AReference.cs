using CsCheck;

namespace Incidents.Domain.Tests;

public sealed class AReference
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly Gen<string> Any = Gen.Guid.Select(Reference.From);

    [Fact]
    public void of_an_id_is_always_the_same() => Reference.From(NewId).Should().Be(Reference.From(NewId));

    [Fact]
    public void is_short_and_safe_to_say_on_the_telephone() =>
        Any.Sample(
            reference => reference.Should().MatchRegex("^SI-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$"));

    [Fact]
    public void is_well_formed_as_it_is_made() =>
        Any.Sample(reference => IsWellFormed(reference).Should().BeTrue());

    [Fact]
    public void of_other_random_bits_is_another() =>
        Gen.ULong[0, (1UL << 45) - 1].Array[2].Where(bits => bits[0] != bits[1])
            .Sample(bits => Reference.From(IdOf(bits[0])).Should().NotBe(Reference.From(IdOf(bits[1]))));

    [Fact]
    public void does_not_tell_when_it_was_made() =>
        Reference.From(new Guid("0195549c-3d80-7000-8000-0123456789ab"))
            .Should().Be(Reference.From(new Guid("01f5549c-3d81-7abc-8000-0123456789ab")));

    [Fact]
    public void betrays_every_slip_of_one_character() =>
        Any.Sample(reference =>
            Slips(reference).Should().NotContain(slip => IsWellFormed(slip)), iter: 50);

    [Theory]
    [InlineData("")]
    [InlineData("SI-")]
    [InlineData("SI-00000-0000")]
    [InlineData("SI-00000-000000")]
    [InlineData("SI0-0000-00000")]
    [InlineData("XX-00000-00000")]
    [InlineData("SI-0000I-00000")]
    [InlineData("si-00000-00000")]
    public void of_another_shape_is_not_well_formed(string text) => IsWellFormed(text).Should().BeFalse();

    /// <summary>Whether its check character fits, so that a slip of the tongue is found: the bits that its
    /// other characters tell are then those of this reference and of no other.</summary>
    internal static bool IsWellFormed(string reference)
    {
        var told = reference.Where(Letters.Contains).Skip(1).Take(9);
        var bits = told.Aggregate(0UL, (sum, letter) => (sum << 5) | (uint)Letters.IndexOf(letter));

        return Reference.From(IdOf(bits)) == reference;
    }

    private static IEnumerable<string> Slips(string reference) =>
        from place in Enumerable.Range(3, reference.Length - 3)
        where reference[place] != '-'
        from letter in Letters
        where letter != reference[place]
        select reference[..place] + letter + reference[(place + 1)..];

    private static Guid IdOf(ulong bits)
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), bits);

        return new(bytes, bigEndian: true);
    }
}
