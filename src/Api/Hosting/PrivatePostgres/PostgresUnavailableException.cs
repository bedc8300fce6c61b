namespace Incidents.Api.Hosting.PrivatePostgres;

/// <summary>The private PostgreSQL cannot run; the message tells the operator what to do about it.</summary>
public sealed class PostgresUnavailableException(string message, Exception? inner = null)
    : Exception(message, inner);
