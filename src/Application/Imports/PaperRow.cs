using Incidents.Domain;

namespace Incidents.Application.Imports;

/// <summary>A row of a paper register, as it was read from a file.</summary>
/// <param name="Number">Its number as a spreadsheet counts, the header being 1.</param>
public sealed record PaperRow(int Number, ImportIncident Incident);

/// <summary>What is wrong with a row, and what to do. It never repeats what the row says.</summary>
/// <param name="Row">As a spreadsheet counts; 0: the file itself.</param>
/// <param name="Column">None: the row as a whole.</param>
public sealed record RowProblem(int Row, string? Column, string Message)
{
    /// <summary>As a problem names it.</summary>
    public FieldProblem ToField() => new($"/rows/{Row}{(Column is null ? "" : $"/{Column}")}", Message);
}

/// <summary>What became of a row.</summary>
public enum RowOutcome
{
    /// <summary>It made an incident.</summary>
    Imported,

    /// <summary>It had made one before.</summary>
    AlreadyThere,

    /// <summary>It made none.</summary>
    Refused,
}
