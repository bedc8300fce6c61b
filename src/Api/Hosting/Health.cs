using Npgsql;

namespace Incidents.Api.Hosting;

/// <summary>Whether the service lives, and whether it can work.</summary>
public static class Health
{
    /// <summary>Maps the checks, open to all.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Ok(new { Status = "live" })).AllowAnonymous();
        app.MapGet("/health/ready", Ready).AllowAnonymous();
    }

    private static async Task<IResult> Ready(NpgsqlDataSource database, CancellationToken cancellation)
    {
        try
        {
            await using var command = database.CreateCommand("select 1 from incidents.schema_mark");
            await command.ExecuteScalarAsync(cancellation);

            return Results.Ok(new { Status = "ready" });
        }
        catch (NpgsqlException)
        {
            return Problems.GeneralProblems.Unavailable.Because();
        }
    }
}
