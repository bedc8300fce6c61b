using System.Text;
using System.Text.Json.Nodes;
using Incidents.Api.Tests.OpenApi;

namespace Incidents.Api.Tests.PersonalData;

public sealed class TheSeal(ALifeInSecret life) : IClassFixture<ALifeInSecret>
{
    [Fact]
    public async Task leaves_no_text_in_clear_in_any_column_of_any_table_but_the_registers_title()
    {
        var dump = await Dump();

        dump.Should().HaveCountGreaterThan(15);
        dump.Where(table => table.Value.Contains(ALifeInSecret.Title, StringComparison.Ordinal))
            .Select(table => table.Key)
            .Should().BeEquivalentTo("incidents.mt_doc_registerentry", "incidents.register_lines");
        dump.Should().AllSatisfy(
            table => Found(table.Value).Should().BeEmpty("nothing in clear may lie in {0}", table.Key));
    }

    [Fact]
    public void is_looked_for_after_every_command_that_takes_a_text() =>
        Description.Operations
            .Where(each => each.Method == "POST" && each.BodySchema is { } body && HasText(body))
            .Select(each => each.Path).Except(life.Planted)
            .Should().BeEmpty("ALifeInSecret plants a text in each of them");

    [Fact]
    public void is_looked_for_after_every_command_there_is() =>
        Description.Steps.Select(route => route.Template).Except(life.Taken.Union(life.Planted))
            .Should().BeEmpty("ALifeInSecret has each of them succeed over HTTP");

    [Fact]
    public async Task is_looked_for_in_every_field_that_the_committed_list_names()
    {
        var stored = await life.School.Database.Asks(
            "select json_build_object('type', type, 'data', data)::text from incidents.mt_events");
        var found = stored.Select(text => JsonNode.Parse(text)!)
            .SelectMany(e => Sealed(e["data"]!, "").Select(path => $"{e["type"]} {path}")).ToHashSet();

        Listed().Should().BeSubsetOf(found, "ALifeInSecret plants a text in each of them");
    }

    [Fact]
    public void leaves_no_text_in_clear_in_any_file_of_the_installation()
    {
        var files = life.School.Data.Files("");

        files.Should().Contain(file => file.Contains("/evidence/blobs/"))
            .And.Contain(file => file.Contains("/keys/"));
        files.Should().AllSatisfy(file =>
        {
            Found(Encoding.Latin1.GetString(File.ReadAllBytes(file))).Should().BeEmpty();
            Found(file).Should().BeEmpty();
        });
    }

    [Fact]
    public void leaves_no_text_in_clear_in_the_log_not_even_the_title()
    {
        var log = string.Join('\n', life.School.Log.Lines);

        life.School.Log.Lines.Count(line => line.Contains("Answered", StringComparison.Ordinal)
            || line.Contains("/v1/incidents/{id}/classification", StringComparison.Ordinal)).Should()
                .BePositive();
        Found(log).Should().BeEmpty();
        log.Should().NotContain(ALifeInSecret.Title);
    }

    [Fact]
    public async Task opens_for_who_may_read()
    {
        var register = await life.School.OfficeManager.Gets(
            $"/v1/incidents?text={ALifeInSecret.Title}&severity=major");
        var whole = await life.School.OfficeManager.Gets(
            $"/v1/incidents/{register.Items.Single()["incidentId"]}");

        life.Secrets.Should().Contain(whole["description"]!.GetValue<string>())
            .And.Contain(whole["disciplinary"]!["reason"]!.GetValue<string>());
    }

    /// <summary>Which secrets a text holds: as they are, or as hexadecimal or base64 writes them.</summary>
    private IEnumerable<string> Found(string text) => life.Secrets.Distinct().Where(secret =>
        Disguises(secret).Any(disguise => text.Contains(disguise, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Disguises(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);

        return
        [
            secret,
            Convert.ToHexStringLower(bytes),
            // Whatever stands before it moves it within the groups of three; their edges are cut off.
            .. Enumerable.Range(0, 3).Select(moved =>
                Convert.ToBase64String((byte[])[.. new byte[moved], .. bytes])[4..^4]),
        ];
    }

    /// <summary>The fields of <c>docs/sealed-fields.md</c>.</summary>
    private static IEnumerable<string> Listed() =>
        File.ReadLines(Path.Combine(Repository.Root, "docs", "sealed-fields.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')).Select(parts => $"{parts[1]} {parts[3]}");

    /// <summary>Where a stored event holds sealed texts.</summary>
    private static IEnumerable<string> Sealed(JsonNode? node, string path) => node switch
    {
        JsonObject text when text.ContainsKey("ciphertext") => [path],
        JsonObject map => map.SelectMany(member =>
            Sealed(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray list => list.SelectMany(item => Sealed(item, $"{path}[]")).Distinct(),
        _ => [],
    };

    /// <summary>Whether somebody can say something of their own in such a body.</summary>
    private static bool HasText(JsonNode schema)
    {
        var whole = Description.Resolve(schema);

        return whole.ContainsKey("maxLength")
            || (whole["properties"]?.AsObject() ?? []).Any(member => HasText(member.Value!))
            || (whole["items"] is { } items && HasText(items))
            || (whole["oneOf"]?.AsArray() ?? []).Any(one => HasText(one!));
    }

    /// <summary>Every table with all of its rows, each as one text.</summary>
    private async Task<Dictionary<string, string>> Dump()
    {
        var tables = await life.School.Database.Asks(
            """
            select format('%I.%I', table_schema, table_name) from information_schema.tables
            where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
            """);
        var dump = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in tables)
            dump[table] = string.Join(
                '\n', await life.School.Database.Asks($"select t::text from {table} t"));

        return dump;
    }
}
