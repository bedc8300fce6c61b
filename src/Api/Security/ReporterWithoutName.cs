using System.Diagnostics;
using Incidents.Api.Problems;
using Incidents.Api.Routes;
using Incidents.Application.Commands;
using Incidents.Application.Reporting;
using Incidents.Application.Tenants;
using Incidents.Domain;
using Microsoft.AspNetCore.Authorization;

namespace Incidents.Api.Security;

/// <summary>A route for whoever does not say who they are.</summary>
/// <param name="byReceipt">Whether a receipt says which incident it is about.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WithoutNameAttribute(bool byReceipt) : Attribute
{
    /// <summary>Whether a receipt says which incident it is about.</summary>
    public bool ByReceipt { get; } = byReceipt;
}

/// <summary>Lets in whoever reports without a name, and whoever shows a receipt (how-1). Of the request
/// nothing is used but its school, its receipt and its body: no address, cookie, key, agent or proxy's header
/// is looked at, and nothing of it is logged or traced.</summary>
public sealed class ReporterWithoutName(
    RequestDelegate next, Tenancy tenancy, Receipts receipts, ReceiptChecks checks)
{
    /// <summary>The header of a receipt. It never stands in an address, which others keep.</summary>
    public const string ReceiptHeader = "X-Receipt";

    /// <summary>Names the school, where the installation has several.</summary>
    public const string SchoolParameter = "school";

    /// <summary>Finds out which school it is, and which report.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.IsWithoutName())
        {
            await next(http);
            return;
        }

        http.BeDiscreet();
        // The trace of a call, which a client may have chosen, would follow it into whatever is stored.
        Activity.Current = null;

        if (http.GetEndpoint()?.Metadata.GetMetadata<WithoutNameAttribute>() is not { } door)
        {
            await Nowhere(http);
            return;
        }

        if (await School(http) is var (tenant, wrong) && wrong is not null)
        {
            await wrong.ExecuteAsync(http);
            return;
        }

        var (actor, unknown) = door.ByReceipt ? await Holder(http, tenant) : (Actor.Unnamed, null);
        if (unknown is not null)
        {
            await unknown.ExecuteAsync(http);
            return;
        }

        // The routes of an incident find its id in their path; here the receipt names it.
        if (actor!.ReceiptOf is { } incident)
            http.Request.RouteValues["id"] = incident.ToString("D");
        http.Features.Set(new Caller(tenant, actor, Correlation: Guid.Empty));

        await next(http);
    }

    /// <summary>A path that is none, or another method: nobody is asked who they are for that
    /// either.</summary>
    private static Task Nowhere(HttpContext http) => http.GetEndpoint()?.RequestDelegate is { } otherMethod
        ? otherMethod(http)
        : GeneralProblems.NotFound.Because().ExecuteAsync(http);

    private async Task<(string Tenant, Problem? Wrong)> School(HttpContext http)
    {
        var asked = http.Request.Query[SchoolParameter];
        if (asked.Count == 0)
        {
            return await tenancy.Only(http.RequestAborted) is { } only
                ? (only, null)
                : ("", GeneralProblems.InvalidRequest.Because(
                    $"There are several schools here; name yours by ?{SchoolParameter}=, as the school's own "
                        + "link to this page does.").About(new FieldProblem(
                            $"/{SchoolParameter}", "is missing; there are several schools.")));
        }

        return Guid.TryParseExact(asked.ToString(), "D", out var id)
            && await tenancy.WithPublicId(id, http.RequestAborted) is { } tenant
            ? (tenant, null)
            : ("", GeneralProblems.NotFound.Because(
                $"There is no such school; use the link that your school gives out, or leave "
                    + $"?{SchoolParameter}= out where there is one school only."));
    }

    /// <summary>A slip of the finger is told at once. Of a receipt that could be one, a wrong one is answered
    /// after the same work as a right one.</summary>
    private async Task<(Actor? Actor, Problem? Wrong)> Holder(HttpContext http, string tenant)
    {
        if (http.Request.Headers[ReceiptHeader] is not [{ Length: > 0 } typed])
            return (null, Unknown(http, $"Send the receipt of your report in the header {ReceiptHeader}."));

        if (Receipt.Read(typed) is not { } receipt)
        {
            return (null, RequestParts.WrongHeader(ReceiptHeader,
                $"is a receipt of {Receipt.Digits} digits, and these are not right together: check them for "
                    + "a slip."));
        }

        if (checks.Wait(tenant) is { } wait)
            return (null, GeneralProblems.TooManyRequests.Because() with { RetryAfter = wait });

        return await receipts.Find(tenant, receipt, http.RequestAborted) is { } incident
            ? (Actor.WithReceiptOf(incident), null)
            : (null, Unknown(http, "No report of this school has this receipt; check it digit by digit."));
    }

    private static Problem Unknown(HttpContext http, string detail)
    {
        http.Response.Headers.WWWAuthenticate = $"Receipt header=\"{ReceiptHeader}\"";

        return GeneralProblems.Unauthenticated.Because(detail);
    }
}

/// <summary>Marks the routes, and knows them.</summary>
public static class RoutesWithoutName
{
    /// <summary>Whether somebody calls who does not say who they are, also at a path that is none. Routes are
    /// found without regard to case.</summary>
    public static bool IsWithoutName(this HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<WithoutNameAttribute>() is not null
        || http.Request.Path.StartsWithSegments(
            IncidentSteps.WithoutName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Nobody signs in here.</summary>
    public static void WithoutName(this IEndpointConventionBuilder route, bool byReceipt) =>
        route.WithMetadata(new WithoutNameAttribute(byReceipt), new AllowAnonymousAttribute());
}
