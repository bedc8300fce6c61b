namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>How a private PostgreSQL runs; the defaults are for real use.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>Whether a commit survives a crash; false makes tests faster, and is only for them.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>How long a start may take, the replay of the log after a crash included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a stop may take before it is forced; a forced stop loses nothing but time.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
