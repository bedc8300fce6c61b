using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Incidents.Application.PersonalData;

namespace Incidents.Application.Tests.PersonalData;

public sealed class TheKeyRing : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("incidents-ring-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void opens_what_it_protected_before_a_restart()
    {
        var kept = Protect(Open());

        Unprotect(Open(), kept).Should().Be("kept");
        Directory.GetFiles(_folder, "key-*.xml").Should().ContainSingle();
    }

    [Fact]
    public void has_one_key_also_when_eight_make_it_at_once()
    {
        Parallel.For(0, 8, _ => Protect(Open()));

        Directory.GetFiles(_folder, "key-*.xml").Should().ContainSingle();
    }

    [Fact]
    public void protects_under_the_latest_key_and_opens_with_all()
    {
        var ring = Open();
        var before = Protect(ring);

        var made = ring.MakeKey();

        KeyRing.KeyOf(Protect(ring)).Should().Be(made.Id);
        KeyRing.KeyOf(before).Should().NotBe(made.Id);
        Unprotect(ring, before).Should().Be("kept");
        ring.Keys[0].Id.Should().Be(made.Id);
    }

    [Fact]
    public void notices_at_once_what_another_process_makes_of_it()
    {
        var (here, there) = (Open(), Open());
        Protect(here);

        var made = there.MakeKey();

        Unprotect(here, Protect(there)).Should().Be("kept");
        KeyRing.KeyOf(Protect(here)).Should().Be(made.Id);
    }

    [Fact]
    public void opens_nothing_more_that_lies_under_a_destroyed_key_anywhere()
    {
        var (here, there) = (Open(), Open());
        var kept = Protect(here);
        there.MakeKey();

        there.Destroy([KeyRing.KeyOf(kept)!.Value]);

        foreach (var ring in new[] { here, there, Open() })
            FluentActions.Invoking(() => Unprotect(ring, kept)).Should().Throw<CryptographicException>();
    }

    [Fact]
    public void says_of_what_it_did_not_protect_that_it_knows_no_key()
    {
        KeyRing.KeyOf([]).Should().BeNull();
        KeyRing.KeyOf(new byte[100]).Should().BeNull();
        FluentActions.Invoking(() => Unprotect(Open(), new byte[100])).Should()
            .Throw<CryptographicException>();
    }

    [Fact]
    public void lies_encrypted_under_a_certificate_where_there_is_one()
    {
        using var certificate = Certificate("first");

        var ring = Open(certificate);
        var kept = Protect(ring);

        ring.Keys.Should().OnlyContain(key => key.IsEncrypted);
        File.ReadAllText(ring.Keys[0].File).Should().NotContain("<masterKey");
        Unprotect(Open(certificate), kept).Should().Be("kept");
        Open(_folder + "-clear").Keys.Should().OnlyContain(key => !key.IsEncrypted);
        Directory.Delete(_folder + "-clear", recursive: true);
    }

    [Fact]
    public void does_not_open_without_its_certificate_and_makes_no_other_key_instead()
    {
        using var certificate = Certificate("first");
        using var other = Certificate("other");
        Protect(Open(certificate));

        FluentActions.Invoking(() => Open()).Should().Throw<KeyRingException>();
        FluentActions.Invoking(() => Open(other)).Should().Throw<KeyRingException>();
        Directory.GetFiles(_folder, "key-*.xml").Should().ContainSingle();
    }

    [Fact]
    public void changes_its_certificate_key_by_key()
    {
        using var old = Certificate("old");
        using var @new = Certificate("new");
        var kept = Protect(Open(old));

        var ring = Open(@new, old);
        var later = Protect(ring, under: ring.MakeKey());

        Unprotect(ring, kept).Should().Be("kept");
        ring.Destroy([KeyRing.KeyOf(kept)!.Value]);
        Unprotect(Open(@new), later).Should().Be("kept");
    }

    private KeyRing Open(X509Certificate2? certificate = null, params X509Certificate2[] earlier) =>
        new(_folder, new(certificate, earlier));

    private static KeyRing Open(string folder)
    {
        Directory.CreateDirectory(folder);

        return new(folder, RingCertificates.None);
    }

    private static byte[] Protect(KeyRing ring, RingKey? under = null)
    {
        var kept = ring.CreateProtector("test").CreateProtector("part").Protect("kept"u8.ToArray());
        if (under is not null)
            KeyRing.KeyOf(kept).Should().Be(under.Id);

        return kept;
    }

    private static string Unprotect(KeyRing ring, byte[] kept) =>
        Encoding.UTF8.GetString(ring.CreateProtector("test").CreateProtector("part").Unprotect(kept));

    private static X509Certificate2 Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            $"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
