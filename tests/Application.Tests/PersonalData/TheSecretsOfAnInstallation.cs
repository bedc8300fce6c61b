using Incidents.Application.PersonalData;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Application.Tests.PersonalData;

public sealed class TheSecretsOfAnInstallation : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("incidents-secrets-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void open_after_a_restart()
    {
        StoredKey stored;
        byte[] key;
        string hash;
        using (var before = Start())
        {
            var chain = new KeyChain();
            key = chain.GetOrMake(Samples.Person, KeyPurpose.Person);
            stored = before.GetRequiredService<KeyWrap>()
                .Wrap("hillside", chain.Made[0], DateTimeOffset.UnixEpoch);
            hash = before.GetRequiredService<LookupSecret>().Hash("api-key", "abc");
        }

        using var after = Start();
        after.GetRequiredService<KeyWrap>().Unwrap("hillside", stored).Should().Equal(key);
        after.GetRequiredService<LookupSecret>().Hash("api-key", "abc").Should().Be(hash);
    }

    [Fact]
    public void lie_where_nobody_else_may_look()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        Directory.CreateDirectory(Path.Combine(_data, "keys"));

        using (var services = Start())
            services.GetRequiredService<LookupSecret>();

        ModeOf(Path.Combine(_data, "keys")).Should().Be("rwx------");
        var files = Directory.GetFiles(Path.Combine(_data, "keys"));
        files.Should().HaveCountGreaterThan(1);
        files.Select(ModeOf).Distinct().Should().Equal("rw-------");
    }

    [Fact]
    public void do_not_hold_the_lookup_secret_in_clear()
    {
        using var services = Start();
        services.GetRequiredService<LookupSecret>();

        File.ReadAllBytes(Path.Combine(_data, "keys", "lookup-secret")).Should()
            .HaveCountGreaterThan(32 + 32);
    }

    [Fact]
    public async Task hold_one_lookup_secret_also_when_eight_make_it_at_once()
    {
        using var start = new Barrier(8);

        // Each has a key ring of its own over the same folder, as eight processes would.
        var makers = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var services = Start();
                start.SignalAndWait(TestContext.Current.CancellationToken);

                return services.GetRequiredService<LookupSecret>().Hash("api-key", "abc");
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        var hashes = await Task.WhenAll(makers);

        hashes.Distinct().Should().ContainSingle();
        Directory.GetFiles(Path.Combine(_data, "keys")).Select(Path.GetFileName)
            .Where(name => !name!.StartsWith("key-", StringComparison.Ordinal))
            .Should().BeEquivalentTo(
                ["lookup-secret", "lookup-secret.lock", "ring.lock"], "nothing unfinished stays");
    }

    [Fact]
    public void are_not_those_of_another_installation()
    {
        using var services = Start();
        var ring = services.GetRequiredService<IDataProtectionProvider>();
        var hash = services.GetRequiredService<LookupSecret>().Hash("api-key", "abc");

        File.Delete(Path.Combine(_data, "keys", "lookup-secret"));

        LookupSecret.Open(Path.Combine(_data, "keys"), ring).Hash("api-key", "abc").Should().NotBe(hash);
    }

    [Fact]
    public void hash_by_purpose_and_by_part()
    {
        var secret = new LookupSecret(new byte[32]);

        var hashes = new[]
        {
            secret.Hash("subject", "ab", "c"), secret.Hash("subject", "a", "bc"),
                secret.Hash("subject", "abc"),
            secret.Hash("subject", "ab", "c", ""), secret.Hash("api-key", "ab", "c"),
            secret.Hash("subjectab", "c"),
        };

        hashes.Should()
            .OnlyHaveUniqueItems().And.AllSatisfy(hash => hash.Should().MatchRegex("^[0-9a-f]{64}$"));
    }

    [Fact]
    public void hash_as_the_first_version_did() =>
        new LookupSecret(new byte[32]).Hash("subject", "hillside", "ann").Should().Be(
            "e4e112e271e9b2a9585278e85acd0b8dbacb85b2586bfa2563a15afb25185e91");

    private ServiceProvider Start() =>
        new ServiceCollection().AddInstallationSecrets(_data, RingCertificates.None)
            .BuildServiceProvider();

    private static string ModeOf(string path)
    {
        var mode = (int)(OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path));

        return string.Concat("rwxrwxrwx".Select((letter, i) => (mode & (1 << (8 - i))) != 0 ? letter : '-'));
    }
}
