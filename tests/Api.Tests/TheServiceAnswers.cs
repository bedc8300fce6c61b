using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Incidents.Api.Tests;

public sealed class TheServiceAnswers
{
    [Fact]
    public async Task that_it_is_alive()
    {
        await using var service = new WebApplicationFactory<Program>();
        using var client = service.CreateClient();

        var answer = await client.GetAsync(
            new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
