using Incidents.Application.Evidence;
using Incidents.Application.Retention;
using Incidents.Domain;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine.Marten;

namespace Incidents.Application.Commands;

/// <summary>What follows from events after their commit. One line for each
/// automation: event, then message.</summary>
public static class FollowUps
{
    /// <summary>The messages that these events send.</summary>
    /// <param name="discreetly">Whether the moment must not be told, which a message does: a file that came
    /// so was read back before it was recorded.</param>
    public static IEnumerable<object> Of(
        string tenant, Guid incidentId, IEnumerable<IncidentEvent> events, bool discreetly) =>
        events.SelectMany<IncidentEvent, object>(e => e switch
        {
            EvidenceRecorded { File: { } file } when !discreetly =>
                [new ReadBackEvidence(tenant, incidentId, file.BlobId)],
            IncidentErased => [new FinishErasure(tenant, incidentId)],
            _ => [],
        });
}

/// <summary>Puts messages into a transaction: they are stored with what they follow from, or not at all, and
/// leave only after the commit.</summary>
public sealed class Outbox(IServiceScopeFactory scopes)
{
    /// <summary>Joins messages to what the session will commit.</summary>
    public async Task Enclose(IDocumentSession session, IEnumerable<object> messages)
    {
        if (messages.ToArray() is not { Length: > 0 } outgoing)
            return;

        await using var scope = scopes.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<IMartenOutbox>();
        outbox.Enroll(session);
        foreach (var message in outgoing)
            await outbox.PublishAsync(message);
    }
}
