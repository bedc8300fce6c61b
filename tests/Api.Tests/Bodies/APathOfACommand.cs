using Incidents.Api.Bodies;
using Incidents.Domain;

namespace Incidents.Api.Tests.Bodies;

public sealed class APathOfACommand
{
    private const string Assessment = """{"satisfied": true, "reason": "All done."}""";

    [Fact]
    public void gives_a_number() =>
        Reading.Understood<AssessOutcome>(Assessment, Path("number", "2")).Number.Should().Be(2);

    [Fact]
    public void gives_a_word() =>
        Reading.Understood<RuleOutStep>("""{"reason": "Nobody to speak to."}""", Path("point", "how-3b"))
            .Point.Should().Be("how-3b");

    [Fact]
    public void is_named_in_any_case() =>
        Reading.Understood<AssessOutcome>(Assessment, Path("Number", "2")).Number.Should().Be(2);

    [Theory]
    [InlineData("two")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("99999999999")]
    [InlineData("")]
    [InlineData(null)]
    public void that_is_no_number_is_not_found_whatever_the_body_says(string? part) =>
        Reading.Of<AssessOutcome>("nonsense", Path("number", part)).Should()
            .Be(new NoSuchPath<AssessOutcome>("number"));

    [Theory]
    [InlineData("7")]
    [InlineData("0195b3c27d4e7a108f213c5d9e0a4b67")]
    public void that_is_no_id_is_not_found(string part) =>
        Reading.Of<AcknowledgeEscalation>("{}", Path("escalationId", part)).Should()
            .Be(new NoSuchPath<AcknowledgeEscalation>("escalationId"));

    [Fact]
    public void that_does_not_give_what_the_command_takes_is_a_defect() =>
        ((Func<object>)(() => Reading.Of<AssessOutcome>(Assessment))).Should()
            .Throw<InvalidOperationException>();

    private static Dictionary<string, string?> Path(string name, string? part) =>
        new() { ["id"] = "x", [name] = part };
}
