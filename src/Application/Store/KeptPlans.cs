namespace Incidents.Application.Store;

/// <summary>Statements whose plan is made once and kept for as long as a connection lives, while their tables
/// grow from nothing.</summary>
internal static class KeptPlans
{
    /// <summary>That two rows are of one school, so written that no index is chosen for it: while a table is
    /// small, any index that begins with the school seems as good as the one that finds the row.</summary>
    public static string SameSchool(string school, string other) => $"({school} = {other}) is true";
}
