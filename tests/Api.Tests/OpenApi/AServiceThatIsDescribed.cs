using Incidents.Api.Security;
using Incidents.Api.Tests.Life;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.OpenApi;

public sealed class AServiceThatIsDescribed(ALife life) : IClassFixture<ALife>
{
    private const string Update = "INCIDENTS_UPDATE_GENERATED";

    private School School => life.School;

    private IEnumerable<RouteEndpoint> Routes => School.Services.GetRequiredService<EndpointDataSource>()
        .Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null);

    [Fact]
    public async Task publishes_what_is_committed()
    {
        var running = (await School.Stranger.Gets("/openapi/v1.json")).Text;
        var committed = Path.Combine(Repository.Root, "docs", "openapi", "v1.json");
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(committed)!);
            await File.WriteAllTextAsync(committed, running, TestContext.Current.CancellationToken);
        }

        (await File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken)).Should().Be(running,
            "docs/openapi/v1.json is what the service publishes; if the change is meant, run the tests once "
            + $"with {Update}=1 and look at the difference");
    }

    [Fact]
    public void has_the_routes_of_its_description_and_no_others() =>
        Routes.SelectMany(Names).Should().BeEquivalentTo(
            Description.Operations.Select(each => each.ToString()),
            "each route is described under src/Api/OpenApi/Operations, and nothing else is");

    [Fact]
    public void asks_for_the_credentials_and_roles_that_are_described()
    {
        foreach (var route in Routes)
        {
            var operation = Description.Operations.Single(each => Names(route).Contains(each.ToString()));

            operation.Node.ContainsKey("security").Should()
                .Be(AccessRule.On(route) is AccessRule.OpenToAll, operation.ToString());
            (operation.Node["x-roles"]?.AsArray() ?? []).Select(role => role!.GetValue<string>()).Should()
                .BeEquivalentTo(AccessRule.On(route) is AccessRule.Of { Roles: var roles }
                    ? roles.Select(Domain.Words.CamelCase)
                    : [], operation.ToString());
        }
    }

    [Fact]
    public void answers_commands_as_described()
    {
        ShouldBeAsDescribed(life.Report, "POST");
        foreach (var step in life.Steps)
            ShouldBeAsDescribed(step.Answer, "POST");
    }

    [Fact]
    public async Task answers_queries_as_described()
    {
        var manager = School.OfficeManager;
        string[] ofTheIncident =
            ["", "?version=2", "/history", "/diff?from=2", "/checklist", "/deadlines", "/ico-form-pack"];
        foreach (var path in ofTheIncident)
            ShouldBeAsDescribed(await manager.Gets($"{life.Incident.Path}{path}"));

        foreach (var part in life.Steps.Select(step => step.Answer.Location).OfType<string>())
            ShouldBeAsDescribed(await manager.Gets(part));

        string[] others =
        [
            "/v1/incidents", "/v1/registers/breaches", "/v1/registers/ico-notifications", "/v1/caseload",
            "/v1/deadlines", "/v1/deadlines/feeds", "/v1/reports/timescales", "/v1/reports/statistics",
            "/v1/reports/weaknesses", "/v1/policy-pack", "/health/live", "/health/ready",
        ];
        foreach (var path in others)
            ShouldBeAsDescribed(await manager.Gets(path));

        ShouldBeAsDescribed(await School.Administrator.Gets("/v1/admin/api-keys"));
        ShouldBeAsDescribed(await School.Administrator.Posts(
            "/v1/admin/webhooks",
            new { url = "https://tracker.example/", events = new[] { "incidentClosed" } }), "POST");
        ShouldBeAsDescribed(await School.Administrator.Gets("/v1/admin/webhooks"));
        ShouldBeAsDescribed(await manager.Gets("/v1/notices"));
    }

    [Fact]
    public async Task refuses_as_described()
    {
        ShouldBeAsDescribed(await School.Stranger.Gets("/v1/incidents"));
        ShouldBeAsDescribed(await School.OfficeManager.Gets("/v1/incidents?limit=0"));
        ShouldBeAsDescribed(await School.OfficeManager.Gets("/v1/admin/api-keys"));
        ShouldBeAsDescribed(await School.Assistant.Gets(life.Incident.Path));
        ShouldBeAsDescribed(await School.OfficeManager.Posts(life.Incident, "details"), "POST");
        ShouldBeAsDescribed(await School.OfficeManager.Posts(life.Incident, "awareness", new
        {
            awareAt = "2026-03-01T09:30:00Z",
            reason = "It had been seen by then.",
        }), "POST");
    }

    private static void ShouldBeAsDescribed(Answer answer, string method = "GET")
    {
        var operation = Description.Find(method, answer.Asked.Split('?')[0]);
        var response = operation.Node["responses"]![$"{(int)answer.StatusCode}"];
        response.Should().NotBeNull($"{operation} answers {(int)answer.StatusCode}: {answer.Text}");

        var whole = Description.Resolve(response!);
        foreach (var (name, _) in whole["headers"]?.AsObject() ?? [])
            answer.Headers.Contains(name).Should().BeTrue($"{operation} answers with {name}");

        var contents = whole["content"]!.AsObject();
        contents.Select(each => each.Key).Should().Contain(answer.Content.ContentType!.MediaType);
        var content = contents[answer.Content.ContentType.MediaType!];
        Conformity.Problems(answer.Json, content!["schema"]!).Should()
            .BeEmpty($"{operation} answers {answer.Text}");
        if (whole["x-problem-codes"] is { } codes)
            codes.AsArray().Select(code => code!.GetValue<string>()).Should().Contain(answer.Problem.Code);
    }

    private static IEnumerable<string> Names(RouteEndpoint route) =>
        route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
            .Select(method => $"{method} {route.RoutePattern.RawText}");
}
