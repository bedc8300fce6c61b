using Incidents.Api.Bodies;
using Incidents.Domain;

namespace Incidents.Api.Tests.Bodies;

public sealed class EvidenceAsAForm
{
    [Fact]
    public void becomes_its_command() =>
        Read(("description", "The letter, \"as sent\""), ("collectedAt", "2026-03-01T10:30:00+01:00"))
            .Should().Be(
            new Understood<RecordEvidence>(new("The letter, \"as sent\"",
                CollectedAt: new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero))));

    [Fact]
    public void is_told_everything_at_once() =>
        Read(("source", ""), ("collectedAt", "yesterday"), ("sha-256", "ab"), ("location", "Safe"),
            ("location", "x"))
            .Should().BeOfType<Misread<RecordEvidence>>().Which.Problems.Should()
                .BeEquivalentTo(new FieldProblem[]
            {
                new("/source", "must not be blank; leave it out instead."),
                new("/collectedAt", "must be a date, a time and an offset from UTC, such as "
                    + "2026-03-01T09:30:00Z."),
                new("/sha-256", "is not a field of this command; did you mean `sha256`?"),
                new("/location", "is given more than once; give it once."),
                new("/description", "is required: give text of at most 20,000 characters."),
            });

    [Fact]
    public void is_told_what_the_command_itself_finds() =>
        Read(("description", "x"), ("sha256", "ab")).Should().BeOfType<Misread<RecordEvidence>>()
            .Which.Problems.Should().Equal(new FieldProblem("/sha256", "is 64 hexadecimal digits."));

    [Fact]
    public void survives_half_a_character() =>
        ((Func<object>)(() => Read(("description", "a\ud800"), ("\udc00", "b")))).Should().NotThrow();

    private static BodyReading<RecordEvidence> Read(params (string Name, string Value)[] fields) =>
        BodyReader.ReadForm<RecordEvidence>(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), Reading.NoPath);
}
