using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Incidents.Api.Security;

/// <summary>What an issuer publishes of itself: its name, and the keys that it signs with now.</summary>
public sealed class Discovery(Uri authority, TimeProvider clock) : IDisposable
{
    private const int LargestDocument = 1024 * 1024;

    /// <summary>For how long what was read counts without being looked up again.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>How long an issuer is left alone after it was asked, however many unknown keys are named to
    /// us.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    private readonly string _address =
        $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration";

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
        AllowAutoRedirect = false,
    })
    { Timeout = TimeSpan.FromSeconds(20), MaxResponseContentBufferSize = LargestDocument };

    private readonly SemaphoreSlim _alone = new(1);
    private Published? _known;
    private long? _asked;

    /// <summary>What is published, with the key of this name among it where that is to be had.</summary>
    /// <exception cref="IssuerAwayException">It is away, and nothing is known of it yet.</exception>
    public async Task<OpenIdConnectConfiguration> With(string? keyId, CancellationToken cancellation)
    {
        if (_known is { } fresh && IsFresh(fresh) && fresh.Has(keyId))
            return fresh.Configuration;

        await _alone.WaitAsync(cancellation);
        try
        {
            if (_known is { } now && (IsAtRest || (IsFresh(now) && now.Has(keyId))))
                return now.Configuration;

            return await Look(cancellation);
        }
        finally
        {
            _alone.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _alone.Dispose();
    }

    private bool IsAtRest => _asked is { } last && clock.GetElapsedTime(last) < Rest;

    private bool IsFresh(Published published) => clock.GetElapsedTime(published.At) < Lifetime;

    /// <summary>While an issuer is away, what it said last still counts.</summary>
    private async Task<OpenIdConnectConfiguration> Look(CancellationToken cancellation)
    {
        if (_known is null && IsAtRest)
            throw new IssuerAwayException();

        _asked = clock.GetTimestamp();
        try
        {
            var retriever = new HttpDocumentRetriever(_http)
            {
                RequireHttps = authority.Scheme == Uri.UriSchemeHttps,
            };
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(
                _address, retriever, cancellation);
            _known = new(configuration, clock.GetTimestamp());

            return configuration;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            return _known?.Configuration ?? throw new IssuerAwayException(exception);
        }
    }

    private sealed record Published(OpenIdConnectConfiguration Configuration, long At)
    {
        public bool Has(string? keyId) =>
            string.IsNullOrEmpty(keyId) || Configuration.SigningKeys.Any(key => key.KeyId == keyId);
    }
}

/// <summary>An issuer does not answer, so nobody can tell whether its tokens are good.</summary>
public sealed class IssuerAwayException(Exception? inner = null)
    : Exception("The issuer of the token cannot be reached.", inner);
