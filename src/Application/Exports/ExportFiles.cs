using Incidents.Application.PersonalData;
using Incidents.Application.Tenants;

namespace Incidents.Application.Exports;

/// <summary>An event as an export holds it: a line. Its texts are sealed as they are stored.</summary>
/// <param name="Sequence">The store's own number, by which an export goes on where it was cut off.</param>
/// <param name="Position">Its position in the change feed; none: it has none yet.</param>
/// <param name="Data">The event as it is stored.</param>
public sealed record ExportedEvent(
    long Sequence, long? Position, Guid Id, Guid Stream, long Version, string Type, DateTimeOffset At,
    string? Correlation, string? Causation, IReadOnlyDictionary<string, string>? Headers,
    System.Text.Json.JsonElement Data);

/// <summary>A data key as an export holds it: under the export's own key.</summary>
public sealed record ExportedKey(Guid Id, KeyPurpose Purpose, DateTimeOffset MadeAt, string Wrapped);

/// <summary>A row as an export holds it: one of these.</summary>
public sealed record ExportedRow(
    TenantRow? Tenant = null, PersonRow? Person = null, ApiKeyRow? ApiKey = null,
    ReceiptEntry? Receipt = null, ExportedKey? Key = null, DestroyedKey? Destroyed = null);

/// <summary>Which incident a receipt is of, by a slow hash.</summary>
public sealed record ReceiptEntry(string Id, Guid IncidentId);

/// <summary>A file of an export.</summary>
/// <param name="Name">Within the export's folder.</param>
/// <param name="Lines">Of a file of lines.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record ExportedFile(string Name, long Lines, string Sha256);

/// <summary>A file of evidence in an export, encrypted as it is kept.</summary>
public sealed record ExportedBlob(Guid Id, Guid IncidentId, long Length, string Sha256);

/// <summary>How far an export has come, kept beside it until it is whole.</summary>
/// <param name="After">The sequence number of its last event.</param>
public sealed record ExportProgress(
    string Tenant, Guid ExportId, string Salt, long After, IReadOnlyList<ExportedFile> Events)
{
    /// <summary>The file of it.</summary>
    public const string FileName = "progress.json";
}

/// <summary>What an export holds. It is written last: a folder with it is whole.</summary>
/// <param name="Format">Of the export; 1.</param>
/// <param name="Salt">By which the passphrase becomes the export's keys, base64url.</param>
/// <param name="Secret">The lookup secret of the installation, under the export's key.</param>
/// <param name="Mac">Of all the rest, under the export's key, so that nothing of it can be changed.</param>
public sealed record ExportManifest(
    int Format, string Tenant, Guid ExportId, DateTimeOffset FinishedAt, string Salt, string Secret,
    long EventCount, IReadOnlyList<ExportedFile> Events, ExportedFile Rows,
    IReadOnlyList<ExportedBlob> Blobs, string Mac)
{
    /// <summary>The file of it.</summary>
    public const string FileName = "manifest.json";
}

/// <summary>An export cannot be made or loaded, and what to do.</summary>
public sealed class ExportException(string message) : Exception(message);
