using System.Text.RegularExpressions;

namespace Incidents.Api.Tests.Security.Matrix;

/// <summary>A table of who may do what, as it is committed.</summary>
/// <param name="Columns">The names above the cells.</param>
internal sealed partial record MatrixTable(IReadOnlyList<string> Columns, IReadOnlyList<MatrixRow> Rows)
{
    /// <summary>The widest table of a file; what stands around it is for its reader.</summary>
    public static MatrixTable Read(string file)
    {
        var lines = File.ReadLines(
            Path.Combine(Repository.Root, "tests/Api.Tests/Security/Matrix", file)).ToList();
        var rule = lines.Where(line => line.StartsWith("|--", StringComparison.Ordinal))
            .MaxBy(line => line.Length)!;
        var first = lines.IndexOf(rule) - 1;
        var header = Cells(lines[first]);
        var left = header.Contains("severity") ? 2 : 1;
        var rows = lines.Skip(first + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells)
            .Select(cells => new MatrixRow(
                cells[0].Trim('`'), left == 2 ? cells[1] : "all", [.. cells.Skip(left)]));

        return new([.. header.Skip(left)], [.. rows]);
    }

    /// <summary>The routes in the list below the table, which are open to all.</summary>
    public static IReadOnlyList<string> OpenRoutes(string file) =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests/Api.Tests/Security/Matrix", file))
            .SkipWhile(line => !line.StartsWith("Open to all", StringComparison.Ordinal))
            .Select(line => OpenRoute().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups["route"].Value),
    ];

    /// <summary>The row of a path; what the names in its braces are does not matter.</summary>
    public MatrixRow? Row(string path, string severity) => Rows.FirstOrDefault(row =>
        Shape(row.Path) == Shape(path)
        && (row.Severity == "all" || (row.Severity == "critical") == (severity == "critical")));

    public static string Shape(string path) => Named().Replace(path, "{}");

    private static string[] Cells(string line) =>
        [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| `(?<route>[^`]+)` +\|$", RegexOptions.NonBacktracking)]
    private static partial Regex OpenRoute();
}

/// <summary>One row: what each column is answered.</summary>
internal sealed record MatrixRow(string Path, string Severity, IReadOnlyList<string> Cells);
