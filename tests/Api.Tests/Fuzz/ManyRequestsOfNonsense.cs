using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Incidents.Api.Problems;
using Incidents.Api.Tests.Security.Matrix;

namespace Incidents.Api.Tests.Fuzz;

/// <summary>So many as <c>INCIDENTS_FUZZ</c> says, and 20,000 without it; <c>INCIDENTS_FUZZ_SEED</c> makes
/// others.</summary>
public sealed class ManyRequestsOfNonsense(MatrixSchool world) : IClassFixture<MatrixSchool>
{
    private const string DisciplinarySecret = "Pl4nted-disciplinary-5d0a";
    private const int AtOnce = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, string> _wrong = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> _statuses = new();

    [Fact]
    public async Task are_answered_with_sense_and_give_nothing_away()
    {
        (await world.People["head"].Posts(world.Incident("major"), "disciplinary", new
        {
            commenced = true,
            reason = DisciplinarySecret,
        })).ShouldBe(System.Net.HttpStatusCode.OK);
        var requests = new NonsenseRequests(world, Setting("INCIDENTS_FUZZ_SEED", 1));
        using var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        })
        { Timeout = Patience };

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Setting("INCIDENTS_FUZZ", 20_000)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, _) => await Send(http, number, requests.Make(number)));

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(
            ", ", _statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}")));
        string.Join('\n', _wrong.Select(wrong => $"{wrong.Key}: {wrong.Value}").Order(StringComparer.Ordinal))
            .Should().BeEmpty();
        world.School.Log.Lines.Should()
            .NotContain(line => line.Contains("Pl4nted", StringComparison.Ordinal))
            .And.NotContain(line => line.Contains(world.People["office"].Key, StringComparison.Ordinal));
        _statuses.Keys.Should().Contain([200, 201, 400, 401, 403, 404, 405, 409, 415, 422],
            "nonsense comes to every kind of answer");
    }

    private async Task Send(HttpClient http, int number, NonsenseRequest request)
    {
        using var message = request.Message();
        try
        {
            using var response = await http.SendAsync(message);
            var body = await response.Content.ReadAsStringAsync();
            _statuses.AddOrUpdate((int)response.StatusCode, 1, (_, count) => count + 1);
            if (WrongWith(request, response, body) is { } wrong)
                _wrong.TryAdd(wrong, $"request {number}, {request}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            _wrong.TryAdd($"no answer, {exception.GetType().Name}", $"request {number}, {request}");
        }
    }

    private string? WrongWith(NonsenseRequest request, HttpResponseMessage response, string body)
    {
        var status = (int)response.StatusCode;
        if (status >= 500)
            return $"{status} on {request.Method}: {DefectOf(body)}";

        if (body.Contains(DisciplinarySecret, StringComparison.Ordinal) && !ReadsDisciplinary(request.Who))
            return $"a disciplinary secret told to {request.Who.Subject}";

        if (status < 400 || request.Method == "HEAD" || IsNoRequestAtAll(status, body))
            return null;

        if (body.Contains(Hostile.Planted, StringComparison.Ordinal) && !request.Path.Contains(
            Hostile.Planted, StringComparison.Ordinal))
            return $"what was sent comes back in a {status}: {body}";

        return response.Content.Headers.ContentType?.MediaType != "application/problem+json"
            ? $"{status} is no problem but {response.Content.Headers.ContentType}"
            : CodeOf(body) is { } code && Fits(code, status) ? null
            : $"{status} with {body}";
    }

    /// <summary>What a path names and is not there is 404, and what a body names so is 422.</summary>
    private static bool Fits(string code, int status) =>
        ProblemCatalogue.Find(code) is { } kind
        && (kind.Status == status
            || (status is 404 or 422 && code.StartsWith("no-such-", StringComparison.Ordinal)));

    /// <summary>What breaks HTTP itself the server refuses, without a word, before the service sees it.
    /// </summary>
    private static bool IsNoRequestAtAll(int status, string body) =>
        body.Length == 0 && status is 400 or 414 or 431;

    private static string? CodeOf(string body)
    {
        using var problem = JsonDocument.Parse(body);

        return problem.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    /// <summary>What the log says of it, so that nobody has to send it again to know.</summary>
    private string DefectOf(string body) => world.School.Log.Lines.FirstOrDefault(line =>
        line.Contains(" failed: ", StringComparison.Ordinal)
        && line.Contains(JsonDocument.Parse(body).RootElement.GetProperty("traceId").GetString()!,
            StringComparison.Ordinal)) ?? body;

    private static bool ReadsDisciplinary(Member who) =>
        who.Roles.Any(role => role is Domain.Role.OfficeManager or Domain.Role.Headteacher)
        || who.Subject == "investig.person";

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set)
            ? set
            : otherwise;
}
