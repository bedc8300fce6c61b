using Incidents.Api.Problems;
using Incidents.Application.Commands;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Microsoft.AspNetCore.Authorization;

namespace Incidents.Api.Security;

/// <summary>Which role a route asks for that belongs to no incident.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresAttribute(params Role[] roles) : Attribute
{
    /// <summary>One of them is enough.</summary>
    public IReadOnlyList<Role> Roles { get; } = roles;
}

/// <summary>Finds out who calls, once for every route: tenant and actor come from the credentials and from
/// nothing else. Tokens of an issuer join here, beside API keys.</summary>
public sealed class Credentials(RequestDelegate next, ApiKeys keys)
{
    /// <summary>The header of an API key.</summary>
    public const string KeyHeader = "X-API-Key";

    private const int LongestKey = 512;

    /// <summary>Lets through whoever is known, and whoever asks for what is open to all.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            await next(http);
            return;
        }

        var mayHide = endpoint?.Metadata.GetMetadata<MayHideCallerAttribute>() is not null;
        if (await Caller(http, keepUse: !mayHide) is not { } caller)
        {
            http.Response.Headers.WWWAuthenticate = $"ApiKey header=\"{KeyHeader}\"";
            await GeneralProblems.Unauthenticated.Because(
                $"Send a valid API key in the header {KeyHeader}.").ExecuteAsync(http);
            return;
        }

        http.Features.Set(caller);
        if (mayHide)
            Hide(http);

        if (endpoint?.Metadata.GetMetadata<RequiresAttribute>() is { } required
            && !required.Roles.Any(caller.Actor.Is))
        {
            await ProblemCatalogue.NotYourDuty.Because(
                $"This is for the role {string.Join(" or ", required.Roles.Select(Words.CamelCase))}.")
                    .ExecuteAsync(http);
            return;
        }

        await next(http);
    }

    /// <summary>Until the body says whether the caller asks not to be found out, nothing is kept of
    /// them.</summary>
    private void Hide(HttpContext http)
    {
        http.BeDiscreet();
        http.Features.Set(new UseOfKey(
            () => keys.KeepUse(http.Request.Headers[KeyHeader].ToString(), http.RequestAborted)));
    }

    private async Task<Caller?> Caller(HttpContext http, bool keepUse) =>
        http.Request.Headers[KeyHeader] is [{ Length: > 0 and <= LongestKey } key]
            ? await keys.Open(key, keepUse, http.RequestAborted)
            : null;
}

/// <summary>Who calls, for the routes.</summary>
public static class CallerOfRequest
{
    /// <summary>The caller, whom <see cref="Credentials"/> has found.</summary>
    public static Caller Caller(this HttpContext http) =>
        http.Features.Get<Caller>()
            ?? throw new InvalidOperationException("A route was reached without credentials.");
}
