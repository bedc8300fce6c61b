using System.Text;
using System.Text.Json.Nodes;
using Incidents.Api.Bodies;
using Incidents.Api.Routes;
using Incidents.Api.Tests.Bodies;
using Incidents.Domain;

namespace Incidents.Api.Tests.OpenApi;

public sealed class TheBodiesOfTheDescription
{
    public static TheoryData<Type> Everything =>
    [
        .. Description.Steps.Select(route => route.Command), typeof(ApiKeyRequest), typeof(TenantRequest),
        typeof(CalendarFeedRequest), typeof(WebhookRequest), typeof(ReplayRequest),
        typeof(PolicyPack), typeof(RequestPolicyException), typeof(DecideOnPolicyException),
        typeof(ProposePolicyChange), typeof(DecideOnPolicyChange),
    ];

    [Theory]
    [MemberData(nameof(Everything))]
    public void are_understood_as_the_examples_show_them(Type type)
    {
        foreach (var (name, example) in Examples(type))
        {
            var body = example!["value"]!;

            Read(type, body).Should().BeOfType<Understood<object>>($"the example {name} is a good body");
            Conformity.Problems(body, Schema(type)).Should().BeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void are_taken_as_their_schema_says(Type type)
    {
        foreach (var body in BodiesBySchema.Good(Schema(type)))
        {
            // A strange field keeps the reader from going on to what makes no sense together.
            body["strange"] = true;

            PointersOf(type, body).Should().Equal(["/strange"], $"its schema allows {body.ToJsonString()}");
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void are_refused_as_their_schema_says(Type type)
    {
        foreach (var (body, pointer) in BodiesBySchema.Bad(Schema(type)))
            PointersOf(type, body).Should().Equal([pointer], $"its schema forbids {body.ToJsonString()}");
    }

    [Fact]
    public void are_needless_where_nothing_is_asked_for()
    {
        foreach (var command in Description.Steps.Select(route => route.Command))
        {
            var body = Description.Of(command).Node["requestBody"]!;

            (body["required"]?.GetValue<bool>() == true).Should()
                .Be(Schema(command)["required"]?.AsArray().Count > 0, command.Name);
        }
    }

    private static JsonObject Schema(Type type) => Description.Schemas[type.Name]!.AsObject();

    private static JsonObject Examples(Type type) => Description.Operations.First(each =>
        each.BodySchema?["$ref"]?.GetValue<string>() == $"#/components/schemas/{type.Name}").BodyExamples!;

    private static IEnumerable<string> PointersOf(Type type, JsonObject body) =>
        Read(type, body).Should().BeOfType<Misread<object>>(body.ToJsonString()).Subject
            .Problems.Select(problem => problem.Pointer);

    private static BodyReading<object> Read(Type type, JsonNode body) => BodyReader.Read(
        type, Encoding.UTF8.GetBytes(body.ToJsonString()), Reading.PathOf(type).ToDictionary(
            part => Words.CamelCase(part.Name),
            part => part.PropertyType == typeof(Guid) ? "0195b3c2-7d4e-7a10-8f21-3c5d9e0a4b67"
                : part.PropertyType == typeof(int) ? "1"
                : (string?)"how-3b"));
}
