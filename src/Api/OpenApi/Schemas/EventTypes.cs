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
