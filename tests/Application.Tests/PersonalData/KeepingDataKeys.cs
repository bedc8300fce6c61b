using Incidents.Application.PersonalData;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;

namespace Incidents.Application.Tests.PersonalData;

public sealed class KeepingDataKeys
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly KeyWrap _wrap = new(new EphemeralDataProtectionProvider());

    [Fact]
    public void a_wrapped_key_opens_in_its_tenant_under_its_id()
    {
        var made = MakeKey();

        var stored = _wrap.Wrap("hillside", made, Now);

        stored.Should().BeEquivalentTo(new { made.Id, made.Purpose, MadeAt = Now });
        _wrap.Unwrap("hillside", stored).Should().Equal(made.Key);
    }

    [Fact]
    public void a_wrapped_key_opens_nowhere_else()
    {
        var stored = _wrap.Wrap("hillside", MakeKey(), Now);
        var elsewhere = new KeyWrap(new EphemeralDataProtectionProvider());

        Refuses(() => _wrap.Unwrap("valley", stored));
        Refuses(() => _wrap.Unwrap("hillside", stored with { Id = Samples.Stream }));
        Refuses(() => _wrap.Unwrap("hillside", stored with { Wrapped = "not base64url!" }));
        Refuses(() => elsewhere.Unwrap("hillside", stored));
    }

    [Fact]
    public void a_key_is_made_once_and_is_random()
    {
        var chain = new KeyChain();

        var first = chain.GetOrMake(Samples.Person, KeyPurpose.Person);
        var again = chain.GetOrMake(Samples.Person, KeyPurpose.Person);
        var other = chain.GetOrMake(Samples.Stream, KeyPurpose.Incident);

        again.Should().BeSameAs(first);
        other.Should().NotEqual(first).And.HaveCount(KeyChain.KeyLength);
        chain.Made.Should().HaveCount(2);
    }

    [Fact]
    public void a_key_that_was_stored_before_is_not_made_again()
    {
        var chain = new KeyChain();
        var key = MakeKey().Key;
        chain.Hold(Samples.Person, key);

        chain.GetOrMake(Samples.Person, KeyPurpose.Person).Should().Equal(key);
        chain.Made.Should().BeEmpty();
    }

    [Fact]
    public void a_made_key_does_not_print_itself() =>
        MakeKey().ToString().Should().Be($"(key of Person {Samples.Person})");

    [Fact]
    public void the_cache_gives_a_key_for_sixty_seconds()
    {
        var cache = new KeyCache(_clock);
        cache.Keep("hillside", Samples.Person, [1, 2, 3]);

        _clock.Advance(TimeSpan.FromSeconds(59));
        cache.TryGet("hillside", Samples.Person, out var key).Should().BeTrue();
        key.Should().Equal(1, 2, 3);

        _clock.Advance(TimeSpan.FromSeconds(1));
        cache.TryGet("hillside", Samples.Person, out _).Should().BeFalse();
        cache.Count.Should().Be(0);
    }

    [Fact]
    public void the_cache_counts_from_when_a_key_was_last_read_from_the_database()
    {
        var cache = new KeyCache(_clock);
        cache.Keep("hillside", Samples.Person, [1]);
        _clock.Advance(TimeSpan.FromSeconds(40));
        cache.TryGet("hillside", Samples.Person, out _);
        _clock.Advance(TimeSpan.FromSeconds(40));
        cache.TryGet("hillside", Samples.Person, out _).Should()
            .BeFalse("looking at a key does not prolong it");

        cache.Keep("hillside", Samples.Person, [1]);
        _clock.Advance(TimeSpan.FromSeconds(40));
        cache.Keep("hillside", Samples.Person, [2]);
        _clock.Advance(TimeSpan.FromSeconds(40));
        cache.TryGet("hillside", Samples.Person, out var key).Should().BeTrue();
        key.Should().Equal(2);
    }

    [Fact]
    public void the_cache_knows_a_key_in_its_tenant_alone()
    {
        var cache = new KeyCache(_clock);
        cache.Keep("hillside", Samples.Person, [1]);

        cache.TryGet("valley", Samples.Person, out _).Should().BeFalse();
    }

    [Fact]
    public void the_cache_lets_the_oldest_go_when_it_is_full()
    {
        var cache = new KeyCache(_clock, capacity: 3);
        var ids = Enumerable.Range(1, 4).Select(i => new Guid(i, 0, 0, new byte[8])).ToArray();

        foreach (var id in ids)
            cache.Keep("hillside", id, [1]);

        cache.Count.Should().Be(3);
        cache.TryGet("hillside", ids[0], out _).Should().BeFalse();
        cache.TryGet("hillside", ids[3], out _).Should().BeTrue();
    }

    [Fact]
    public void the_cache_drops_a_destroyed_key_at_once()
    {
        var cache = new KeyCache(_clock);
        cache.Keep("hillside", Samples.Person, [1]);

        cache.Forget("hillside", Samples.Person);

        cache.TryGet("hillside", Samples.Person, out _).Should().BeFalse();
    }

    [Fact]
    public void a_key_in_use_outlives_the_cache_that_overwrites_its_own()
    {
        var cache = new KeyCache(_clock);
        byte[] given = [1, 2, 3];
        cache.Keep("hillside", Samples.Person, given);
        cache.TryGet("hillside", Samples.Person, out var taken);

        cache.Forget("hillside", Samples.Person);

        taken.Should().Equal(1, 2, 3);
        given.Should().Equal(1, 2, 3);
    }

    private static MadeKey MakeKey()
    {
        var chain = new KeyChain();
        chain.GetOrMake(Samples.Person, KeyPurpose.Person);

        return chain.Made[0];
    }

    private static void Refuses(Func<byte[]> unwrapping) => unwrapping.Should().Throw<KeyUnwrapException>();
}
