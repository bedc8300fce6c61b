using Serilog.Core;
using Serilog.Events;

namespace Incidents.Api.Logging;

/// <summary>Takes off each line what the framework adds of its own: the address that was asked for, which may
/// hold what somebody typed into it, and the connection.</summary>
internal sealed class WithoutAddresses : ILogEventEnricher
{
    private static readonly string[] Added = ["RequestPath", "RequestId", "ConnectionId"];

    /// <inheritdoc/>
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        foreach (var name in Added)
            logEvent.RemovePropertyIfPresent(name);
    }
}
