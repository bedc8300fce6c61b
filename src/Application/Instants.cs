namespace Incidents.Application;

/// <summary>Instants as PostgreSQL keeps them.</summary>
public static class Instants
{
    /// <summary>Cut to microseconds, so that an instant reads the same wherever it is stored.</summary>
    public static DateTimeOffset Stored(DateTimeOffset instant) =>
        instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
}
