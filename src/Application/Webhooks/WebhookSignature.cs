using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Incidents.Application.Webhooks;

/// <summary>The signature of Standard Webhooks 1: HMAC-SHA256 over id, instant and body.</summary>
public static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int SecretLength = 32;

    /// <summary>A new secret, as whoever receives is given it.</summary>
    public static string NewSecret() =>
        Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretLength));

    /// <summary>The header's value: a signature for each secret that is valid.</summary>
    /// <param name="timestamp">When it is sent, seconds since 1970.</param>
    public static string Header(
        string id, long timestamp, ReadOnlySpan<byte> body, IEnumerable<string> secrets)
    {
        var begin = Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        byte[] all = [.. begin, .. body];

        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(
            HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), all))));
    }
}
