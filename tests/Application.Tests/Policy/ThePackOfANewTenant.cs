using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.Policy;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Tests.Policy;

public sealed class ThePackOfANewTenant
{
    private const string Golden = "tests/Application.Tests/Policy/default-pack.1.json";

    private static readonly JsonSerializerOptions ToRead =
        new(StoreJson.Options) { WriteIndented = true, NewLine = "\n" };

    /// <summary>From the first release on it stays what it is: then the file is added once and never made
    /// anew.</summary>
    private static readonly JsonObject Stored = JsonNode.Parse(Content())!.AsObject();

    [Fact]
    public void is_the_one_that_is_committed() =>
        (JsonSerializer.Serialize(DefaultPack.Create(), ToRead) + "\n").Should().Be(Content(),
            "incidents pin its first version by its hash: another pack is another version");

    [Fact]
    public void is_pinned_by_the_hash_of_what_is_committed()
    {
        var adopted = PolicyPacks.First(DefaultPack.Create());

        (adopted.Version, adopted.Sha256).Should().Be((1, HashOf(Stored.ToJsonString(StoreJson.Options))));
        HashOf(((ClearText)adopted.Content).Value).Should().Be(adopted.Sha256);
    }

    [Fact]
    public void is_read_back_as_it_was_adopted()
    {
        var pack = PolicyPacks.Read(PolicyPacks.First(DefaultPack.Create()));

        pack.Should().BeEquivalentTo(DefaultPack.Create() with { Version = 1 });
        PolicyPacks.First(pack).Sha256.Should().Be(PolicyPacks.First(DefaultPack.Create()).Sha256,
            "the version is no part of what is hashed");
    }

    [Fact]
    public void names_everything_by_ids_that_a_path_can_hold()
    {
        Texts("points", "point").Should().AllSatisfy(id => id.Should().MatchRegex("^[a-z]+(-[0-9][a-z]?)?$"));
        Texts("duties", "duty").Should().AllSatisfy(id =>
            id.Should().MatchRegex("^[a-z]+(-[a-z]+)*(/[a-z]+(-[a-z]+)*)*$"));
        Texts("informationPolicies", "id").Concat(Texts("breachTypes", "id")).Should().AllSatisfy(id =>
            id.Should().MatchRegex("^[a-z]+(-[a-z]+)*$"));
    }

    [Fact]
    public void has_the_duty_of_every_command() =>
        Texts("duties", "duty").Should().Contain(typeof(IncidentCommand).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(IncidentCommand)) && !type.IsAbstract)
            .Except([typeof(KeepTimescales), typeof(RecordScan)]).Select(DutyAttribute.Of));

    [Fact]
    public void titles_every_point_and_every_entry()
    {
        foreach (var list in (string[])["points", "informationPolicies", "breachTypes"])
            Texts(list, "title").Should()
                .OnlyHaveUniqueItems().And.OnlyContain(title => title.Trim().Length > 2, list);
    }

    [Fact]
    public void gives_every_duty_to_somebody_whatever_the_severity()
    {
        var pack = DefaultPack.Create();

        pack.Duties.Where(row => row.Duty != DutyIds.RequiredLeader).Should().OnlyContain(row =>
            Enum.GetValues<Severity>().All(severity =>
                pack.Holders(row.Duty, severity).Roles.Length
                    + pack.Holders(row.Duty, severity).Parties.Length > 0));
    }

    private static string Content() =>
        Generated.Renewed(Golden, JsonSerializer.Serialize(DefaultPack.Create(), ToRead) + "\n");

    private static IEnumerable<string> Texts(string list, string member) =>
        Stored[list]!.AsArray().Select(item => item![member]!.GetValue<string>());

    private static string HashOf(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
