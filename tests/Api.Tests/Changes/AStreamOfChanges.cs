using System.Net;
using System.Net.Http.Headers;

namespace Incidents.Api.Tests.Changes;

public sealed class AStreamOfChanges(TestCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_taken_up_where_it_ended_and_ends_when_the_service_stops()
    {
        var school = new School(cluster);
        await school.InitializeAsync();
        using var http = new HttpClient { BaseAddress = school.Address };
        var after = await school.HasCaughtUp();

        using var stream = await Open(http, school.Auditor.Key, after);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Cancel));
        stream.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        var incident = await school.Reports();

        (await Next(lines, "id: ")).Should().Be($"{after + 1}");
        (await Next(lines, "data: ")).Should().Contain(incident.Id.ToString())
            .And.Contain("incidentReported");

        await school.DisposeAsync();

        (await lines.ReadToEndAsync(Cancel)).Should().NotContain("data:", "it ends and is not broken off");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1, 2")]
    [InlineData("yesterday")]
    [InlineData("99999999999999999999")]
    public async Task begins_only_where_an_event_was(string last)
    {
        await using var school = new School(cluster);
        await school.InitializeAsync();
        using var http = new HttpClient { BaseAddress = school.Address };

        using var answer = await Open(http, school.Auditor.Key, last);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    private static async Task<HttpResponseMessage> Open(HttpClient http, string key, object last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1/changes", UriKind.Relative));
        request.Headers.Add("X-API-Key", key);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.TryAddWithoutValidation("Last-Event-ID", $"{last}");

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    private static async Task<string> Next(StreamReader lines, string prefix)
    {
        while (true)
        {
            var line = await lines.ReadLineAsync(Cancel);
            line.Should().NotBeNull("the stream goes on");
            if (line!.StartsWith(prefix, StringComparison.Ordinal))
                return line[prefix.Length..];
        }
    }
}
