namespace Incidents.Domain;

/// <summary>The answers from which it is computed whether a breach is notified to the ICO (UK GDPR Art 33 and
/// 34); a person decides.</summary>
/// <param name="PersonalData">Whether it is data of living people.</param>
/// <param name="Likelihood">Whether a risk to people's rights and freedoms is likely.</param>
/// <param name="HighRisk">Whether that risk is high.</param>
/// <param name="Mitigated">Whether something has removed the risk; it counts with its reason only.</param>
/// <param name="Mitigation">What has removed it.</param>
public sealed record IcoAnswers(
    bool PersonalData,
    Likelihood Likelihood,
    bool HighRisk,
    bool? Mitigated = null,
    [property: MaxLength(5_000)] string? Mitigation = null)
{
    /// <summary>What the answers come to, and what deserves a second thought before somebody
    /// decides.</summary>
    public SuggestedIcoOutcome Suggest() =>
        new(IcoRuleset.Outcome(PersonalData, Likelihood, IsMitigated, HighRisk), [.. Prompts()],
            IcoRuleset.Name);

    private bool IsMitigated => Mitigated == true && Mitigation is not null;

    private IEnumerable<string> Prompts()
    {
        if (!PersonalData)
            yield break;

        if (Likelihood == Likelihood.Unlikely)
            yield return IcoRuleset.UnlikelyMayStillBeHigh;

        if (HighRisk && (Likelihood == Likelihood.Unlikely || IsMitigated))
            yield return IcoRuleset.HighAndYetNotReportable;

        if (Mitigated == true && !IsMitigated)
            yield return IcoRuleset.MitigatedBecause;
    }
}

/// <summary>What the answers for the ICO come to.</summary>
/// <param name="Prompts">What to look at again before deciding.</param>
/// <param name="Ruleset">The version of the rules it was computed by.</param>
public sealed record SuggestedIcoOutcome(IcoOutcome Outcome, ImmutableArray<string> Prompts, string Ruleset);

/// <summary>Whether a breach is notified to the ICO (UK GDPR Art 33 and 34), computed from the
/// questionnaire; a person decides.</summary>
public static class IcoRuleset
{
    /// <summary>The version of these rules, stored with every result.</summary>
    public const string Name = "uk-gdpr-33-34/1";

    /// <summary>Shown where the risk was answered to be unlikely.</summary>
    public const string UnlikelyMayStillBeHigh =
        "If the potential consequences are significant the risk may be high even if unlikely.";

    /// <summary>Shown where the answers do not go together.</summary>
    public const string HighAndYetNotReportable =
        "The risk was answered to be high, and yet these answers come to no notification: look at the "
        + "likelihood and at what mitigates it again before you decide.";

    /// <summary>Shown where a mitigation has no reason yet.</summary>
    public const string MitigatedBecause =
        "Say what has removed the risk: until then it does not count as mitigated.";

    /// <summary>What the answers come to.</summary>
    public static IcoOutcome Outcome(bool personalData, Likelihood likelihood, bool mitigated, bool highRisk)
    {
        if (!personalData)
            return IcoOutcome.NotAPersonalDataBreach;

        if (likelihood == Likelihood.Unlikely || mitigated)
            return IcoOutcome.NotReportable;

        return highRisk ? IcoOutcome.ReportableAndInform : IcoOutcome.Reportable;
    }
}
