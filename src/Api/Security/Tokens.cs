using System.Collections.Immutable;
using System.Text.Json;
using Incidents.Application.People;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Incidents.Api.Security;

/// <summary>What a token comes to.</summary>
public abstract record TokenReading
{
    /// <summary>Its issuer vouches for this person.</summary>
    public sealed record Vouched(SignedIn Person) : TokenReading;

    /// <summary>It opens nothing.</summary>
    /// <param name="Why">A sentence for whoever sent it; nothing of the token.</param>
    public sealed record Worthless(string Why) : TokenReading;
}

/// <summary>Reads tokens of the issuers that the settings name.</summary>
public sealed class Tokens : IDisposable
{
    private const int LongestToken = 16 * 1024;
    private const int LongestSubject = 255;
    private const int LongestName = 200;

    /// <summary>Asymmetric ones only: a published key would else do as a shared secret.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>What an access token calls itself, where it calls itself anything: a token of another kind
    /// was made for something else.</summary>
    private static readonly string[] Types = ["", "JWT", "at+jwt", "application/at+jwt"];

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = LongestToken };
    private readonly ImmutableArray<IssuerSettings> _issuers;
    private readonly ImmutableDictionary<string, Discovery> _published;
    private readonly TimeProvider _clock;

    /// <summary>Over the issuers, in the order of the settings.</summary>
    public Tokens(ImmutableArray<IssuerSettings> issuers, TimeProvider clock)
    {
        _issuers = issuers;
        _clock = clock;
        _published = _issuers.ToImmutableDictionary(
            issuer => issuer.Issuer, issuer => new Discovery(issuer.Authority, _clock),
            StringComparer.Ordinal);
    }

    /// <summary>Whether any are taken.</summary>
    public bool AreTaken => !_issuers.IsEmpty;

    /// <summary>What a token comes to.</summary>
    /// <exception cref="IssuerAwayException">Nobody can tell now.</exception>
    public async Task<TokenReading> Read(string token, CancellationToken cancellation)
    {
        if (!AreTaken)
            return new TokenReading.Worthless("No issuer of tokens is set up here; send an API key.");

        if (Parsed(token) is not { } parsed)
            return new TokenReading.Worthless("The token is no signed JWT.");

        if (!Types.Contains(parsed.Typ ?? "", StringComparer.OrdinalIgnoreCase))
            return new TokenReading.Worthless("The token is no access token.");

        if (IssuerOf(parsed) is not { } issuer)
            return new TokenReading.Worthless("The token's issuer is not trusted here.");

        var configuration = await _published[issuer.Issuer].With(parsed.Kid, cancellation);
        var checkedToken = await _handler.ValidateTokenAsync(parsed, RulesFor(issuer, configuration));

        return checkedToken.IsValid ? Person(parsed, issuer) : new TokenReading.Worthless(
            InWords(checkedToken.Exception));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var discovery in _published.Values)
            discovery.Dispose();
    }

    private JsonWebToken? Parsed(string token)
    {
        if (token.Length > LongestToken || !_handler.CanReadToken(token))
            return null;

        try
        {
            return _handler.ReadJsonWebToken(token);
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    /// <summary>Some issuers end their name with a slash in one place and without it in another; which it
    /// is, discovery says and validation checks.</summary>
    private IssuerSettings? IssuerOf(JsonWebToken token) => _issuers.FirstOrDefault(
        issuer => token.Issuer.TrimEnd('/') == issuer.Issuer.TrimEnd('/'));

    private TokenValidationParameters RulesFor(
        IssuerSettings issuer, OpenIdConnectConfiguration configuration) => new()
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = issuer.Audience,
            IssuerSigningKeys = configuration.SigningKeys,
            ValidAlgorithms = Algorithms,
            ClockSkew = issuer.ClockSkew,
            LifetimeValidator = IsNow,
        };

    private bool IsNow(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters rules)
    {
        var now = _clock.GetUtcNow().UtcDateTime;

        return until > now - rules.ClockSkew && (from is null || from <= now + rules.ClockSkew);
    }

    private TokenReading Person(JsonWebToken token, IssuerSettings issuer)
    {
        try
        {
            using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));

            return Person(token, issuer, new(payload.RootElement));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new TokenReading.Worthless("A claim of the token is not well formed.");
        }
    }

    private TokenReading Person(JsonWebToken token, IssuerSettings issuer, TokenClaims claims)
    {
        if (claims.Text(issuer.SubjectClaim) is not { Length: <= LongestSubject } subject)
            return new TokenReading.Worthless("The token does not say who bears it.");

        if (TenantOf(issuer, claims) is not { } tenant)
            return new TokenReading.Worthless("The token names no school that is known here.");

        var name = claims.Text(issuer.NameClaim);
        var now = _clock.GetUtcNow();
        DateTimeOffset issued = token.IssuedAt == default
            ? now
            : new(DateTime.SpecifyKind(token.IssuedAt, DateTimeKind.Utc));

        return new TokenReading.Vouched(new(
            tenant,
            _issuers.First(each => each.SpeaksFor(tenant)) == issuer
                ? PeopleDirectory.DefaultIssuer
                : issuer.Issuer,
            subject,
            name is { Length: > LongestName } ? name[..LongestName] : name,
            [.. claims.Texts(issuer.RolesClaim).Where(issuer.Roles.ContainsKey).Select(r => issuer.Roles[r])],
            issued < now ? issued : now));
    }

    private static string? TenantOf(IssuerSettings issuer, TokenClaims claims)
    {
        if (issuer.TenantClaim is not { } claim)
            return issuer.Tenant;

        return claims.Text(claim) is not { } said ? null
            : issuer.Tenants.IsEmpty ? said
            : issuer.Tenants.GetValueOrDefault(said);
    }

    private static string InWords(Exception exception) => exception switch
    {
        SecurityTokenInvalidAudienceException => "The token is not for this service.",
        SecurityTokenInvalidIssuerException => "The token's issuer is not trusted here.",
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException
            or SecurityTokenNotYetValidException or SecurityTokenNoExpirationException =>
            "The token has expired, or is not valid yet; sign in again.",
        _ => "The token's signature is not one of its issuer's.",
    };
}
