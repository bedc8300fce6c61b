using System.Collections.Immutable;
using Incidents.Domain;
using Microsoft.AspNetCore.Authorization;

namespace Incidents.Api.Security;

/// <summary>Who may come in by a route. Every route carries one as metadata, and a test holds every one
/// against the table of who may do what; a route without a rule lets nobody in. What rests on the caller's
/// roles alone is judged at the door. What rests on an incident or on the policy pack is judged where that is
/// read, after the body, so that answers come in the order of the contract: 400, 404, then 403. Of what an
/// incident shows, the class of each text is judged as well: a file of evidence or a reporter's identity is
/// seen to be there by many, and read by few.</summary>
public abstract record AccessRule
{
    /// <summary>Anybody, without credentials.</summary>
    public sealed record OpenToAll : AccessRule;

    /// <summary>Whoever has signed in; the answer holds what they may see.</summary>
    public sealed record SignedIn : AccessRule;

    /// <summary>Whoever has one of these roles.</summary>
    public sealed record Of(ImmutableArray<Role> Roles) : AccessRule;

    /// <summary>Whoever sees the lines of the register of all incidents: numbers over somebody's own reports
    /// would say nothing.</summary>
    public sealed record SeeingRegister : AccessRule;

    /// <summary>Whoever sees this much of the incident that the path names; others are told that it is not
    /// there, and whoever sees less of it that this is not for them.</summary>
    public sealed record Seeing(Extent Extent) : AccessRule;

    /// <summary>Whoever sees what the path names and holds this duty of the policy pack, which
    /// the domain judges by incident and severity.</summary>
    public sealed record Holding(string Duty) : AccessRule;

    /// <summary>Whoever holds any duty of the policy pack in force by a role, to report included.</summary>
    public sealed record HoldingAny : AccessRule;

    /// <summary>The rule of a route; none where it has none.</summary>
    public static AccessRule? On(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<AccessRule>()
        ?? (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? new OpenToAll() : null);
}

/// <summary>How a route says who may come in.</summary>
public static class AccessRules
{
    /// <summary>Needs no credentials.</summary>
    public static T OpenToAll<T>(this T route)
        where T : IEndpointConventionBuilder => route.With(new AccessRule.OpenToAll());

    /// <summary>For whoever has signed in.</summary>
    public static T ForAnyoneSignedIn<T>(this T route)
        where T : IEndpointConventionBuilder => route.With(new AccessRule.SignedIn());

    /// <summary>For whoever has one of these roles.</summary>
    public static T For<T>(this T route, params ImmutableArray<Role> roles)
        where T : IEndpointConventionBuilder => route.With(new AccessRule.Of(roles));

    /// <summary>For whoever sees this much of the incident.</summary>
    public static T ForWhoSees<T>(this T route, Extent extent)
        where T : IEndpointConventionBuilder => route.With(new AccessRule.Seeing(extent));

    /// <summary>For whoever holds this duty on the incident.</summary>
    public static T ForHolderOf<T>(this T route, string duty)
        where T : IEndpointConventionBuilder => route.With(new AccessRule.Holding(duty));

    /// <summary>For whoever holds any duty by a role.</summary>
    public static T ForHolderOfAny<T>(this T route)
        where T : IEndpointConventionBuilder => route.With(new AccessRule.HoldingAny());

    /// <summary>For whoever sees the register of all incidents.</summary>
    public static T ForWhoSeesTheRegister<T>(this T route)
        where T : IEndpointConventionBuilder => route.With(new AccessRule.SeeingRegister());

    private static T With<T>(this T route, AccessRule rule)
        where T : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(rule));

        return route;
    }
}
