using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Commands;
using Incidents.Application.History;
using Incidents.Application.Tenants;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>An API key that an administrator asks for.</summary>
/// <param name="ExpiresOn">The last day on which it opens, UTC.</param>
public sealed record ApiKeyRequest(
    [property: MaxLength(200)] string Name,
    IReadOnlyList<Role> Roles,
    [property: MaxLength(200)] string? Subject = null,
    DateOnly? ExpiresOn = null);

/// <summary>A tenant that an operator asks for.</summary>
public sealed record TenantRequest(
    [property: MaxLength(50)] string Tenant, [property: MaxLength(200)] string Name);

/// <summary>What administrators and operators do; neither sees an incident by it.</summary>
public static class Administration
{
    /// <summary>Maps the table.</summary>
    public static void MapAdministration(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/admin/api-keys", MakeKey).For(Role.Administrator);
        app.MapGet("/v1/admin/api-keys", ListKeys).For(Role.Administrator);
        app.MapDelete("/v1/admin/api-keys/{id}", RevokeKey).For(Role.Administrator);
        app.MapGet("/v1/admin/anonymous-channel", AnonymousChannel).For(Role.Administrator);
        app.MapPost("/v1/admin/tenants", MakeTenant).For(Role.Operator);
    }

    private static async Task MakeKey(HttpContext http)
    {
        if (await JsonRequest.Read<ApiKeyRequest>(http) is not var (wanted, retry))
            return;

        if (Wrong(wanted, http.Caller().Actor, Today(http)) is { } wrong)
        {
            await wrong.ExecuteAsync(http);
            return;
        }

        var keys = http.RequestServices.GetRequiredService<ApiKeys>();
        await OnlyOnce.Do(http, retry, async keep =>
        {
            Rendered? answer = null;
            await keys.Make(
                http.Caller(),
                new(wanted.Name, wanted.Subject, [.. wanted.Roles.Distinct()], wanted.ExpiresOn), given: null,
                (made, session) =>
                {
                    answer = Answers.Created(
                        $"/v1/admin/api-keys/{made.Id}", new { made.Id, made.Subject, made.Key });
                    keep(session, answer);

                    return Task.CompletedTask;
                },
                http.RequestAborted);

            return answer!;
        });
    }

    private static Task ListKeys(HttpContext http) => ShortLists.Write(
        http, http.RequestServices.GetRequiredService<ApiKeys>().List, key => $"{key.Id}");

    private static async Task RevokeKey(HttpContext http)
    {
        var keys = http.RequestServices.GetRequiredService<ApiKeys>();
        if (CommandEndpoint.IncidentId(http) is { } id
            && await keys.Revoke(http.Caller(), id, http.RequestAborted))
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await GeneralProblems.NotFound.Because().ExecuteAsync(http);
    }

    private static async Task AnonymousChannel(HttpContext http)
    {
        var school = await http.RequestServices.GetRequiredService<Tenancy>()
            .PublicIdOf(http.Caller().Tenant, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(new
        {
            School = school,
            Path = $"{IncidentSteps.WithoutName}?{ReporterWithoutName.SchoolParameter}={school}",
        }, EdgeJson.Options, http.RequestAborted);
    }

    private static async Task MakeTenant(HttpContext http)
    {
        if (await JsonRequest.Read<TenantRequest>(http) is not var (wanted, retry))
            return;

        if (!Tenancy.IsName(wanted.Tenant))
        {
            await Wrong("/tenant", "is 1 to 50 lower-case letters, digits and hyphens.").ExecuteAsync(http);
            return;
        }

        await OnlyOnce.Do(
            http, retry,
            async keep =>
            {
                Rendered? answer = null;
                var made = await http.RequestServices.GetRequiredService<NewTenants>().Make(
                    http.Caller(), wanted.Tenant, wanted.Name,
                    (operations, made) =>
                    {
                        answer = Made(wanted, made);
                        keep(operations, answer);
                    },
                    http.RequestAborted);

                return made is null ? null : answer;
            },
            otherwise: Wrong("/tenant", "is taken; choose another name."));
    }

    private static Rendered Made(TenantRequest wanted, MadeTenant made) => Answers.Created(
        $"/v1/admin/tenants/{wanted.Tenant}",
        new
        {
            wanted.Tenant,
            wanted.Name,
            School = made.PublicId,
            made.Key.Id,
            made.Key.Subject,
            made.Key.Key,
        });

    /// <summary>An administrator gives the roles of the school; the operator's
    /// only an operator gives.</summary>
    private static Problem? Wrong(ApiKeyRequest wanted, Actor actor, DateOnly today)
    {
        if (wanted.Roles.Count == 0)
            return Wrong("/roles", "names at least one role.");

        if (wanted.Roles.Contains(Role.Operator) && !actor.Is(Role.Operator))
            return ProblemCatalogue.NotYourDuty.Because(
                "Only an operator makes a key with the role operator.");

        return wanted.ExpiresOn < today ? Wrong("/expiresOn", "lies in the past.") : null;
    }

    private static Problem Wrong(string pointer, string message) =>
        new FieldProblem[] { new(pointer, message) }.ToProblem();

    private static DateOnly Today(HttpContext http) => DateOnly.FromDateTime(
        http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
}
