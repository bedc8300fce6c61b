using System.Collections.Immutable;
using Incidents.Application.Store;
using Incidents.Domain;
using Microsoft.OpenApi;

namespace Incidents.Api.OpenApi.Schemas;

/// <summary>The events of an incident, as the interface names them.</summary>
internal static class EventTypes
{
    /// <summary>All of them, by name.</summary>
    public static ImmutableArray<Type> All { get; } =
    [
        .. typeof(IncidentEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(IncidentEvent)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>The looks that stand among them in the history, by name.</summary>
    public static ImmutableArray<Type> Looks { get; } =
    [
        .. typeof(AccessEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(AccessEvent)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    private static ImmutableArray<Type> OfSchool { get; } =
    [
        .. typeof(StoredEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(StoredEvent)) && !type.IsAbstract)
            .Except(All).Except(Looks)
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>The names of what the change feed tells: events of incidents, looks at them, and what
    /// happened to the school itself, its policy pack, exceptions and proposals among it.</summary>
    public static OpenApiSchema OfFeed(Book book) => new()
    {
        Description = "What happened.",
        AnyOf =
        [
            Vocabulary(book), OfLooks(book),
            book.Named("SchoolEventType", () => new()
            {
                Type = JsonSchemaType.String,
                Description = string.Join("\n", OfSchool
                    .Select(type => $"- `{EventNames.InApi(type)}`: {DomainWords.Of(type)}")
                    .Prepend("What happened to the school itself.\n")),
                Enum = [.. OfSchool.Select(EventNames.InApi)],
            }),
        ],
    };

    /// <summary>The names of the looks.</summary>
    public static OpenApiSchemaReference OfLooks(Book book) => book.Named("LookType", () => new()
    {
        Type = JsonSchemaType.String,
        Description = string.Join("\n", Looks
            .Select(type => $"- `{EventNames.InApi(type)}`: {DomainWords.Of(type)}")
            .Prepend("Who looked at what.\n")),
        Enum = [.. Looks.Select(EventNames.InApi)],
    });

    /// <summary>Their names.</summary>
    public static OpenApiSchemaReference Vocabulary(Book book) => book.Named("EventType", () => new()
    {
        Type = JsonSchemaType.String,
        Description = string.Join("\n", All
            .Select(type => $"- `{EventNames.InApi(type)}`: {DomainWords.Of(type)}")
            .Prepend("What happened.\n")),
        Enum = [.. All.Select(EventNames.InApi)],
    });
}
