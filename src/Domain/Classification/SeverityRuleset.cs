namespace Incidents.Domain;

/// <summary>What kind of personal data it is: the base of ENISA's data processing context, 1 to 4.</summary>
public enum DataType
{
    /// <summary>Names, addresses, school life.</summary>
    Simple,

    /// <summary>Habits, whereabouts, behaviour.</summary>
    Behavioural,

    /// <summary>Money.</summary>
    Financial,

    /// <summary>Special categories (UK GDPR Art 9) and the like.</summary>
    Sensitive,
}

/// <summary>How easily people can be recognised: 0.25, 0.5, 0.75 or 1.</summary>
public enum Identifiability
{
    /// <summary>Hardly.</summary>
    Negligible,

    /// <summary>With effort.</summary>
    Limited,

    /// <summary>Easily.</summary>
    Significant,

    /// <summary>At once.</summary>
    Maximum,
}

/// <summary>How far confidentiality, integrity or availability is lost: 0, 0.25 or 0.5.</summary>
public enum Loss
{
    /// <summary>Not.</summary>
    None,

    /// <summary>Within known limits.</summary>
    Partial,

    /// <summary>Without known limits.</summary>
    Full,
}

/// <summary>A band of the severity score.</summary>
public enum SeverityBand
{
    /// <summary>Below 2.</summary>
    Low,

    /// <summary>From 2, below 3.</summary>
    Medium,

    /// <summary>From 3, below 4.</summary>
    High,

    /// <summary>4 and above.</summary>
    VeryHigh,
}

/// <summary>What deserves a second look beside the score.</summary>
public enum SecondLook
{
    /// <summary>More than 100 people.</summary>
    MoreThan100Individuals,

    /// <summary>The data cannot be read by whoever has it.</summary>
    Unintelligible,
}

/// <summary>The answers from which a severity is suggested (ENISA 2013: <c>SE = DPC × EI +
/// CB</c>); a person decides.</summary>
/// <param name="ContextAdjustment">-3 to 3: volume, children or other vulnerable people up; invalid or
/// already public data down.</param>
/// <param name="Individuals">How many people, at least 0.</param>
public sealed record SeverityAnswers(
    DataType DataType, int ContextAdjustment, Identifiability Identifiability, Loss Confidentiality,
    Loss Integrity, Loss Availability, bool Malicious, int? Individuals = null, bool? Unintelligible = null)
{
    /// <summary>The version of these rules, stored with every result.</summary>
    public const string Ruleset = "enisa-2013/1";

    /// <summary>What is wrong with the answers.</summary>
    public IEnumerable<FieldProblem> Problems(string pointer)
    {
        if (ContextAdjustment is < -3 or > 3)
            yield return new($"{pointer}/contextAdjustment", "is a whole number from -3 to 3.");

        if (Individuals < 0)
            yield return new($"{pointer}/individuals", "is 0 or more.");
    }

    /// <summary>The score, its band, and the severity that it suggests. Exact decimals.</summary>
    public SuggestedSeverity Suggest()
    {
        var processingContext = Math.Clamp((int)DataType + 1 + ContextAdjustment, 1, 4);
        var identification = 0.25m * ((int)Identifiability + 1);
        var circumstances = (0.25m * ((int)Confidentiality + (int)Integrity + (int)Availability))
            + (Malicious ? 0.5m : 0m);
        var score = (processingContext * identification) + circumstances;
        var band = BandOf(score);

        return new(this, Ruleset, score, band, SeverityOf(band), [.. Flags()]);
    }

    private static SeverityBand BandOf(decimal score) => score switch
    {
        < 2m => SeverityBand.Low,
        < 3m => SeverityBand.Medium,
        < 4m => SeverityBand.High,
        _ => SeverityBand.VeryHigh,
    };

    private static Severity SeverityOf(SeverityBand band) => band switch
    {
        SeverityBand.Low => Severity.Minor,
        SeverityBand.Medium => Severity.Moderate,
        SeverityBand.High => Severity.Major,
        _ => Severity.Critical,
    };

    private IEnumerable<SecondLook> Flags()
    {
        if (Individuals > 100)
            yield return SecondLook.MoreThan100Individuals;

        if (Unintelligible == true)
            yield return SecondLook.Unintelligible;
    }
}

/// <summary>A suggested severity with all that it was computed from.</summary>
public sealed record SuggestedSeverity(
    SeverityAnswers Answers, string Ruleset, decimal Score, SeverityBand Band, Severity Suggested,
    ImmutableArray<SecondLook> Flags);
