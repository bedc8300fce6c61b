using System.Text.Json;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Register;

/// <summary>What a line of the register shows, instants in UTC.</summary>
/// <param name="ImportedAt">When it was taken over from a paper register; none: it was reported here.</param>
/// <param name="SeverityRank">0 while unclassified, then 1 to 4.</param>
/// <param name="DueAt">When the next of its steps is due; none: nothing is.</param>
public sealed record RegisterLine(
    Guid Id, string Reference, string Title, bool Erased, IncidentStatus Status, IncidentKind Kind,
    DateTimeOffset ReportedAt, DateTimeOffset? ImportedAt, Severity? Severity, int SeverityRank,
    string? BreachType, IReadOnlyList<string> InformationPolicies, Guid? Investigator, long Version,
    DateTimeOffset? DueAt)
{
    /// <summary>What a whole entry shows.</summary>
    public static RegisterLine Of(RegisterEntry entry, DateTimeOffset? dueAt) => new(
        entry.Id, entry.Reference, entry.Title, entry.Erased, entry.Status, entry.Kind, entry.ReportedAt,
        entry.ImportedAt, entry.Severity, entry.SeverityRank, entry.BreachType, entry.InformationPolicies,
        entry.Investigator, entry.Incident.Version, dueAt);
}

/// <summary>A line with the entry that it stands for, for registers that say more.</summary>
public sealed record WholeLine(RegisterEntry Entry, RegisterLine Shown);

/// <summary>A page of the register.</summary>
/// <param name="Next">Where the next page begins; none: this is the last.</param>
public sealed record RegisterPage<TLine>(IReadOnlyList<TLine> Items, RegisterCursor? Next);

/// <summary>Where a page ends: the values it was sorted by, and the id.</summary>
public sealed record RegisterCursor(
    int SeverityRank, DateTimeOffset ReportedAt, Guid Id, DateTimeOffset? DueAt = null)
{
    /// <summary>The place after a line.</summary>
    public static RegisterCursor After(RegisterLine line) =>
        new(line.SeverityRank, line.ReportedAt, line.Id, line.DueAt);

    /// <summary>As it goes out: opaque, for the caller to send back.</summary>
    public string ToText() => System.Buffers.Text.Base64Url.EncodeToString(
        JsonSerializer.SerializeToUtf8Bytes(this, StoreJson.Options));

    /// <summary>As it comes back; none where it is not one of ours.</summary>
    public static RegisterCursor? Parse(string text)
    {
        try
        {
            var cursor = JsonSerializer.Deserialize<RegisterCursor>(
                System.Buffers.Text.Base64Url.DecodeFromChars(text), StoreJson.Options);

            return cursor is { Id: var id } && id != Guid.Empty ? cursor : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
