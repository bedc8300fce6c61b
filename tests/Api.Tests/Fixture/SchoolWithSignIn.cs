using System.Collections.Immutable;
using Incidents.Api.Security;
using Microsoft.Extensions.Configuration;

namespace Incidents.Api.Tests.Fixture;

/// <summary>A school whose people sign in at two providers: its own, and the county's, which speaks for
/// another school as well.</summary>
public sealed class SchoolWithSignIn : IAsyncLifetime
{
    public SchoolWithSignIn(TestCluster cluster)
    {
        School = new(cluster) { Set = settings => settings with { Issuers = Issuers() } };
        Provider = new(School.Clock);
        County = new(School.Clock);
    }

    public School School { get; }

    /// <summary>The school's own provider.</summary>
    public IdentityProvider Provider { get; }

    /// <summary>Of the county, with claims and words of its own.</summary>
    public IdentityProvider County { get; }

    public async ValueTask InitializeAsync()
    {
        await Provider.Start();
        await County.Start();
        await School.InitializeAsync();
        await IsKnown(Provider, new { sub = "first", roles = "auditor" });
        await IsKnown(County, new
        {
            sub = "first",
            staff_number = "first",
            establishment = "881/2001",
            groups = new[] { "CN=Audit" },
        });
    }

    /// <summary>Somebody who has signed in at the school's provider.</summary>
    public async Task<Member> SignsIn(string subject, string name, params string[] roles) =>
        Bearing(await Provider.Issues(new { sub = subject, name, roles }));

    /// <summary>Whoever bears this token.</summary>
    public Member Bearing(string token) => School.Stranger with { Token = token };

    public async ValueTask DisposeAsync()
    {
        await School.DisposeAsync();
        await Provider.DisposeAsync();
        await County.DisposeAsync();
    }

    /// <summary>Of one issuer, as usual.</summary>
    public static ImmutableArray<IssuerSettings> Settings(string authority) => IssuerSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SignIn:Issuers:0:Authority"] = authority,
            ["SignIn:Issuers:0:Audience"] = IdentityProvider.Audience,
        }).Build());

    /// <summary>On a busy machine the first look at a provider may come to nothing, and the next waits for
    /// a clock that stands.</summary>
    private Task IsKnown(IdentityProvider provider, object claims) =>
        Hosting.PrivatePostgres.Eventually.IsTrue(async () =>
        {
            School.Clock.Advance(TimeSpan.FromMinutes(1));

            return (await Bearing(await provider.Issues(claims)).Gets("/v1/incidents")).StatusCode
                != System.Net.HttpStatusCode.ServiceUnavailable;
        });

    private ImmutableArray<IssuerSettings> Issuers() => IssuerSettings.From(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SignIn:Issuers:0:Authority"] = Provider.Authority,
            ["SignIn:Issuers:0:Audience"] = IdentityProvider.Audience,
            ["SignIn:Issuers:1:Authority"] = County.Authority,
            ["SignIn:Issuers:1:Audience"] = IdentityProvider.Audience,
            ["SignIn:Issuers:1:SubjectClaim"] = "staff_number",
            ["SignIn:Issuers:1:NameClaim"] = "display_name",
            ["SignIn:Issuers:1:RolesClaim"] = "groups",
            ["SignIn:Issuers:1:TenantClaim"] = "establishment",
            ["SignIn:Issuers:1:Tenants"] = "881/2001=default; 881/2002=ashfield",
            ["SignIn:Issuers:1:Roles"] = "CN=Data Protection=dataProtectionOfficer; CN=Audit=auditor",
        }).Build());
}
