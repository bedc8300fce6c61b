using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Tests.Store;

public sealed class TheWordsOfTheStore
{
    private const string Names = "tests/Application.Tests/Store/stored-names.txt";
    private const string Words = "tests/Application.Tests/Store/stored-words.txt";

    [Fact]
    public void name_every_event_and_nothing_else() =>
        EventNames.All.Keys.Should().BeEquivalentTo(typeof(StoredEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(StoredEvent)) && !type.IsAbstract));

    [Fact]
    public void are_snake_case_and_no_name_is_used_twice() =>
        EventNames.All.Values.Should().OnlyHaveUniqueItems()
            .And.AllSatisfy(name => name.Should().MatchRegex("^[a-z]+(_[a-z]+)*$"));

    [Fact]
    public void are_the_names_that_were_always_stored()
    {
        var today = Lines(EventNames.All.Select(pair => $"{pair.Value} {pair.Key.Name}"));

        Committed(Names, today).Should().BeEquivalentTo(
            today, "a stored name is never changed and never used again; a new one is added to the list");
    }

    [Fact]
    public void are_all_that_was_ever_stored_for_an_enum()
    {
        var today = Lines(Enums().SelectMany(type => Enum.GetValues(type).Cast<object>()
            .Select(value => $"{type.Name} {Written(value)}")));

        Committed(Words, today).Should().BeEquivalentTo(
            today, "a stored word is read for ever; a new one is added to the list");
    }

    [Fact]
    public void stand_for_each_enum_and_a_number_never_does()
    {
        foreach (var type in Enums())
        {
            foreach (var value in Enum.GetValues(type).Cast<object>())
            {
                var json = JsonSerializer.Serialize(value, type, StoreJson.Options);

                json.Should().MatchRegex("^\"[a-z][A-Za-z0-9]*\"$");
                JsonSerializer.Deserialize(json, type, StoreJson.Options).Should().Be(value);
            }

            FluentActions.Invoking(() => JsonSerializer.Deserialize("0", type, StoreJson.Options))
                .Should().Throw<JsonException>();
            FluentActions.Invoking(
                () => JsonSerializer.Serialize(Enum.ToObject(type, 99), type, StoreJson.Options))
                .Should().Throw<JsonException>("a number would be stored in place of a word");
        }
    }

    private static IEnumerable<Type> Enums() =>
        EventNames.All.Keys.SelectMany(EnumsOf).Append(typeof(TextClass))
        .Distinct().OrderBy(type => type.Name, StringComparer.Ordinal);

    private static IEnumerable<Type> EnumsOf(Type type)
    {
        var held = RecordShape.ElementOf(type) ?? Nullable.GetUnderlyingType(type) ?? type;
        if (held != type)
            return EnumsOf(held);

        if (type.IsEnum)
            return [type];

        return type.Assembly == typeof(StoredEvent).Assembly && type != typeof(Text)
            ? RecordShape.Of(type).SelectMany(member => EnumsOf(member.Type))
            : [];
    }

    private static string Written(object value) =>
        JsonNode.Parse(
            JsonSerializer.Serialize(value, value.GetType(), StoreJson.Options))!.GetValue<string>();

    private static string[] Lines(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    /// <summary>The list with what is new at its end; nothing is ever taken out of it.</summary>
    private static string[] Committed(string path, string[] today)
    {
        var known = Read(Generated.Added(path, Text(today)));

        return Read(Generated.Renewed(path, Text([.. known, .. today.Except(known)])));
    }

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    private static string[] Read(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
