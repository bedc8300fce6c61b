using System.Net;
using System.Text.Json.Nodes;

namespace Incidents.Api.Tests.Policy;

/// <summary>What people do with policy packs.</summary>
internal static class Packs
{
    public const string Path = "/v1/policy-packs";

    /// <summary>The pack in force, to be changed and sent back.</summary>
    public static async Task<JsonObject> PackInForce(this School school) =>
        (await school.Teacher.Gets("/v1/policy-pack")).Json.AsObject();

    /// <summary>The administrator adopts the pack in force with changes.</summary>
    public static async Task<Answer> Adopts(this School school, Action<JsonObject> change)
    {
        var pack = await school.PackInForce();
        change(pack);
        var answer = await school.Administrator.Posts(Path, pack.ToJsonString());
        answer.ShouldBe(HttpStatusCode.Created);

        return answer;
    }

    /// <summary>A pack like this one under another title.</summary>
    public static string Titled(this JsonObject pack, string title)
    {
        pack["title"] = title;

        return pack.ToJsonString();
    }
}
