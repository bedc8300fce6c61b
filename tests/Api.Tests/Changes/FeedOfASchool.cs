using System.Net;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Changes;

/// <summary>What tests say of the feed.</summary>
internal static class FeedOfASchool
{
    /// <summary>The feed from a position on, waited for until it has come to where it stood when this was
    /// asked.</summary>
    public static async Task<IReadOnlyList<JsonNode>> Follows(this Member reader, long after, int until)
    {
        var read = new List<JsonNode>();
        while (read.Count < until)
        {
            var answer = await reader.Gets($"/v1/changes?after={after}&wait=20&limit=500");
            answer.ShouldBe(HttpStatusCode.OK);
            answer.Items.Should().NotBeEmpty("there is still to come what the test waits for");
            read.AddRange(answer.Items);
            after = answer["next"]!.GetValue<long>();
        }

        return read;
    }

    /// <summary>The latest position.</summary>
    public static async Task<long> Latest(this Member reader)
    {
        var answer = await reader.Gets("/v1/changes?limit=1");
        answer.ShouldBe(HttpStatusCode.OK);

        return long.Parse(answer.Headers.GetValues("Projection-Sequence").Single());
    }

    public static long Position(this JsonNode change) => long.Parse(change["sequence"]!.GetValue<string>());

    public static string Type(this JsonNode change) => change["type"]!.GetValue<string>();

    public static bool IsOf(this JsonNode change, ReportedIncident incident) =>
        change["subject"]!.ToString() == incident.Id.ToString();

    /// <summary>What is waited for so that everything that the service has recorded has its position: the
    /// feed shows a last report.</summary>
    public static async Task<long> HasCaughtUp(this School school)
    {
        var after = await school.Auditor.Latest();
        var marker = await school.Reports();
        while (true)
        {
            foreach (var change in await school.Auditor.Follows(after, until: 1))
            {
                if (change.IsOf(marker))
                    return change.Position();

                after = change.Position();
            }
        }
    }
}
