using System.Collections.Concurrent;
using System.Text;
using Incidents.Api.Routes;
using Incidents.Api.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.Security.Matrix;

public sealed class WhoMayDoWhat(MatrixSchool world) : IClassFixture<MatrixSchool>
{
    private const string OfAnIncident = "/v1/incidents/{id}";
    private const string Folder = "tests/Api.Tests/Security/Matrix";
    private const string How = "Write who may, from the policy and not from what the service answers";

    private static readonly MatrixTable Steps = MatrixTable.Read("steps.md");
    private static readonly MatrixTable Reads = MatrixTable.Read("reads.md");
    private static readonly MatrixTable Others = MatrixTable.Read("routes.md");

    private IEnumerable<RouteEndpoint> Routes =>
        world.School.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    public static TheoryData<string> Severities => [.. MatrixSchool.Severities];

    [Fact]
    public void is_a_rule_of_every_route() =>
        string.Join('\n', Routes.Where(route => AccessRule.On(route) is null).Select(Named)).Should().BeEmpty(
            "each route says who may come in, by .OpenToAll(), .ForAnyoneSignedIn(), .For(role), "
                + ".ForWhoSees(extent) or .ForHolderOf(duty) where it is mapped; without one nobody may");

    [Fact]
    public void is_written_in_a_table_for_every_route()
    {
        var missing = Routes.Where(route => AccessRule.On(route) is not AccessRule.OpenToAll)
            .SelectMany(route => MatrixSchool.Severities.Where(severity => RowOf(route, severity) is null)
                .Select(_ => $"{Named(route)} needs a row in {Folder}/{FileOf(route)}"));

        string.Join('\n', missing.Distinct()).Should().BeEmpty(How);
    }

    [Fact]
    public void is_open_to_all_only_where_the_table_says_so() =>
        Routes.Where(route => AccessRule.On(route) is AccessRule.OpenToAll).Select(Named).Should()
            .BeEquivalentTo(MatrixTable.OpenRoutes("routes.md"), How);

    [Theory]
    [MemberData(nameof(Severities))]
    public async Task on_an_incident_of_a_severity_is_as_the_tables_say(string severity)
    {
        var wrong = await Ask(
            from route in Routes
            where Template(route).StartsWith(OfAnIncident, StringComparison.Ordinal)
            let path = PathOf(route, severity)
            where path is not null
            let row = RowOf(route, severity)!
            from cell in row.Cells.Zip(TableOf(route).Columns)
            where severity != "critical" || cell.Second != "investig"
            select new Question(
                route, severity, cell.Second, path, world.People[cell.Second], Expected: cell.First));

        wrong.Should().BeEmpty(How);
    }

    [Theory]
    [MemberData(nameof(Severities))]
    public async Task in_another_school_is_nothing_whatever_the_role(string severity)
    {
        var wrong = await Ask(
            from route in Routes
            where Template(route).StartsWith(OfAnIncident, StringComparison.Ordinal)
            let path = PathOf(route, severity)
            where path is not null
            from person in world.Elsewhere
            select new Question(route, severity, person.Key, path, person.Value, Expected: "404"));

        wrong.Should().BeEmpty("an incident of another school is not there");
    }

    [Fact]
    public async Task on_other_routes_is_as_the_table_says()
    {
        var wrong = await Ask(
            from route in Routes
            where TableOf(route) == Others && AccessRule.On(route) is not AccessRule.OpenToAll
            let row = RowOf(route, "minor")!
            from cell in row.Cells.Zip(Others.Columns)
            select new Question(
                route, row.Cells.Contains("404") ? "the minor" : "no", cell.Second,
                world.Path(Template(route)), world.People[cell.Second], Expected: cell.First));

        wrong.Should().BeEmpty(How);
    }

    [Fact]
    public async Task without_credentials_is_nothing_but_what_is_open()
    {
        foreach (var route in Routes.Where(route => AccessRule.On(route) is not AccessRule.OpenToAll))
        {
            var answer = await Send(world.School.Stranger, route, world.Path(Template(route)));
            answer.ShouldBeRefused(401, "unauthenticated");
        }
    }

    private async Task<string> Ask(IEnumerable<Question> questions)
    {
        var all = questions.ToList();
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            all, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (question, _) =>
            {
                var answer = await Send(question.Who, question.Route, question.Path);
                if (Cells.Of(answer, question.IsOfAnIncident) is var cell
                    && cell != question.Expected)
                    wrong.Add($"{question}, but is answered {cell}");
            });
        all.Should().NotBeEmpty();

        return string.Join('\n', wrong.Order(StringComparer.Ordinal));
    }

    private Task<Answer> Send(Member who, RouteEndpoint route, string path)
    {
        var method = MethodOf(route);
        if (method == "GET")
            return who.Gets(path);
        if (path == ImportRoutes.Path)
            return who.Sends(HttpMethod.Post, path, PaperRegister());

        return method == "POST"
            ? who.Posts(path, world.Body(method, Template(route)), ifMatch: Cells.NoVersion)
            : who.Sends(new(method), path);
    }

    private static StringContent PaperRegister() => new(
        "paperReference,title,reportedOn,closedOn,outcome\nbook/1,Laptop lost,2019-02-04,2019-03-01,Found",
        Encoding.UTF8, "text/csv");

    private string? PathOf(RouteEndpoint route, string severity) =>
        world.Path(severity, Template(route)[OfAnIncident.Length..]) is { } below
            ? world.Incident(severity).Path + below + (below == "/diff" ? "?from=0" : "")
            : null;

    private static MatrixRow? RowOf(RouteEndpoint route, string severity) => FileOf(route) switch
    {
        "steps.md" => Steps.Row(Template(route)[(OfAnIncident.Length + 1)..], severity),
        "reads.md" => Reads.Row(
            Template(route)[OfAnIncident.Length..] is { Length: > 0 } below ? below : "/", severity),
        _ => Others.Row(Named(route), severity),
    };

    private static MatrixTable TableOf(RouteEndpoint route) => FileOf(route) switch
    {
        "steps.md" => Steps,
        "reads.md" => Reads,
        _ => Others,
    };

    private static string FileOf(RouteEndpoint route) =>
        !Template(route).StartsWith(OfAnIncident, StringComparison.Ordinal) ? "routes.md"
        : MethodOf(route) == "GET" ? "reads.md"
        : "steps.md";

    private static string Template(RouteEndpoint route) => route.RoutePattern.RawText!;

    private static string MethodOf(RouteEndpoint route) =>
        route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0];

    private static string Named(RouteEndpoint route) => $"{MethodOf(route)} {Template(route)}";

    private sealed record Question(
        RouteEndpoint Route, string Severity, string Column, string Path, Member Who, string Expected)
    {
        public bool IsOfAnIncident => Severity != "no";

        public override string ToString() =>
            $"{Named(Route)}, {Severity} incident, column {Column}: {Expected} in {FileOf(Route)}";
    }
}
