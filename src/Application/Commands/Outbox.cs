using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine.Marten;

namespace Incidents.Application.Commands;

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
