using static Incidents.Application.Store.KeptPlans;

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
    /// <summary>Whether a row, once there, stays as it is, so that only those of what happened since are
    /// added; its source names the position of each in the change feed as <c>p.position</c>.</summary>
    public bool OnlyGrows { get; init; }

    /// <summary>Whether its rows are made of those events alone that its source names; else whatever happens
    /// to an incident may change them.</summary>
    public bool OfNamedEvents { get; init; }

    /// <summary>Whether an event may change its rows.</summary>
    /// <param name="type">As events are stored.</param>
    public bool IsTouchedBy(string type) =>
        !OfNamedEvents || Source.Contains($"'{type}'", StringComparison.Ordinal);

    /// <summary>With its schema.</summary>
    public string FullName => $"{ReportingSchema.Schema}.{Name}";

    /// <summary>Fills it for the incidents of a statement that names them as <c>incident</c>.</summary>
    public string Fill =>
        $"""
        insert into {FullName} as k (tenant_id, {Names})
        {Rows}
        """;

    /// <summary>What completes such a statement where rows may be there already. A row that is still right is
    /// not written again.</summary>
    public string OrChange =>
        $"""
        on conflict (tenant_id, {Key}) do update set ({Names}) = row({Each("excluded")})
            where row({Each("k")}) is distinct from row({Each("excluded")})
        """;

    /// <summary>Whether its rows are told apart by their incident in the first place.</summary>
    public bool IsByIncident => Key.StartsWith("incident_id", StringComparison.Ordinal);

    /// <summary>What follows on the naming of some incidents of a school so that the rows of these are those
    /// of now.</summary>
    /// <remarks>By <c>not in</c> the database looks them up; <c>not exists</c> would be a join, and as it
    /// takes what is fresh for few it would hold each row against each.</remarks>
    public string Renew =>
        $"""
        , fresh as materialized ({Rows}),
        gone as (
            delete from {FullName} where incident_id = any(@incidents)
                and {(IsByIncident ? "tenant_id = @tenant" : SameSchool("tenant_id", "@tenant"))}
                and (tenant_id, {Key}) not in (select tenant_id, {Key} from fresh))
        insert into {FullName} as k (tenant_id, {Names})
        select * from fresh
        {OrChange}
        """;

    private string Rows =>
        $"""
        select t.tenant_id, t.incident_id, {string.Join(", ", Columns.Select(
            each => $"({each.From})::{each.Type} as {each.Name}"))}
        from incident t {Source}
        """;

    private IEnumerable<string> AllNames => Columns.Select(each => each.Name).Prepend("incident_id");

    private string Names => string.Join(", ", AllNames);

    private string Each(string row) => string.Join(", ", AllNames.Select(name => $"{row}.{name}"));
}
