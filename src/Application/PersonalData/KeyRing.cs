using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Application.PersonalData;

/// <summary>The certificates that the ring's files are encrypted under.</summary>
/// <param name="Current">New keys of the ring are encrypted under it; none: they rest on the modes of their
/// files.</param>
/// <param name="Earlier">Keys that were encrypted under these still open.</param>
public sealed record RingCertificates(X509Certificate2? Current, IReadOnlyList<X509Certificate2> Earlier)
{
    /// <summary>No certificate.</summary>
    public static RingCertificates None { get; } = new(null, []);
}

/// <summary>A key of the ring.</summary>
/// <param name="MadeAt">UTC.</param>
/// <param name="File">Where it lies.</param>
/// <param name="IsEncrypted">Whether it lies there under a certificate.</param>
public sealed record RingKey(Guid Id, DateTimeOffset MadeAt, string File, bool IsEncrypted);

/// <summary>The installation's master keys, in files. The latest protects; all of them open. A key is made at
/// the first start and then by command alone, and one that another process made or destroyed is noticed at
/// the next use, so that every node works on while the ring changes.</summary>
public sealed class KeyRing : IDataProtectionProvider
{
    /// <summary>So long that no key of the ring ever ends by itself: it goes when it is destroyed.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(36_500);

    // The framework compares with the machine's own clock.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private static readonly byte[] Magic = [0x09, 0xF0, 0xC9, 0xF0];
    private const int IdLength = 16;

    private readonly Lock _gate = new();
    private readonly DirectoryInfo _folder;
    private readonly RingCertificates _certificates;
    private Opened _opened;

    /// <summary>Opens the ring in a folder, and makes its first key where there is none.</summary>
    /// <exception cref="KeyRingException">A key of it does not open.</exception>
    public KeyRing(string folder, RingCertificates certificates)
    {
        (_folder, _certificates) = (new(folder), certificates);
        if (!Files().Any())
            MakeFirst();

        _opened = Open();
    }

    /// <summary>The keys, the latest first.</summary>
    public IReadOnlyList<RingKey> Keys => Current().Keys;

    /// <summary>Which key of a ring something was protected under.</summary>
    public static Guid? KeyOf(ReadOnlySpan<byte> @protected) =>
        @protected.Length >= Magic.Length + IdLength && @protected.StartsWith(Magic)
            ? new Guid(@protected.Slice(Magic.Length, IdLength))
            : null;

    /// <inheritdoc/>
    public IDataProtector CreateProtector(string purpose) => new Protector(this, [purpose]);

    /// <summary>Makes a key, which protects from now on. When this returns it is on the disk.</summary>
    public RingKey MakeKey()
    {
        lock (_gate)
        {
            var now = Clock.GetUtcNow();
            var made = _opened.Manager.CreateNewKey(now, now + Lifetime);
            PrivateFiles.FlushFile(FileOf(made.KeyId));
            PrivateFiles.FlushFolder(_folder.FullName);
            Reopen();

            return _opened.Keys.Single(key => key.Id == made.KeyId);
        }
    }

    /// <summary>Destroys keys. What is protected under them never opens again.</summary>
    public void Destroy(IEnumerable<Guid> ids)
    {
        lock (_gate)
        {
            foreach (var id in ids)
                File.Delete(FileOf(id));

            PrivateFiles.FlushFolder(_folder.FullName);
            Reopen();
        }
    }

    private Opened Current()
    {
        var mark = Mark();
        lock (_gate)
        {
            if (mark != _opened.Mark)
                Reopen();

            return _opened;
        }
    }

    private Opened CurrentFor(ReadOnlySpan<byte> @protected)
    {
        var opened = Current();
        if (KeyOf(@protected) is not { } id || opened.Keys.Any(key => key.Id == id))
            return opened;

        // The folder's mark is as coarse as the disk keeps it.
        lock (_gate)
        {
            Reopen();

            return _opened;
        }
    }

    /// <summary>What was read before is left to whoever works with it at this moment.</summary>
    private void Reopen() => _opened = Open();

    /// <summary>Of several processes that start at once, one makes it.</summary>
    private void MakeFirst()
    {
        using var alone = PrivateFiles.Lock(Path.Combine(_folder.FullName, "ring.lock"));
        if (Files().Any())
            return;

        Reopen();
        MakeKey();
    }

    private Opened Open()
    {
        var mark = Mark();
        var services = new ServiceCollection();
        var builder = services.AddDataProtection()
            .SetApplicationName("Incidents")
            .SetDefaultKeyLifetime(Lifetime)
            .DisableAutomaticKeyGeneration()
            .PersistKeysToFileSystem(_folder);
        if (_certificates.Current is { } certificate)
            builder.ProtectKeysWithCertificate(certificate);
        if (_certificates.Earlier is { Count: > 0 } earlier)
            builder.UnprotectKeysWithAnyCertificate([.. earlier, .. Some(_certificates.Current)]);

        var provider = services.BuildServiceProvider();
        var manager = provider.GetRequiredService<IKeyManager>();
        var keys = manager.GetAllKeys().OrderByDescending(key => key.ActivationDate)
            .Select(Verified).ToArray();

        return new(mark, manager, provider.GetRequiredService<IDataProtectionProvider>(), keys);
    }

    private RingKey Verified(IKey key)
    {
        var file = FileOf(key.KeyId);
        try
        {
            if (key.CreateEncryptor() is null)
                throw new KeyRingException(file, cause: null);
        }
        catch (Exception exception) when (exception is CryptographicException or InvalidOperationException)
        {
            throw new KeyRingException(file, exception);
        }

        return new(key.KeyId, key.CreationDate, file,
            File.ReadAllText(file).Contains("EncryptedData", StringComparison.Ordinal));
    }

    /// <summary>A folder's mark changes when a file comes or goes.</summary>
    private DateTime Mark() => Directory.GetLastWriteTimeUtc(_folder.FullName);

    private IEnumerable<FileInfo> Files() => _folder.EnumerateFiles("key-*.xml");

    private string FileOf(Guid id) => Path.Combine(_folder.FullName, $"key-{id:D}.xml");

    private static X509Certificate2[] Some(X509Certificate2? certificate) =>
        certificate is null ? [] : [certificate];

    /// <summary>The ring as it was read.</summary>
    private sealed record Opened(
        DateTime Mark, IKeyManager Manager, IDataProtectionProvider Provider, IReadOnlyList<RingKey> Keys);

    /// <summary>Protects by the ring as it is at that moment.</summary>
    private sealed class Protector(KeyRing ring, string[] purposes) : IDataProtector
    {
        public IDataProtector CreateProtector(string purpose) => new Protector(ring, [.. purposes, purpose]);

        public byte[] Protect(byte[] plaintext) => By(ring.Current()).Protect(plaintext);

        public byte[] Unprotect(byte[] protectedData) =>
            By(ring.CurrentFor(protectedData)).Unprotect(protectedData);

        private IDataProtector By(Opened opened) => opened.Provider.CreateProtector(purposes);
    }
}

/// <summary>A key of the ring does not open with the certificates at hand.</summary>
public sealed class KeyRingException(string file, Exception? cause) : Exception(
    $"{file} does not open. Where it is encrypted under a certificate, name that one in "
    + "INCIDENTS_KEY_CERTIFICATE, or in INCIDENTS_KEY_CERTIFICATE_EARLIER while it is being changed.", cause);
