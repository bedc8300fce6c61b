using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incidents.Application.Store;
using Incidents.Domain;

namespace Incidents.Application.History;

/// <summary>An event as one reader may see it.</summary>
/// <param name="RecordedAt">When it was stored, UTC; never before its predecessor.</param>
/// <param name="Actor">Who acted; nobody where the record does not tell.</param>
/// <param name="Data">The event, its texts opened, withheld or erased.</param>
public sealed record OpenedEvent(
    long Version, DateTimeOffset RecordedAt, ActorView? Actor, ActorView? OnBehalfOf, IncidentEvent Data)
{
    /// <summary>Which call it came of.</summary>
    public Guid? Causation { get; init; }

    /// <summary>Where the incident stood after it.</summary>
    public IncidentStatus? Status { get; init; }

    /// <summary>What of it has been corrected since, by member; nothing: it is left out.</summary>
    public ImmutableDictionary<string, JsonNode?> Corrected { get; init; } =
        ImmutableDictionary<string, JsonNode?>.Empty;

    /// <summary>Its name in the interface.</summary>
    public string Type => EventNames.InApi(Data.GetType());

    /// <summary>The policy points that it carries out.</summary>
    public IReadOnlyList<string> PolicyPoints => Data is StepRuledOut step
        ? [step.Point, .. PolicyAttribute.Of(Data.GetType())]
        : PolicyAttribute.Of(Data.GetType());

    /// <summary>When what it tells of happened, UTC, where it says so.</summary>
    public DateTimeOffset? OccurredAt => Data switch
    {
        IncidentReported e => e.OccurredAt,
        IncidentImported e => e.OccurredAt,
        DetailsAdded e => e.OccurredAt,
        InterviewRecorded e => e.HeldAt,
        EvidenceRecorded e => e.CollectedAt,
        ExpertAdviceReceived e => e.ReceivedAt,
        CommunicationSent e => e.SentAt,
        BreachAwarenessEstablished e => e.AwareAt,
        IcoNotified e => e.SentAt,
        IcoNotificationSupplemented e => e.SentAt,
        DataSubjectsInformed e => e.InformedAt,
        _ => null,
    };

    /// <summary>The event as JSON, under its reader's eyes, with what has been corrected of it. Where a file
    /// is kept is nobody's to know.</summary>
    public JsonObject Json()
    {
        var json = JsonSerializer.SerializeToNode(Data, Data.GetType(), EdgeJson.Options)!.AsObject();
        (json["file"] as JsonObject)?.Remove("blobId");
        foreach (var (member, value) in Corrected)
        {
            if (value is null)
                json.Remove(member);
            else
                json[member] = value.DeepClone();
        }

        return json;
    }
}

/// <summary>A look as one reader may see it.</summary>
/// <param name="Number">Its place among the looks, from 1.</param>
/// <param name="RecordedAt">When it was stored, UTC.</param>
/// <param name="Actor">Who looked; nobody where the record does not tell.</param>
public sealed record OpenedLook(
    long Number, DateTimeOffset RecordedAt, ActorView? Actor, AccessEvent Data)
{
    /// <summary>Which call it came of.</summary>
    public Guid? Causation { get; init; }
}

/// <summary>Who acted, as a reader may see it.</summary>
public sealed record ActorView(Guid PersonId, Text? Name, IReadOnlyList<Role> Roles);
