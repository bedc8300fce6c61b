using System.Buffers.Text;
using System.Net;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Incidents.Api.Tests.Security;

public sealed class TokensThatOpenNothing(SchoolWithSignIn world) : IClassFixture<SchoolWithSignIn>
{
    private const string Path = "/v1/incidents";

    private Forged Token => new(world.Provider.Authority, world.School.Clock);

    [Fact]
    public async Task are_none_of_those_that_are_as_they_must_be() =>
        (await Sent(Token.By(world.Provider.Key))).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task are_those_whose_time_is_over_or_has_not_come_but_for_a_minute_of_clocks_that_differ()
    {
        var minute = TimeSpan.FromMinutes(1);
        var second = TimeSpan.FromSeconds(1);

        (await Sent(Lasting(until: -minute + second))).ShouldBe(HttpStatusCode.OK);
        await ShouldOpenNothing(Lasting(until: -minute), "expired");
        (await Sent(Lasting(from: minute))).ShouldBe(HttpStatusCode.OK);
        await ShouldOpenNothing(Lasting(from: minute + second), "not valid yet");
        await ShouldOpenNothing((Token with { Expires = null }).By(world.Provider.Key), "expired");
    }

    [Fact]
    public async Task are_those_of_the_provider_once_they_have_expired()
    {
        var member = await world.SignsIn("late", "Late Comer", "auditor");
        (await member.Gets(Path)).ShouldBe(HttpStatusCode.OK);

        world.School.Clock.Advance(TimeSpan.FromMinutes(62));

        (await member.Gets(Path)).ShouldBeRefused(401, "unauthenticated");
    }

    [Fact]
    public async Task are_those_for_another_service() =>
        await ShouldOpenNothing(
            await world.Provider.Issues(
                new { sub = "a", name = "A", roles = "auditor" }, audience: "payroll"),
            "not for this service");

    [Fact]
    public async Task are_those_of_an_issuer_that_is_not_trusted()
    {
        await using var elsewhere = new IdentityProvider(world.School.Clock);
        await elsewhere.Start();

        await ShouldOpenNothing(
            await elsewhere.Issues(new { sub = "a", name = "A", roles = "auditor" }), "not trusted");
    }

    [Fact]
    public async Task are_those_that_are_signed_by_nobody_or_by_somebody_else()
    {
        await ShouldOpenNothing(Token.Unsigned(), "signature");
        await ShouldOpenNothing(Token.By(Forged.SomeKey(world.Provider.Key.KeyId)), "signature");
        await ShouldOpenNothing(Token.By(world.County.Key), "signature");
    }

    [Fact]
    public async Task are_those_whose_shared_secret_is_the_published_key()
    {
        var published = world.Provider.Key.Rsa.ExportRSAPublicKeyPem();
        var secret = new SymmetricSecurityKey(Encoding.ASCII.GetBytes(published))
        {
            KeyId = world.Provider.Key.KeyId,
        };

        await ShouldOpenNothing(Token.By(secret, SecurityAlgorithms.HmacSha256), "signature");
    }

    [Fact]
    public async Task are_those_that_were_made_for_something_else()
    {
        (await Sent((Token with { Type = "JWT" }).By(world.Provider.Key))).ShouldBe(HttpStatusCode.OK);
        await ShouldOpenNothing(
            (Token with { Type = "logout+jwt" }).By(world.Provider.Key), "no access token");
    }

    [Fact]
    public async Task are_those_that_were_changed_on_the_way()
    {
        var parts = Token.By(world.Provider.Key).Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]))
            .Replace("auditor", "officeManager", StringComparison.Ordinal);
        var changed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims));
        var unsigned = Base64Url.EncodeToString("""{"alg":"none"}"""u8);

        await ShouldOpenNothing($"{parts[0]}.{changed}.{parts[2]}", "signature");
        await ShouldOpenNothing($"{unsigned}.{changed}.", "sign");
        await ShouldOpenNothing($"{unsigned}.{changed}.{parts[2]}", "sign");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    [InlineData("bnVsbA.bnVsbA.")]
    [InlineData("eyJhbGciOjF9.eyJpc3MiOjF9.AA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOltdLCJzdWIiOnt9fQ.AA")]
    [InlineData("a.b.c.d.e")]
    public async Task are_those_that_are_none(string token) => await ShouldOpenNothing(token);

    [Fact]
    public async Task are_those_that_are_too_long() =>
        await ShouldOpenNothing((Token with
        {
            Claims = new Dictionary<string, object> { ["sub"] = "a", ["more"] = new string('x', 14_000) },
        }).By(world.Provider.Key));

    [Theory]
    [InlineData(null, "CN=Audit", 401, "unauthenticated")]
    [InlineData("881/2003", "CN=Audit", 401, "unauthenticated")]
    [InlineData("default", "CN=Audit", 401, "unauthenticated")]
    [InlineData("881/2002", "CN=Audit", 401, "unauthenticated")]
    [InlineData("881/2001", "auditor", 403, "not-your-duty")]
    [InlineData("881/2001", "CN=Everybody", 403, "not-your-duty")]
    public async Task are_those_without_a_school_or_a_role_that_is_known(
        string? establishment, string group, int status, string code)
    {
        var token = await world.County.Issues(new
        {
            sub = "x",
            staff_number = "x",
            establishment,
            groups = new[] { group },
        });

        var answer = await Sent(token);

        answer.ShouldBeRefused(status, code);
        answer.Headers.WwwAuthenticate.Should().Contain(challenge => challenge.Scheme == "Bearer");
    }

    [Fact]
    public async Task are_those_of_an_operator_unless_the_settings_name_one()
    {
        var member = await world.SignsIn("op", "Op", "operator");

        (await member.Posts("/v1/admin/tenants", new { tenant = "mine", name = "Mine" }))
            .ShouldBeRefused(403, "not-your-duty");
    }

    [Fact]
    public async Task are_those_beside_an_API_key()
    {
        var both = world.School.Auditor with { Token = Token.By(world.Provider.Key) };

        (await both.Gets(Path)).ShouldBeRefused(400, "invalid-request");
    }

    [Fact]
    public async Task say_how_to_sign_in()
    {
        var nobody = await world.School.Stranger.Gets(Path);
        nobody.ShouldBeRefused(401, "unauthenticated");
        Challenges(nobody).Should().Equal("Bearer", "ApiKey header=\"X-API-Key\"");

        Challenges(await Sent("nonsense"))[0].Should().StartWith("Bearer error=\"invalid_token\", ");
    }

    [Fact]
    public async Task are_not_told_from_good_ones_while_the_issuer_is_away()
    {
        await using var provider = new IdentityProvider(world.School.Clock);
        await provider.Start();
        var (authority, key) = (provider.Authority, provider.Key);
        await provider.DisposeAsync();
        var settings = SchoolWithSignIn.Settings(authority);
        using var tokens = new Api.Security.Tokens(settings, world.School.Clock);

        await tokens.Invoking(each => each.Read(
                new Forged(authority, world.School.Clock).By(key), TestContext.Current.CancellationToken))
            .Should().ThrowAsync<Api.Security.IssuerAwayException>();
    }

    private string Lasting(TimeSpan? from = null, TimeSpan? until = null) => (Token with
    {
        NotBefore = from ?? TimeSpan.FromMinutes(-30),
        Expires = until ?? TimeSpan.FromMinutes(30),
    }).By(world.Provider.Key);

    private Task<Answer> Sent(string token) => world.Bearing(token).Gets(Path);

    private async Task ShouldOpenNothing(string token, string? why = null)
    {
        var answer = await Sent(token);

        answer.ShouldBeRefused(401, "unauthenticated");
        answer.Problem.Detail.Should().Match($"*{why}*");
    }

    private static IReadOnlyList<string> Challenges(Answer answer) =>
        [.. answer.Headers.GetValues("WWW-Authenticate")];
}
