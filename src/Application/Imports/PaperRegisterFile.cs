using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Incidents.Domain;

namespace Incidents.Application.Imports;

/// <summary>What was read from the file of a paper register: its rows, or what is wrong with it.</summary>
public sealed record PaperReading(IReadOnlyList<PaperRow> Rows, IReadOnlyList<RowProblem> Problems);

/// <summary>Reads the file of a paper register: a CSV as a spreadsheet saves it, with commas or semicolons,
/// whose first row names the columns.</summary>
public static class PaperRegisterFile
{
    /// <summary>Bytes that a file may have.</summary>
    public const int LargestFile = 20 * 1024 * 1024;

    /// <summary>Rows that a file may have.</summary>
    public const int MostRows = 20_000;

    private const int LongestCell = 20_000;

    /// <summary>Its rows.</summary>
    /// <param name="calendar">Whose zone the dates are of.</param>
    public static PaperReading Read(string text, SchoolCalendar calendar)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Nothing("is empty; its first row names the columns, as the template does.");

        var row = 1;
        try
        {
            using var parser = new CsvParser(new StringReader(text), Settings(text));
            if (!parser.Read())
                return Nothing("is empty; its first row names the columns, as the template does.");

            var problems = new List<RowProblem>();
            var columns = Columns(parser.Record!, problems);
            if (problems.Count > 0)
                return new([], problems);

            var rows = new List<PaperRow>();
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            for (row = 2; parser.Read(); row++)
            {
                if (row > MostRows + 1)
                    return Nothing($"has more than {MostRows} rows; send it in parts.");

                if (parser.Record!.All(string.IsNullOrWhiteSpace))
                    continue;

                ReadRow(new(row, columns, parser.Record!, calendar), rows, seen, problems);
            }

            return rows.Count == 0 && problems.Count == 0
                ? Nothing("has no rows below its first; fill in one for each incident.")
                : new(rows, problems);
        }
        catch (CsvHelperException)
        {
            return new([], [new(row, null,
                "cannot be read: a cell in quotes does not end where it should, or is longer than "
                + $"{LongestCell} characters. In a cell in quotes, a quote is written twice.")]);
        }
    }

    private static void ReadRow(
        PaperCells cells, List<PaperRow> rows, Dictionary<string, int> seen, List<RowProblem> problems)
    {
        if (cells.Read() is not { } incident)
        {
            problems.AddRange(cells.Problems);
            return;
        }

        if (seen.TryAdd(incident.PaperReference, cells.Number))
            rows.Add(new(cells.Number, incident));
        else
            problems.Add(new(cells.Number, "paperReference",
                $"stands in row {seen[incident.PaperReference]} too; each incident has a reference of its "
                + "own."));
    }

    private static CsvConfiguration Settings(string text) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = Delimiter(text),
        MaxFieldSize = LongestCell + 1,
        TrimOptions = TrimOptions.Trim,
        IgnoreBlankLines = false,
        BadDataFound = found => throw new BadDataException(found.Field, found.RawRecord, found.Context),
    };

    /// <summary>A spreadsheet whose decimals have commas parts cells by semicolons.</summary>
    private static string Delimiter(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text : text[..end];

        return ",;\t".MaxBy(delimiter => header.Count(letter => letter == delimiter)).ToString();
    }

    private static Dictionary<string, int> Columns(string[] header, List<RowProblem> problems)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (at, name) in header.Index())
        {
            if (name.Length == 0)
                continue;

            var known = PaperColumns.All.FirstOrDefault(
                column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (known is null)
            {
                problems.Add(new(1, null,
                    $"column {at + 1} is none of the template's; they are "
                    + $"{string.Join(", ", PaperColumns.All)}."));
            }
            else if (!columns.TryAdd(known, at))
                problems.Add(new(1, known, "stands there twice; keep one."));
        }

        problems.AddRange(PaperColumns.Required.Where(name => !columns.ContainsKey(name))
            .Select(name => new RowProblem(1, name, "is missing; every row needs it.")));

        return columns;
    }

    private static PaperReading Nothing(string message) => new([], [new(0, null, message)]);
}
