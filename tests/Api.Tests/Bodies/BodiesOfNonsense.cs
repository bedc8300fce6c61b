using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Incidents.Api.Bodies;
using Incidents.Domain;

namespace Incidents.Api.Tests.Bodies;

public sealed class BodiesOfNonsense
{
    private static readonly string[] Names =
    [
        .. Reading.Commands.Append(typeof(Person)).Append(typeof(SeverityAnswers))
            .SelectMany(type => type.GetProperties()).Select(NameOf).Distinct(),
        "", "a/b~", "\\ud800", "ünbekannt", "__proto__",
    ];

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, value) => depth >= 4
        ? Leaf()
        : Gen.Frequency(
            (6, Leaf()),
            (1, value.Array[0, 4].Select(items => $"[{string.Join(',', items)}]")),
            (2, Members(value))));

    private static readonly Gen<byte[]> Body = Gen.Frequency(
        (6, Members(Value).Select(Encoding.UTF8.GetBytes)),
        (1, Value.Select(Encoding.UTF8.GetBytes)),
        (1, Gen.Byte.Array[0, 60]),
        (1, Gen.Select(Members(Value), Gen.Int[0, 60], Gen.Byte)
            .Select((json, at, noise) => Broken(json, at, noise))));

    [Fact]
    public void are_understood_or_told_why_not()
    {
        var understood = 0;

        Gen.Select(Gen.OneOf([.. Reading.Commands]), Body).Sample(
            (command, body) => BodyReader.Read(command, body, PathOf(command)) switch
            {
                Understood<object> reading =>
                    reading.Command.GetType() == command && Interlocked.Increment(ref understood) > 0,
                Misread<object> misread =>
                    !misread.Problems.IsDefaultOrEmpty && misread.Problems.All(ReadsWell),
                _ => false,
            },
            iter: 10_000);

        understood.Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void are_nothing_but_what_the_command_itself_finds_wrong(string name)
    {
        var command = Reading.Commands.Single(type => type.Name == name);
        var body = Sensible.Body(command);
        var whole = body.AddRange(Reading.PathOf(command).Select(
            property => KeyValuePair.Create(NameOf(property), Sensible.Value(property.PropertyType))));
        var expected = ((IncidentCommand)JsonSerializer.Deserialize(Written(whole), command, Json.Options)!)
            .Problems();

        var reading = BodyReader.Read(command, Written(body), PathOf(command));

        ((reading as Misread<object>)?.Problems ?? []).Should().Equal(expected);

        static byte[] Written(object value) => JsonSerializer.SerializeToUtf8Bytes(value, Json.Options);
    }

    [Fact]
    public void are_told_nothing_of_our_types()
    {
        var names = Reading.Commands.Select(type => type.Name)
            .Concat(["System.", "Incidents.", "Nullable", "Json"]);

        foreach (var command in Reading.Commands)
        {
            var misread = (Misread<object>)BodyReader.Read(
                command, """{"reason": [1], "nonsense": {}, "severity": 1}"""u8.ToArray(), PathOf(command));

            misread.Problems.Should().OnlyContain(problem =>
                !names.Any(name => problem.Message.Contains(name, StringComparison.Ordinal)));
        }
    }

    public static TheoryData<string> Commands() => [.. Reading.Commands.Select(type => type.Name)];

    private static bool ReadsWell(FieldProblem problem) =>
        problem.Message.Length > 0 && problem.Message[^1] is '.' or '?'
        && (problem.Pointer.Length == 0 || problem.Pointer[0] == '/');

    private static Dictionary<string, string?> PathOf(Type command) => Reading.PathOf(command).ToDictionary(
        property => property.Name,
        string? (property) => property.PropertyType == typeof(Guid) ? Guid.Empty.ToString() : "1");

    private static string NameOf(PropertyInfo property) =>
        JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static Gen<string> Members(Gen<string> value) =>
        Gen.Select(Gen.OneOf(Names), value).Select((name, member) => $"\"{name}\":{member}").Array[0, 8]
            .Select(members => $"{{{string.Join(',', members)}}}");

    private static Gen<string> Leaf() => Gen.Frequency(
        (4, Gen.OneOf(
            "null", "true", "false", "0", "-0", "1.5", "1e400", "7", "-3", "99999999999999999999", "\"\"",
            "\" \"", "\"x\"", "\"major\"", "\"yes\"", "\"headteacher\"", "\"likely\"", "\"\\ud800\"",
            "\"\\u0000\"", "\"2026-03-01\"", "\"2026-03-01T09:30:00Z\"", "\"9999-12-31T23:59:59-14:00\"",
            "\"0195b3c2-7d4e-7a10-8f21-3c5d9e0a4b67\"")),
        (1, Gen.String[0, 20].Select(text => JsonSerializer.Serialize(text))),
        (1, Gen.Double.Where(double.IsFinite).Select(number => JsonSerializer.Serialize(number))));

    private static byte[] Broken(string json, int at, byte noise)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        bytes[at % bytes.Length] = noise;

        return bytes;
    }

    /// <summary>Writes a body that says something sensible in every field.</summary>
    private static class Sensible
    {
        public static ImmutableSortedDictionary<string, object> Body(Type type) => type.GetProperties()
            .Where(property => property.SetMethod is not null
                && !property.IsDefined(typeof(JsonIgnoreAttribute))
                && !property.IsDefined(typeof(PathAttribute), inherit: true))
            .ToImmutableSortedDictionary(
                NameOf, property => Value(property.PropertyType));

        public static object Value(Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;

            return type switch
            {
                { IsEnum: true } => Enum.GetValues(type).GetValue(1)!,
                { IsGenericType: true } when type.IsAssignableTo(typeof(IEnumerable)) =>
                    new[] { Value(type.GetGenericArguments()[0]) },
                _ when type == typeof(CorrectedValue) => "Words that say something.",
                _ when type == typeof(string) => "Words that say something.",
                _ when type == typeof(bool) => true,
                _ when type == typeof(int) || type == typeof(long) => 2,
                _ when type == typeof(Guid) => Guid.Empty,
                _ when type == typeof(DateOnly) => new DateOnly(2026, 9, 1),
                _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
                _ => Body(type),
            };
        }
    }
}
