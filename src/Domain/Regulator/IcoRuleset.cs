namespace Incidents.Domain;

/// <summary>Whether a breach is notified to the ICO (UK GDPR Art 33 and 34), computed from the
/// questionnaire; a person decides.</summary>
public static class IcoRuleset
{
    /// <summary>The version of these rules, stored with every result.</summary>
    public const string Name = "uk-gdpr-33-34/1";

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
