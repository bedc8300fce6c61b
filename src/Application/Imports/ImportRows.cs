using Incidents.Domain;

namespace Incidents.Application.Imports;

/// <summary>An import that was taken on, and how far it has come. It holds numbers and what is wrong with
/// rows, and nothing of what a row says.</summary>
/// <param name="By">Who sent it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Rows">How many rows it has.</param>
public sealed record ImportRow(Guid Id, Guid By, IReadOnlyList<Role> Roles, DateTimeOffset At, int Rows)
{
    /// <summary>How many problems are listed.</summary>
    public const int MostProblems = 200;

    /// <summary>How many rows were dealt with.</summary>
    public int Done { get; init; }

    /// <summary>How many made an incident.</summary>
    public int Imported { get; init; }

    /// <summary>How many had made one before.</summary>
    public int AlreadyThere { get; init; }

    /// <summary>How many made none.</summary>
    public int Refused { get; init; }

    /// <summary>What is wrong with rows that made none, as many as somebody reads.</summary>
    public IReadOnlyList<RowProblem> Problems { get; init; } = [];

    /// <summary>When the last row was dealt with, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>With one more row dealt with.</summary>
    public ImportRow With(RowOutcome outcome, IReadOnlyList<RowProblem> problems) => this with
    {
        Done = Done + 1,
        Imported = Imported + (outcome == RowOutcome.Imported ? 1 : 0),
        AlreadyThere = AlreadyThere + (outcome == RowOutcome.AlreadyThere ? 1 : 0),
        Refused = Refused + (outcome == RowOutcome.Refused ? 1 : 0),
        Problems = Problems.Count >= MostProblems ? Problems : [.. Problems, .. problems],
    };
}

/// <summary>Rows of an import that wait to be taken over, sealed under the tenant's key; removed in the
/// transaction that says what became of them.</summary>
/// <param name="Id">The import's id and the batch's number in it.</param>
public sealed record ImportBatch(string Id, SealedText Rows)
{
    /// <summary>How many rows a batch has.</summary>
    public const int Size = 50;

    /// <summary>The id of a batch.</summary>
    /// <param name="number">From 0.</param>
    public static string IdOf(Guid import, int number) => $"{import:N}/{number}";
}
