using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Incidents.Api.Tests.Fixture;

/// <summary>An OpenID provider as a school has one: OpenIddict, with discovery and keys that change. Whoever
/// asks gets a token with the claims that they ask for.</summary>
public sealed class IdentityProvider(TimeProvider clock) : IAsyncDisposable
{
    public const string Audience = "incidents";

    private readonly HttpClient _http = new();
    private WebApplication _app = null!;

    public string Authority => _app.Urls.First() + "/";

    /// <summary>The key that it signs with now.</summary>
    public RsaSecurityKey Key { get; private set; } = NewKey();

    /// <summary>How often its keys were asked for.</summary>
    public int Asked { get; private set; }

    public async Task Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenIddict().AddServer(Configure);
        builder.Services.AddRouting();

        _app = builder.Build();
        _app.Use((http, next) =>
        {
            if (http.Request.Path.Value!.EndsWith("jwks", StringComparison.Ordinal))
                Asked++;

            return next(http);
        });
        _app.UseRouting();
        _app.UseAuthentication();
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A token with these claims.</summary>
    public async Task<string> Issues(object claims, string audience = Audience)
    {
        using var request = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = audience,
            ["client_secret"] = "anything",
            ["claims"] = JsonSerializer.Serialize(claims),
        });
        using var answer = await _http.PostAsync(
            new Uri(Authority + "token"), request, TestContext.Current.CancellationToken);
        var body = JsonNode.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        return body["access_token"]?.GetValue<string>()
            ?? throw new InvalidOperationException(body.ToJsonString());
    }

    /// <summary>From now on it signs with another key, and publishes that one alone.</summary>
    public void ChangesItsKey()
    {
        Key = NewKey();
        var credentials = _app.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>()
            .CurrentValue.SigningCredentials;
        credentials.Clear();
        credentials.Add(new(Key, SecurityAlgorithms.RsaSha256));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private void Configure(OpenIddictServerBuilder server)
    {
        server.EnableDegradedMode().AllowClientCredentialsFlow().DisableAccessTokenEncryption()
            .SetTokenEndpointUris("token").SetAccessTokenLifetime(TimeSpan.FromHours(1))
            .AddSigningKey(Key).AddEphemeralEncryptionKey();
        server.Configure(options => options.TimeProvider = clock);
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateTokenRequestContext>(
            handler => handler.UseInlineHandler(_ => default));
        server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.Principal = Principal(context.Request);

            return default;
        }));
    }

    private static ClaimsPrincipal Principal(OpenIddictRequest request)
    {
        var identity = new ClaimsIdentity("password");
        identity.SetAudiences(request.ClientId!);
        foreach (var (name, value) in JsonNode.Parse((string)request["claims"]!)!.AsObject())
        {
            if (value is JsonArray list)
                identity.SetClaims(name, [.. list.Select(item => item!.GetValue<string>())]);
            else
                identity.SetClaim(name, value?.GetValue<string>());
        }

        identity.SetDestinations(_ => [Destinations.AccessToken]);

        return new(identity);
    }

    private static RsaSecurityKey NewKey() =>
        new(RSA.Create(2048)) { KeyId = Guid.CreateVersion7().ToString("N") };
}
