namespace Incidents.Domain.Tests;

public sealed class ASuggestedSeverity
{
    private static readonly SeverityAnswers Least =
        new(DataType.Simple, 0, Identifiability.Negligible, Loss.None, Loss.None, Loss.None,
            Malicious: false);

    [Theory]
    [InlineData(DataType.Simple, Identifiability.Negligible, Loss.None, false, "0.25", SeverityBand.Low)]
    [InlineData(DataType.Financial, Identifiability.Limited, Loss.Partial, false, "1.75", SeverityBand.Low)]
    [InlineData(DataType.Behavioural, Identifiability.Maximum, Loss.None, false, "2", SeverityBand.Medium)]
    [InlineData(
        DataType.Financial, Identifiability.Significant, Loss.Full, false, "2.75", SeverityBand.Medium)]
    [InlineData(DataType.Financial, Identifiability.Maximum, Loss.None, false, "3", SeverityBand.High)]
    [InlineData(DataType.Financial, Identifiability.Maximum, Loss.Partial, true, "3.75", SeverityBand.High)]
    [InlineData(DataType.Sensitive, Identifiability.Maximum, Loss.None, false, "4", SeverityBand.VeryHigh)]
    [InlineData(DataType.Sensitive, Identifiability.Maximum, Loss.Full, true, "5", SeverityBand.VeryHigh)]
    public void lies_in_the_band_of_its_score(
        DataType data, Identifiability identifiability, Loss confidentiality, bool malicious, string score,
        SeverityBand band)
    {
        var suggested = (Least with
        {
            DataType = data,
            Identifiability = identifiability,
            Confidentiality = confidentiality,
            Malicious = malicious,
        }).Suggest();

        (suggested.Score, suggested.Band).Should().Be((decimal.Parse(score, provider: null), band));
    }

    [Theory]
    [InlineData(-4, 0, "/contextAdjustment")]
    [InlineData(-3, 0, null)]
    [InlineData(3, 0, null)]
    [InlineData(4, 0, "/contextAdjustment")]
    [InlineData(0, -1, "/individuals")]
    public void rests_on_answers_within_their_bounds(int adjustment, int individuals, string? wrong) =>
        (Least with { ContextAdjustment = adjustment, Individuals = individuals }).Problems("")
            .Select(problem => problem.Pointer).Should().Equal(wrong is null ? [] : [wrong]);

    [Theory]
    [InlineData(0, Severity.Minor)]
    [InlineData(1, Severity.Moderate)]
    [InlineData(2, Severity.Major)]
    [InlineData(3, Severity.Critical)]
    public void is_the_severity_of_the_band(int adjustment, Severity severity) =>
        (Least with { Identifiability = Identifiability.Maximum, ContextAdjustment = adjustment }).Suggest()
            .Suggested
            .Should().Be(severity);

    [Theory]
    [InlineData(DataType.Simple, -3, "1")]
    [InlineData(DataType.Simple, 2, "3")]
    [InlineData(DataType.Sensitive, 3, "4")]
    [InlineData(DataType.Sensitive, -2, "2")]
    public void moves_the_context_within_1_and_4(DataType data, int adjustment, string score) =>
        (Least with
        {
            DataType = data,
            ContextAdjustment = adjustment,
            Identifiability = Identifiability.Maximum
        })
            .Suggest().Score.Should().Be(decimal.Parse(score, provider: null));

    [Fact]
    public void adds_up_every_loss_and_malice() =>
        (Least with
        {
            Confidentiality = Loss.Full,
            Integrity = Loss.Partial,
            Availability = Loss.Full,
            Malicious = true
        })
            .Suggest().Score.Should().Be(0.25m + 0.5m + 0.25m + 0.5m + 0.5m);

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void is_flagged_from_more_than_100_individuals(int individuals, bool flagged) =>
        (Least with { Individuals = individuals }).Suggest().Flags.Contains(SecondLook.MoreThan100Individuals)
            .Should().Be(flagged);

    [Fact]
    public void is_flagged_where_nobody_can_read_the_data() =>
        (Least with { Unintelligible = true }).Suggest().Flags.Should().Equal(SecondLook.Unintelligible);

    /// <summary>Written out once more, in whole quarters, so that nothing is rounded in either.</summary>
    [Fact]
    public void is_exact_for_every_set_of_answers()
    {
        var answers =
            from data in Enum.GetValues<DataType>()
            from adjustment in Enumerable.Range(-3, 7)
            from identifiability in Enum.GetValues<Identifiability>()
            from confidentiality in Enum.GetValues<Loss>()
            from integrity in Enum.GetValues<Loss>()
            from availability in Enum.GetValues<Loss>()
            from malicious in (bool[])[false, true]
            select new SeverityAnswers(
                data, adjustment, identifiability, confidentiality, integrity, availability, malicious);

        foreach (var each in answers)
        {
            var context = Math.Min(4, Math.Max(1, (int)each.DataType + 1 + each.ContextAdjustment));
            var quarters = (context * ((int)each.Identifiability + 1))
                + (int)each.Confidentiality + (int)each.Integrity + (int)each.Availability
                + (each.Malicious ? 2 : 0);
            var (band, severity) = quarters switch
            {
                < 8 => (SeverityBand.Low, Severity.Minor),
                < 12 => (SeverityBand.Medium, Severity.Moderate),
                < 16 => (SeverityBand.High, Severity.Major),
                _ => (SeverityBand.VeryHigh, Severity.Critical),
            };

            var suggested = each.Suggest();
            (suggested.Score * 4, suggested.Band, suggested.Suggested).Should()
                .Be((quarters, band, severity));
        }
    }

    [Fact]
    public void is_written_to_the_hundredth() =>
        (Least with { DataType = DataType.Behavioural, Identifiability = Identifiability.Maximum }).Suggest()
            .Score.ToString(System.Globalization.CultureInfo.InvariantCulture).Should().Be("2.00");

    [Fact]
    public void says_by_which_rules_and_answers_it_was_computed() =>
        Least.Suggest().Should()
            .Match<SuggestedSeverity>(s => s.Answers == Least && s.Ruleset == "enisa-2013/1");
}
