namespace Incidents.Domain;

/// <summary>Whether a pack says of every incident how long it is kept.</summary>
internal static class RetentionCheck
{
    private const int MostMonths = 100 * 12;

    public static IEnumerable<FieldProblem> Problems(ImmutableArray<RetentionRule> rules) =>
    [
        .. PackCheck.Ids(rules.Select(rule => rule.Id), index => $"/retention/{index}/id"),
        .. rules.Index().Where(rule => rule.Item.Months is < 1 or > MostMonths)
            .Select(rule => new FieldProblem($"/retention/{rule.Index}/months", $"is 1 to {MostMonths}.")),
        .. PackCheck.Repeated(rules.Select(rule => (rule.Kind, rule.Severity)),
            index => $"/retention/{index}", "is for the same incidents as a rule before it."),
        .. rules is [.., { Kind: null, Severity: null }]
            ? []
            : (FieldProblem[])[new("/retention", "ends with a rule for all other incidents: one without kind "
                + "and severity.")],
    ];
}
