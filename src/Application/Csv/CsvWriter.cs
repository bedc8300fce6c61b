using System.Globalization;
using System.Text;

namespace Incidents.Application.Csv;

/// <summary>Writes comma-separated values as RFC 4180 has them, in UTF-8. A text that a spreadsheet would
/// take for a formula is written with an apostrophe before it, so that nothing which somebody typed is
/// carried out where it is opened.</summary>
public sealed class CsvWriter(Stream sink)
{
    /// <summary>The media type, for whoever sends it.</summary>
    public const string MediaType = "text/csv; charset=utf-8; header=present";

    private const string LineEnd = "\r\n";
    private readonly StringBuilder _line = new();

    /// <summary>Writes the names of the columns.</summary>
    public Task Head(IEnumerable<string> names, CancellationToken cancellation) =>
        Row(names.Select(name => (object?)name), cancellation);

    /// <summary>Writes a row: texts, numbers, instants (in UTC, ending in Z), dates, truth values, ids;
    /// nothing for null.</summary>
    /// <exception cref="NotSupportedException">A value is of another type: a defect of whoever
    /// asks.</exception>
    public async Task Row(IEnumerable<object?> values, CancellationToken cancellation)
    {
        _line.Clear();
        foreach (var value in values)
            _line.Append(Cell(value)).Append(',');
        _line.Length = Math.Max(0, _line.Length - 1);
        _line.Append(LineEnd);

        await sink.WriteAsync(Encoding.UTF8.GetBytes(_line.ToString()), cancellation);
    }

    /// <summary>A value as a cell.</summary>
    public static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(Harmless(text)),
        bool yes => yes ? "true" : "false",
        DateTimeOffset instant =>
            instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Guid id => id.ToString(),
        Enum word => Domain.Words.CamelCase(word.ToString()),
        int or long or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"No cell is known for a {value.GetType().Name}."),
    };

    /// <summary>Spreadsheets look at the first character that is not a space, also at its full-width
    /// form.</summary>
    private static string Harmless(string text) =>
        text.AsSpan().TrimStart() is [var first, ..] && first is '=' or '+' or '-' or '@' or '|' or '%'
            or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20'
        || text is ['\t' or '\r' or '\n', ..]
            ? "'" + text
            : text;

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny("\",\r\n") || text.StartsWith(' ') || text.EndsWith(' ')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
}
