using System.Net;
using Incidents.Api.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Telemetry;

public sealed class TheMetricsPage(TestCluster cluster)
{
    private const string Token = "a-token-that-prometheus-shows";

    [Fact]
    public async Task is_at_an_address_of_its_own_only_where_somebody_says_where()
    {
        await using var school = new School(cluster);
        await school.InitializeAsync();

        school.Services.GetService<MetricsPage>().Should().BeNull();
    }

    [Fact]
    public async Task is_an_operators_at_the_address_of_the_service()
    {
        await using var school = new School(cluster);
        await school.InitializeAsync();
        await school.Reports();

        var page = await school.Administrator.Gets("/metrics");

        page.ShouldBe(HttpStatusCode.OK);
        page.Text.Should().Contain("incidents_commands_total{").And.NotContain("/metrics");
        (await school.OfficeManager.Gets("/metrics")).ShouldBeRefused(403, "not-your-duty");
        (await school.Stranger.Gets("/metrics")).ShouldBeRefused(401, "unauthenticated");
    }

    [Fact]
    public async Task is_all_that_is_to_be_had_at_its_address()
    {
        await using var school = await Measured();
        using var there = new HttpClient { BaseAddress = school.Page };

        (await there.GetAsync(Relative("/metrics"), Cancel)).StatusCode.Should().Be(HttpStatusCode.OK);
        foreach (var path in new[] { "/", "/v1/incidents", "/health/ready", "/docs" })
            (await there.GetAsync(Relative(path), Cancel)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task is_for_whoever_shows_the_token_where_one_is_set()
    {
        await using var school = await Measured(Token);
        using var there = new HttpClient { BaseAddress = school.Page };

        foreach (var wrong in new[] { null, "Bearer", $"Bearer {Token}.", $"bearer{Token}", Token })
            (await Asks(there, wrong)).Should().Be(HttpStatusCode.Unauthorized);
        (await Asks(there, $"Bearer {Token}")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task names_no_school_no_person_and_no_incident()
    {
        await using var measured = await Measured();
        var school = measured.School;
        var incident = await school.HasClassified();
        await school.Administrator.Posts(
            "/v1/admin/tenants", new { tenant = "st-planted", name = "Planted" });
        await school.Stranger.Gets("/v1/planted");
        await school.Teacher.Gets("/v1/incidents?text=planted");

        var page = await measured.Reads();
        foreach (var secret in new[]
        {
            "default", "planted", "Planted", "brierley", incident.Reference, incident.Id.ToString(),
            school.Database.Service.Split(';')[0],
        })
            page.Should().NotContain(secret);
    }

    internal static async Task<MeasuredSchool> Measured(TestCluster cluster, string? token = null)
    {
        var school = new School(cluster)
        {
            Set = settings => settings with
            {
                Telemetry = TelemetrySettings.None with
                {
                    MetricsAddress = "http://127.0.0.1:0",
                    MetricsToken = token,
                },
            },
        };
        await school.InitializeAsync();

        return new(school);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<MeasuredSchool> Measured(string? token = null) => Measured(cluster, token);

    private static async Task<HttpStatusCode> Asks(HttpClient there, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await there.SendAsync(request, Cancel);

        return answer.StatusCode;
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}

/// <summary>A school whose service is measured.</summary>
internal sealed record MeasuredSchool(School School) : IAsyncDisposable
{
    public Uri Page => School.Services.GetRequiredService<MetricsPage>().Address;

    public async Task<string> Reads()
    {
        using var http = new HttpClient();

        return await http.GetStringAsync(Page, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => School.DisposeAsync();
}
