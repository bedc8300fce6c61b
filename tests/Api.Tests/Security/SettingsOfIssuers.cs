using System.Collections.Immutable;
using Incidents.Api.Hosting;
using Incidents.Api.Security;
using Incidents.Domain;
using Microsoft.Extensions.Configuration;

namespace Incidents.Api.Tests.Security;

public sealed class SettingsOfIssuers
{
    private const string First = "SignIn:Issuers:0:";
    private const string Second = "SignIn:Issuers:1:";

    private static readonly (string, string)[] Enough =
        [($"{First}Authority", "https://login.example/school"), ($"{First}Audience", "incidents")];

    [Fact]
    public void are_none_where_nothing_is_set() => Read().Should().BeEmpty();

    [Fact]
    public void need_an_address_and_an_audience_and_take_the_rest_as_usual()
    {
        var issuer = Read(Enough).Should().ContainSingle().Subject;

        issuer.Should().BeEquivalentTo(new
        {
            Authority = new Uri("https://login.example/school"),
            Issuer = "https://login.example/school",
            Audience = "incidents",
            SubjectClaim = "sub",
            NameClaim = "name",
            RolesClaim = "roles",
            Tenant = "default",
            ClockSkew = TimeSpan.FromMinutes(1),
        });
        issuer.Roles["officeManager"].Should().Be(Role.OfficeManager);
        issuer.Roles.Should().NotContainKey("operator");
    }

    [Fact]
    public void map_what_claims_say_to_roles_and_tenants()
    {
        var issuer = Read([.. Enough, ($"{First}Roles", "cn=office, ou=a=officeManager; head=headteacher;"),
            ($"{First}TenantClaim", "school"), ($"{First}Tenants", "0115=ashfield")]).Single();

        issuer.Roles.Should().BeEquivalentTo(new Dictionary<string, Role>
        {
            ["cn=office, ou=a"] = Role.OfficeManager,
            ["head"] = Role.Headteacher,
        });
        issuer.SpeaksFor("ashfield").Should().BeTrue();
        issuer.SpeaksFor("default").Should().BeFalse();
    }

    [Theory]
    [InlineData("Authority", "http://login.example", "__Authority")]
    [InlineData("Authority", "login", "__Authority")]
    [InlineData("Audience", " ", "__Audience")]
    [InlineData("Audiance", "incidents", "__Audiance")]
    [InlineData("ClockSkew", "301", "__ClockSkew")]
    [InlineData("ClockSkew", "a minute", "__ClockSkew")]
    [InlineData("Roles", "office=officemanager", "officemanager")]
    [InlineData("Roles", "office", "value=word")]
    [InlineData("Tenant", "My School", "My School")]
    public void that_cannot_be_used_are_named(string name, string value, string named) =>
        Reading([.. Enough, ($"{First}{name}", value)]).Should().Throw<SettingException>()
            .WithMessage($"*{named}*");

    [Fact]
    public void say_the_tenant_in_one_way() =>
        Reading([.. Enough, ($"{First}Tenant", "default"), ($"{First}TenantClaim", "school")])
            .Should().Throw<SettingException>();

    [Fact]
    public void of_several_say_which_tenants_each_speaks_for() =>
        Reading([.. Enough, ($"{Second}Authority", "https://county.example"), ($"{Second}Audience", "a"),
            ($"{Second}TenantClaim", "school")]).Should().Throw<SettingException>()
            .WithMessage("*__Tenants*");

    [Fact]
    public void name_an_issuer_once() =>
        Reading([.. Enough, ($"{Second}Authority", "https://login.example/school"),
            ($"{Second}Audience", "a")]).Should().Throw<SettingException>();

    private static Action Reading(params (string Name, string Value)[] settings) => () => Read(settings);

    private static ImmutableArray<IssuerSettings> Read(params (string Name, string Value)[] settings) =>
        IssuerSettings.From(new ConfigurationBuilder().AddInMemoryCollection(settings
            .GroupBy(each => each.Name).ToDictionary(g => g.Key, string? (g) => g.Last().Value)).Build());
}
