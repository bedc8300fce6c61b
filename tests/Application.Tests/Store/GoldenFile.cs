using System.Text.Json;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.Tests.Store;

/// <summary>A stored event as it was written when its type was new. It loads for ever.</summary>
/// <param name="Name">Of the file, without its ending.</param>
internal sealed record GoldenFile(Type Type, string Name, bool IsFull)
{
    public const string Folder = "tests/Application.Tests/Store/Golden";

    private static readonly JsonSerializerOptions ToRead = new(
        StoreJson.Options)
    { WriteIndented = true, NewLine = "\n" };

    /// <summary>The files there must be, in the order of an incident's life.</summary>
    public static IReadOnlyList<GoldenFile> All { get; } =
    [
        .. InOrder().SelectMany(type => FilledEvent.HasOptions(type)
            ? new[] { Full(type), new(type, $"{EventNames.All[type]}.minimal", IsFull: false) }
            : [Full(type)]),
    ];

    public string Path => $"{Folder}/{Name}.json";

    /// <summary>The instance that it was written from, as the type has it today.</summary>
    public StoredEvent Today => IsFull ? FilledEvent.Full(Type) : FilledEvent.Minimal(Type);

    public string Content => Generated.Added(Path, Write(Today));

    public StoredEvent Loaded => (StoredEvent)JsonSerializer.Deserialize(Content, Type, StoreJson.Options)!;

    public static string Write(StoredEvent @event) => JsonSerializer.Serialize<object>(@event, ToRead) + "\n";

    public override string ToString() => Name;

    private static GoldenFile Full(Type type) => new(type, EventNames.All[type], IsFull: true);

    private static IEnumerable<Type> InOrder() => EventNames.All.Keys.OrderBy(type => type.MetadataToken);
}
