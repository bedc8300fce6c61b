namespace Incidents.Domain;

/// <summary>What a protected reporter is told who would investigate their own report (why-6). Nobody else may
/// learn of it, because it says who reported.</summary>
internal static class RequiredIndependence
{
    /// <summary>The refusal, for that person alone.</summary>
    public static Refusal OfReporter(string detail) =>
        Rules.InvestigatorNotIndependent.Refuses(detail) with { ToThemAlone = true };
}
