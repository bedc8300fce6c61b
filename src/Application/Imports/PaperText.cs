using System.Text;

namespace Incidents.Application.Imports;

/// <summary>The text of a file that a spreadsheet saved.</summary>
public static class PaperText
{
    private const int Utf8Mark = 3;

    private static readonly UTF8Encoding Utf8 = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it as UTF-8, with a mark at its beginning or without, or as Windows-1252 where whoever
    /// sends it says that it is.</summary>
    /// <param name="problem">What is wrong with it.</param>
    public static string? Read(ReadOnlySpan<byte> file, bool asWindows1252, out RowProblem? problem)
    {
        problem = null;
        if (asWindows1252)
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(file);

        if (file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            problem = new(0, null, "is UTF-16, which spreadsheets call Unicode text; save it as CSV UTF-8.");
            return null;
        }

        if (file is [0x50, 0x4B, 0x03, 0x04, ..])
        {
            problem = new(0, null, "is a workbook and not a CSV; open it and save it as CSV UTF-8.");
            return null;
        }

        try
        {
            var text = Utf8.GetString(file is [0xEF, 0xBB, 0xBF, ..] ? file[Utf8Mark..] : file);
            if (!text.Contains('\0', StringComparison.Ordinal))
                return text;

            problem = new(0, null, "is no text; send the CSV that the spreadsheet saves.");
        }
        catch (DecoderFallbackException exception)
        {
            var line = file[..Math.Min(exception.Index + 3, file.Length)].Count((byte)'\n') + 1;
            problem = new(0, null,
                $"is not UTF-8 in line {line}. In Excel choose 'CSV UTF-8 (comma delimited)'; a file that "
                + "Excel saved as plain CSV is sent as Windows-1252 (Content-Type: text/csv; "
                + "charset=windows-1252, or --encoding windows-1252 on the command line).");
        }

        return null;
    }
}
