namespace Incidents.Application.ReportingTables;

/// <summary>A column of a reporting table.</summary>
/// <param name="Type">As PostgreSQL names it.</param>
/// <param name="From">What it holds, in the statement of its table.</param>
/// <param name="Means">In a sentence, for the data dictionary.</param>
internal sealed record ReportingColumn(string Name, string Type, string From, string Means);

/// <summary>A table for reporting tools: a question to the record, asked again for an incident whenever
/// something happens to it, and its rows put in the place of those before. So the rows can be built again
/// from the record at any time, and twice gives the same.</summary>
/// <param name="Key">The columns that tell its rows apart.</param>
/// <param name="Source">After <c>from incident t</c>, which has tenant_id and incident_id.</param>
internal sealed record ReportingTable(
    string Name, string Means, string Key, IReadOnlyList<ReportingColumn> Columns, string Source)
{
    /// <summary>Whether a row, once there, stays as it is, so that only those of what happened since are added;
    /// its source names the position of each in the change feed as <c>p.position</c>.</summary>
    public bool OnlyGrows { get; init; }

    /// <summary>With its schema.</summary>
    public string FullName => $"{ReportingSchema.Schema}.{Name}";

    /// <summary>Fills it for the incidents of a statement that names them as <c>incident</c>.</summary>
    public string Fill =>
        $"""
        insert into {FullName} (
            tenant_id, incident_id, {string.Join(", ", Columns.Select(each => each.Name))})
        select t.tenant_id, t.incident_id, {string.Join(", ", Columns.Select(each => each.From))}
        from incident t {Source}
        """;
}
