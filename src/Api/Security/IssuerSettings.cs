using System.Collections.Immutable;
using Incidents.Api.Hosting;
using Incidents.Application.Tenants;
using Incidents.Domain;

namespace Incidents.Api.Security;

/// <summary>An OIDC issuer whose tokens are taken, and how they are read.</summary>
/// <param name="Authority">Where it is; its keys are found by discovery from there.</param>
/// <param name="Issuer">The <c>iss</c> of its tokens, where that is not the authority.</param>
/// <param name="Audience">The <c>aud</c> that a token for this service has.</param>
/// <param name="SubjectClaim">Says who it is; a value that is never given to somebody else.</param>
/// <param name="NameClaim">What the person is called.</param>
/// <param name="RolesClaim">The roles, as one text or a list.</param>
/// <param name="TenantClaim">Says which tenant it is for; none: <paramref name="Tenant"/> is.</param>
/// <param name="Tenant">The tenant of every token, where no claim says it.</param>
/// <param name="Tenants">By value of the tenant claim, the tenant; empty: the value is the tenant.</param>
/// <param name="Roles">By value of the roles claim, the role; empty: the value is the role.</param>
/// <param name="ClockSkew">By how much the issuer's clock may differ from ours.</param>
public sealed record IssuerSettings(
    Uri Authority, string Issuer, string Audience, string SubjectClaim, string NameClaim, string RolesClaim,
    string? TenantClaim, string Tenant, ImmutableDictionary<string, string> Tenants,
    ImmutableDictionary<string, Role> Roles, TimeSpan ClockSkew)
{
    private const int LongestSkew = 300;

    private static readonly string[] Names =
    [
        "Authority", "Issuer", "Audience", "SubjectClaim", "NameClaim", "RolesClaim", "TenantClaim", "Tenant",
        "Tenants", "Roles", "ClockSkew",
    ];

    /// <summary>A role is named by its own word where no map says otherwise. An operator is not of one
    /// school, so no school's issuer makes one unasked.</summary>
    private static ImmutableDictionary<string, Role> OwnWords { get; } = Enum.GetValues<Role>()
        .Where(role => role != Role.Operator).ToImmutableDictionary(Words.CamelCase, StringComparer.Ordinal);

    /// <summary>Whether its tokens may be for this tenant.</summary>
    public bool SpeaksFor(string tenant) => TenantClaim is null
        ? tenant == Tenant
        : Tenants.IsEmpty || Tenants.ContainsValue(tenant);

    /// <summary>The issuers that the settings name, in their order.</summary>
    /// <exception cref="SettingException">One of them cannot be used.</exception>
    public static ImmutableArray<IssuerSettings> From(IConfiguration configuration)
    {
        ImmutableArray<IssuerSettings> issuers =
            [.. configuration.GetSection("SignIn:Issuers").GetChildren().Select(From)];

        if (issuers.Select(issuer => issuer.Issuer).Distinct(StringComparer.Ordinal).Count() < issuers.Length)
            throw new SettingException("Two of SignIn__Issuers name the same issuer; leave one out.");

        if (issuers.Length > 1
            && issuers.Any(issuer => issuer.TenantClaim is not null && issuer.Tenants.IsEmpty))
        {
            throw new SettingException(
                "Of several issuers each says which tenants it speaks for: set SignIn__Issuers__…__Tenant, "
                + "or SignIn__Issuers__…__Tenants beside its TenantClaim.");
        }

        return issuers;
    }

    private static IssuerSettings From(IConfigurationSection section)
    {
        foreach (var unknown in section.GetChildren().Where(
            child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            throw new SettingException(
                $"{Written(unknown)} is no setting; there are {string.Join(", ", Names)}.");
        }

        var authority = AuthorityOf(section);
        var tenants = Map(section.GetSection("Tenants"), value => value);
        var tenant = Given(section, "Tenant");
        var tenantClaim = Given(section, "TenantClaim");
        if (tenant is not null && tenantClaim is not null)
            throw new SettingException($"Of {Written(section)}__Tenant and __TenantClaim one is set.");
        if (tenants.Values.Append(tenant ?? Tenancy.Default).FirstOrDefault(name => !Tenancy.IsName(name))
            is { } wrong)
        {
            throw new SettingException(
                $"{Written(section)} names the tenant '{wrong}'; a tenant is lower-case letters, digits and "
                    + "hyphens.");
        }

        var roles = Map(section.GetSection("Roles"), word => RoleOf(section, word));

        return new(
            authority,
            Given(section, "Issuer") ?? section["Authority"]!,
            Given(section, "Audience") ?? throw new SettingException(
                $"{Written(section)}__Audience is required: without it a token for another service would "
                    + "open this one."),
            Given(section, "SubjectClaim") ?? "sub",
            Given(section, "NameClaim") ?? "name",
            Given(section, "RolesClaim") ?? "roles",
            tenantClaim,
            tenant ?? Tenancy.Default,
            tenants,
            roles.IsEmpty ? OwnWords : roles,
            SkewOf(section));
    }

    /// <summary>Keys that come over an open network could be anybody's.</summary>
    private static Uri AuthorityOf(IConfigurationSection section) =>
        Uri.TryCreate(Given(section, "Authority"), UriKind.Absolute, out var authority)
        && (authority.Scheme == Uri.UriSchemeHttps
            || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback))
            ? authority
            : throw new SettingException(
                $"{Written(section)}__Authority is the issuer's address and begins with https://.");

    private static TimeSpan SkewOf(IConfigurationSection section) => Given(section, "ClockSkew") switch
    {
        null => TimeSpan.FromMinutes(1),
        { } text when int.TryParse(text, out var seconds) && seconds is >= 0 and <= LongestSkew =>
            TimeSpan.FromSeconds(seconds),
        _ => throw new SettingException(
            $"{Written(section)}__ClockSkew is a number of seconds from 0 to {LongestSkew}."),
    };

    private static Role RoleOf(IConfigurationSection section, string word) =>
        Enum.GetValues<Role>().Where(role => Words.CamelCase(role) == word).Select(role => (Role?)role)
            .FirstOrDefault()
        ?? throw new SettingException(
            $"{Written(section)}__Roles names '{word}'; a role is one of "
                + $"{string.Join(", ", Enum.GetValues<Role>().Select(Words.CamelCase))}.");

    /// <summary><c>value=word; value=word</c>: what a claim says may hold an equals sign, a word of ours
    /// does not.</summary>
    private static ImmutableDictionary<string, T> Map<T>(IConfigurationSection section, Func<string, T> read)
    {
        var map = ImmutableDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        var entries = (section.Value ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var entry in entries)
        {
            if (entry.LastIndexOf('=') is not (> 0 and var at))
                throw new SettingException($"{Written(section)} is written as value=word; value=word.");

            map[entry[..at].Trim()] = read(entry[(at + 1)..].Trim());
        }

        return map.ToImmutable();
    }

    private static string? Given(IConfigurationSection section, string name) =>
        string.IsNullOrWhiteSpace(section[name]) ? null : section[name]!.Trim();

    private static string Written(IConfigurationSection section) =>
        section.Path.Replace(":", "__", StringComparison.Ordinal);
}
