using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Application;
using Incidents.Application.Commands;
using Incidents.Application.People;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Microsoft.Extensions.Primitives;

namespace Incidents.Api.Security;

/// <summary>The door: finds out who calls, once for every route, and whether the route's rule lets them in.
/// Tenant and actor come from the credentials, a token or an API key, and from nothing else.</summary>
public sealed class Credentials(
    RequestDelegate next, ApiKeys keys, Tokens tokens, SignIns people, RequestRates rates,
    CommandMeter meter)
{
    /// <summary>The header of an API key.</summary>
    public const string KeyHeader = "X-API-Key";

    private const string Bearer = "Bearer ";
    private const int LongestKey = 512;

    /// <summary>Lets through whoever is known, and whoever asks for what is open to all.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        var rule = RuleOf(endpoint);
        if (rule is AccessRule.OpenToAll)
        {
            await next(http);
            return;
        }

        var mayHide = endpoint?.Metadata.GetMetadata<MayHideCallerAttribute>() is not null;
        var (caller, problem) = await Find(http, mayHide);
        if (caller is null)
        {
            await problem!.ExecuteAsync(http);
            return;
        }

        // Until the body says whether the caller asks not to be found out, nothing is kept of them.
        http.Features.Set(caller);
        if (mayHide)
            http.BeDiscreet();

        if (rates.Take(caller) is { } wait)
        {
            if (!http.IsDiscreet())
                meter.Limited();
            await (GeneralProblems.TooManyRequests.Because() with { RetryAfter = wait }).ExecuteAsync(http);
            return;
        }

        if (Refused(rule, caller.Actor) is { } refused)
        {
            await refused.ExecuteAsync(http);
            return;
        }

        await next(http);
    }

    /// <summary>What a rule answers that rests on the caller's roles alone.</summary>
    private static Problem? Refused(AccessRule rule, Actor actor) => rule switch
    {
        AccessRule.Of { Roles.IsEmpty: true } =>
            ProblemCatalogue.NotYourDuty.Because("Nobody may come in by this route."),
        AccessRule.Of { Roles: var roles } when !roles.Any(actor.Is) => ProblemCatalogue.NotYourDuty.Because(
            $"This is for the role {string.Join(" or ", roles.Select(Words.CamelCase))}."),
        AccessRule.SeeingRegister when !Visibility.SeesRegister(actor) => Rules.NotYourDuty.Refuses(
            "The reports are for whoever sees the register of all incidents.", Points.Why1).ToProblem(),
        _ => null,
    };

    /// <summary>Where there is no route, whoever has signed in is told so. What a rule says of an incident
    /// is judged where the incident is read.</summary>
    private static AccessRule RuleOf(Endpoint? endpoint) => endpoint is RouteEndpoint route
        ? AccessRule.On(route) ?? new AccessRule.Of([])
        : new AccessRule.SignedIn();

    private async Task<(Caller? Caller, Problem? Problem)> Find(HttpContext http, bool mayHide)
    {
        var token = http.Request.Headers.Authorization;
        var key = http.Request.Headers[KeyHeader];
        if (token.Count > 0 && key.Count > 0)
        {
            return (null, RequestParts.WrongHeader(
                KeyHeader, "is not sent together with Authorization: show a token or an API key, not both."));
        }

        if (key.Count > 0)
            return await ByKey(http, key, mayHide);

        return token switch
        {
            [] => Unknown(http, GeneralProblems.Unauthenticated.WhatToDo, error: null),
            [{ } sent] when sent.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) =>
                await ByToken(http, sent[Bearer.Length..].Trim(), mayHide),
            _ => Unknown(http, "The header Authorization is sent once, as Bearer and the token."),
        };
    }

    private async Task<(Caller? Caller, Problem? Problem)> ByKey(
        HttpContext http, StringValues key, bool mayHide)
    {
        if (key is not [{ Length: > 0 and <= LongestKey } sent]
            || await keys.Open(sent, http.RequestAborted) is not { } opened)
            return Unknown(http, "The API key is not valid, or no longer.");

        if (mayHide)
            http.Features.Set(new UseOfKey(() => keys.KeepUse(opened, http.RequestAborted)));
        else
            await keys.KeepUse(opened, http.RequestAborted);

        return (opened.Caller, null);
    }

    private async Task<(Caller? Caller, Problem? Problem)> ByToken(
        HttpContext http, string token, bool mayHide)
    {
        TokenReading reading;
        try
        {
            reading = await tokens.Read(token, http.RequestAborted);
        }
        catch (IssuerAwayException exception)
        {
            http.Features.Set(new RequestSummary(
                RequestSummary.SignIn, IncidentId: null,
                $"issuer away ({exception.InnerException?.GetType().Name})"));

            return (null, GeneralProblems.Unavailable.Because(
                "The issuer of the token cannot be reached now, so nobody can tell whether it is good."));
        }

        if (reading is not TokenReading.Vouched { Person: var person })
            return Unknown(http, ((TokenReading.Worthless)reading).Why);

        if (person.Roles.IsEmpty)
        {
            Challenge(http, "Bearer error=\"insufficient_scope\"");
            return (null, ProblemCatalogue.NotYourDuty.Because(
                "The token carries no role that is known here. Ask whoever keeps the school's accounts to "
                    + "give you one."));
        }

        var found = mayHide
            ? await people.Glimpse(person, http.RequestAborted)
            : await people.Recognise(person, http.RequestAborted);
        if (found is not { } id)
            return Unknown(http, "The token names no school that is known here.");

        var caller = new Caller(person.Tenant, new(id, person.Roles), Ids.Random());
        if (mayHide)
            http.Features.Set(new UseOfKey(() => Show(http, caller, person)));

        return (caller, null);
    }

    /// <summary>The caller does not ask to be hidden, and is kept as anybody who signs in.</summary>
    private async Task Show(HttpContext http, Caller caller, SignedIn person)
    {
        if (await people.Recognise(person, http.RequestAborted) is { } id)
            http.Features.Set(caller with { Actor = caller.Actor with { PersonId = id } });
    }

    /// <summary>Says how to sign in, and what was wrong with what was sent (RFC 6750, section 3).</summary>
    private (Caller? Caller, Problem? Problem) Unknown(
        HttpContext http, string why, string? error = "invalid_token")
    {
        if (tokens.AreTaken)
        {
            Challenge(http, error is null
                ? "Bearer"
                : $"Bearer error=\"{error}\", error_description=\"{why}\"");
        }

        Challenge(http, $"ApiKey header=\"{KeyHeader}\"");
        http.Features.Set(new RequestSummary(RequestSummary.SignIn, IncidentId: null, why));

        return (null, GeneralProblems.Unauthenticated.Because(why));
    }

    private static void Challenge(HttpContext http, string challenge) =>
        http.Response.Headers.Append("WWW-Authenticate", challenge);
}

/// <summary>Who calls, for the routes.</summary>
public static class CallerOfRequest
{
    /// <summary>The caller, whom <see cref="Credentials"/> has found.</summary>
    public static Caller Caller(this HttpContext http) =>
        http.Features.Get<Caller>()
            ?? throw new InvalidOperationException("A route was reached without credentials.");
}
