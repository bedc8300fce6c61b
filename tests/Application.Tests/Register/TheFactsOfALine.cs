using Incidents.Application.Register;
using Incidents.Domain;

namespace Incidents.Application.Tests.Register;

public sealed class TheFactsOfALine
{
    private static readonly DateTimeOffset Told = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void follow_the_correction_of_what_says_when_it_happened_and_no_other()
    {
        var line = new RegisterFacts { OccurredAt = Told, OccurredIn = 2 };

        After(line, Corrected(version: 2)).OccurredAt.Should().Be(Told.AddHours(-1));
        After(line, Corrected(version: 1)).OccurredAt.Should().Be(Told);
    }

    [Fact]
    public void follow_any_where_an_earlier_version_did_not_keep_what_says_it() =>
        After(new() { OccurredAt = Told }, Corrected(version: 1)).OccurredAt.Should().Be(Told.AddHours(-1));

    private static RegisterFacts After(RegisterFacts line, RecordCorrected corrected) =>
        line.After(corrected, Told, Incident.Initial, next: null);

    private static RecordCorrected Corrected(long version) => new(
        version, Correctable.OccurredAt, Text: null, Told.AddHours(-1), Channel: null, [], [], [],
        LateBySeconds: null, Text.Narrative("It was written down wrongly."));
}
