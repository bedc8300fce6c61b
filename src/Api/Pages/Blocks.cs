namespace Incidents.Api.Pages;

/// <summary>What pages are put together from.</summary>
internal static class Blocks
{
    /// <summary>A part of a page under its heading; what has nothing in it says so.</summary>
    public static Html Section(string heading, Html? content, string none = "Nothing is recorded.") =>
        Html.Of($"""
            <section>
            <h2>{heading}</h2>
            {Or(content, none)}
            </section>

            """);

    /// <summary>Names and what they stand for; those that stand for nothing are left out.</summary>
    public static Html? Facts(params IEnumerable<(string Name, Html? Value)> facts)
    {
        var list = Html.Join(facts.Where(fact => fact.Value is { IsEmpty: false })
            .Select(fact => Html.Of($"<dt>{fact.Name}</dt><dd>{fact.Value}</dd>\n")));

        return list.IsEmpty ? null : Html.Of($"<dl>\n{list}</dl>");
    }

    /// <summary>A table whose rows begin with what they are about; none where there are no rows.</summary>
    public static Html? Table(
        string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<Html?>> rows)
    {
        var lines = rows.Select(Row).ToList();
        var heads = Html.Join(columns.Select(name => Html.Of($"<th scope=\"col\">{name}</th>")));

        return lines.Count == 0 ? null : Html.Of($"""
            <table>
            <caption>{caption}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>
            {Html.Join(lines)}</tbody>
            </table>
            """);
    }

    /// <summary>A text in its place, or nothing.</summary>
    public static Html? Text(string? text) => text is null ? null : Html.Text(text);

    private static Html Row(IReadOnlyList<Html?> cells) => Html.Of(
        $"<tr><th scope=\"row\">{cells[0]}</th>"
        + $"{Html.Join(cells.Skip(1).Select(cell => Html.Of($"<td>{cell}</td>")))}</tr>\n");

    private static Html Or(Html? content, string none) =>
        content is { IsEmpty: false } ? content : Html.Of($"""<p class="none">{none}</p>""");
}
