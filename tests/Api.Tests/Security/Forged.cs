using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Incidents.Api.Tests.Security;

/// <summary>A token that no provider would issue, but for what a test changes of it.</summary>
internal sealed record Forged(string Issuer, TimeProvider Clock)
{
    public string Audience { get; init; } = IdentityProvider.Audience;

    public TimeSpan NotBefore { get; init; } = TimeSpan.FromMinutes(-30);

    public TimeSpan? Expires { get; init; } = TimeSpan.FromMinutes(30);

    public IReadOnlyDictionary<string, object> Claims { get; init; } =
        new Dictionary<string, object> { ["sub"] = "forger", ["name"] = "Forger", ["roles"] = "auditor" };

    /// <summary>The kind of token that it calls itself.</summary>
    public string Type { get; init; } = "at+jwt";

    public static RsaSecurityKey SomeKey(string name) => new(RSA.Create(2048)) { KeyId = name };

    public string By(SecurityKey key, string algorithm = SecurityAlgorithms.RsaSha256) =>
        Written(new(key, algorithm));

    public string Unsigned() => Written(signing: null);

    private string Written(SigningCredentials? signing)
    {
        var now = Clock.GetUtcNow().UtcDateTime;

        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };

        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now + NotBefore,
            NotBefore = now + NotBefore,
            Expires = now + Expires,
            TokenType = Type,
            Claims = new Dictionary<string, object>(Claims),
            SigningCredentials = signing,
        });
    }
}
