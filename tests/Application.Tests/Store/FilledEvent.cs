using System.Security.Cryptography;
using System.Text;
using Incidents.Domain;

namespace Incidents.Application.Tests.Store;

/// <summary>An instance of an event type whose values are the same at every run and say where
/// they stand. What has the same name has the same value in every event, so that one that names
/// a part names that part.</summary>
internal static class FilledEvent
{
    public static readonly Guid Stream = new("0198c0de-0000-7000-8000-000000000001");

    private static readonly Guid Person = new("0198c0de-0000-4000-8000-000000000002");
    private static readonly DateTimeOffset Day = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Every member is given, and every list has two items.</summary>
    public static StoredEvent Full(Type type) => (StoredEvent)Record(type, path: "", optional: true);

    /// <summary>Only what every such event has is given, and every list is empty.</summary>
    public static StoredEvent Minimal(Type type) => (StoredEvent)Record(type, path: "", optional: false);

    /// <summary>Whether some part of it can be left out.</summary>
    public static bool HasOptions(Type type) => RecordShape.Of(type).Any(member =>
        member.IsOptional || RecordShape.ElementOf(member.Type) is not null
        || (IsRecord(member.Type) && HasOptions(member.Type)));

    private static object Record(Type type, string path, bool optional) =>
        RecordShape.Make(type, RecordShape.Of(type).Select(member => member.IsOptional && !optional
            ? null
            : Value(member.Type, path.Length == 0 ? member.Name : $"{path}.{member.Name}", optional)));

    private static object Value(Type type, string path, bool optional) => type switch
    {
        _ when type == typeof(Text) => TextAt(path),
        _ when type == typeof(string) => path,
        _ when type == typeof(Guid) => IdAt(path),
        _ when type == typeof(DateTimeOffset) =>
            Day.AddTicks(12_345_678 + (Hash(path)[0] * TimeSpan.TicksPerMinute)),
        _ when type == typeof(TimeOnly) => new TimeOnly(14, 30),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 3, 4),
        _ when type == typeof(decimal) => 2.50m,
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => 2,
        _ when type == typeof(long) => 3_000_000_000L,
        // Neither the default nor the last one, after which others come.
        { IsEnum: true } => Enum.ToObject(type, 1),
        _ when Nullable.GetUnderlyingType(type) is { } inner => Value(inner, path, optional),
        _ when RecordShape.ElementOf(type) is { } element => RecordShape.ListOf(
            element,
            Enumerable.Range(0, optional ? 2 : 0).Select(i => Value(element, $"{path}[{i}]", optional))),
        _ when IsRecord(type) => Record(type, path, optional),
        _ => throw new NotSupportedException($"Say here what a {type.Name} is filled with, for {path}."),
    };

    /// <summary>Names lie under a person's key, and everything else under the stream's.</summary>
    private static SealedText TextAt(string path)
    {
        var isName = path.EndsWith("name", StringComparison.Ordinal) || path == "person";

        return new(isName ? Person : Stream, isName ? TextClass.Personal : TextClass.Narrative,
            $"nonce-of-{path}", $"ciphertext-of-{path}");
    }

    private static Guid IdAt(string path)
    {
        var id = new byte[16];
        Convert.FromHexString("0198C0DE000070008000").CopyTo(id, 0);
        Hash(path[(path.LastIndexOf('.') + 1)..]).AsSpan(0, 6).CopyTo(id.AsSpan(10));

        return new(id, bigEndian: true);
    }

    private static byte[] Hash(string path) => SHA256.HashData(Encoding.UTF8.GetBytes(path));

    private static bool IsRecord(Type type) => type is { IsClass: true, IsSealed: true }
        && type.Assembly == typeof(StoredEvent).Assembly;
}
