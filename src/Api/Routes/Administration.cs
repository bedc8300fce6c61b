using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Incidents.Api.Bodies;
using Incidents.Api.Problems;
using Incidents.Api.Security;
using Incidents.Application.Commands;
using Incidents.Application.History;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Marten;

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
        await Once(http, retry, async keep =>
        {
            Rendered? answer = null;
            await keys.Make(
                http.Caller(),
                new(wanted.Name, wanted.Subject, [.. wanted.Roles.Distinct()], wanted.ExpiresOn), given: null,
                (made, session) =>
                {
                    answer = Created(
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

        var caller = http.Caller();
        var tenancy = http.RequestServices.GetRequiredService<Tenancy>();
        var keys = http.RequestServices.GetRequiredService<ApiKeys>();
        if (await AnsweredAgain(http, retry))
            return;

        if (!await tenancy.Make(wanted.Tenant, wanted.Name, caller.Actor, http.RequestAborted))
        {
            await Wrong("/tenant", "is taken; choose another name.").ExecuteAsync(http);
            return;
        }

        await Once(http, retry, async keep =>
        {
            var made = await keys.Make(
                caller with { Tenant = wanted.Tenant },
                new("First administrator", Subject: null, [Role.Administrator], ExpiresOn: null), given: null,
                also: null, http.RequestAborted);
            var school = await tenancy.PublicIdOf(wanted.Tenant, http.RequestAborted);
            var answer = Created($"/v1/admin/tenants/{wanted.Tenant}",
                new { wanted.Tenant, wanted.Name, school, made.Id, made.Subject, made.Key });
            await using var session = http.RequestServices.GetRequiredService<IDocumentStore>()
                .LightweightSession(caller.Tenant);
            keep(session, answer);
            await session.SaveChangesAsync(http.RequestAborted);

            return answer;
        });
    }

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

    /// <summary>Answers as before, where the same was asked under the same Idempotency-Key.</summary>
    /// <returns>Whether it did.</returns>
    private static async Task<bool> AnsweredAgain(HttpContext http, RetryKey? retry)
    {
        if (retry is null)
            return false;

        var answers = http.RequestServices.GetRequiredService<KeptAnswers>();
        await using var session = http.RequestServices.GetRequiredService<IDocumentStore>()
            .QuerySession(http.Caller().Tenant);
        if (await session.LoadAsync<KeptAnswer>(
            answers.IdOf(http.Caller(), retry), http.RequestAborted) is not { } kept
            || !answers.IsCurrent(kept))
        {
            return false;
        }

        await (answers.Again(http.Caller(), retry, kept) is { } answer
            ? Answers.Write(http, answer)
            : GeneralProblems.IdempotencyKeyReused.Because().ExecuteAsync(http));

        return true;
    }

    /// <summary>Does it once for an Idempotency-Key, and answers the same to
    /// whoever sends it again.</summary>
    /// <param name="carryOut">Nothing where what the path names is not there.</param>
    internal static async Task Once(
        HttpContext http, RetryKey? retry, Func<Action<IDocumentSession, Rendered>, Task<Rendered?>> carryOut)
    {
        if (await AnsweredAgain(http, retry))
            return;

        var answers = http.RequestServices.GetRequiredService<KeptAnswers>();
        try
        {
            var answer = await carryOut((session, made) =>
            {
                if (retry is not null)
                    session.Insert(answers.Keep(http.Caller(), retry, made));
            });
            await (answer is null
                ? GeneralProblems.NotFound.Because().ExecuteAsync(http)
                : Answers.Write(http, answer));
        }
        catch (Exception exception) when (retry is not null && Conflicts.Is(exception))
        {
            if (!await AnsweredAgain(http, retry))
                await GeneralProblems.Busy.Because().ExecuteAsync(http);
        }
    }

    /// <summary>Does once for an Idempotency-Key what comes to nothing that it could be kept together with;
    /// the answer is kept afterwards.</summary>
    internal static Task OnceDone(HttpContext http, RetryKey? retry, Func<Task<Rendered?>> carryOut) =>
        Once(http, retry, async keep =>
        {
            var answer = await carryOut();
            if (answer is null || retry is null)
                return answer;

            await using var session = http.RequestServices.GetRequiredService<IDocumentStore>()
                .LightweightSession(http.Caller().Tenant);
            keep(session, answer);
            await session.SaveChangesAsync(http.RequestAborted);

            return answer;
        });

    internal static Rendered Created(string location, object body) =>
        new(StatusCodes.Status201Created, location, ETag: null,
            JsonSerializer.SerializeToUtf8Bytes(body, Json.Options));
}
