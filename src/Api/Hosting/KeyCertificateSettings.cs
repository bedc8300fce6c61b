using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Incidents.Application.PersonalData;

namespace Incidents.Api.Hosting;

/// <summary>The certificates that the key ring is encrypted under, files with their private keys.</summary>
/// <param name="Current">For new keys of the ring: <c>INCIDENTS_KEY_CERTIFICATE</c>; none: they are not
/// encrypted.</param>
/// <param name="Earlier">Those that it was before, while it is being changed:
/// <c>INCIDENTS_KEY_CERTIFICATE_EARLIER</c>, parted as in PATH.</param>
/// <param name="Password">Of all of them: <c>INCIDENTS_KEY_CERTIFICATE_PASSWORD</c>.</param>
public sealed record KeyCertificateSettings(
    string? Current, IReadOnlyList<string> Earlier, string? Password)
{
    private const string Setting = "INCIDENTS_KEY_CERTIFICATE";

    /// <summary>Reads the settings.</summary>
    public static KeyCertificateSettings From(IConfiguration configuration) => new(
        Given(configuration[Setting]),
        (configuration[$"{Setting}_EARLIER"] ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Given(configuration[$"{Setting}_PASSWORD"]));

    /// <summary>The certificates themselves.</summary>
    /// <exception cref="SettingException">One of them cannot be used.</exception>
    public RingCertificates Load() =>
        new(Current is null ? null : Load(Current), [.. Earlier.Select(Load)]);

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private X509Certificate2 Load(string path)
    {
        try
        {
            var certificate = Path.GetExtension(path).ToUpperInvariant() is ".PFX" or ".P12"
                ? X509CertificateLoader.LoadPkcs12FromFile(path, Password)
                : Password is null
                    ? X509Certificate2.CreateFromPemFile(path)
                    : X509Certificate2.CreateFromEncryptedPemFile(path, Password);
            using var key = certificate.GetRSAPrivateKey();

            return key is not null
                ? certificate
                : throw new SettingException(
                    $"{path} holds no private RSA key, so the key ring could not be opened with it.");
        }
        catch (Exception exception) when (
            exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                $"The certificate {path} cannot be read: {exception.Message} It is a PKCS #12 file (.pfx, "
                + ".p12) or a PEM file, with its private RSA key; a password stands in "
                + $"{Setting}_PASSWORD.");
        }
    }
}
