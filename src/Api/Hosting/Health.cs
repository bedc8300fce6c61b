using Incidents.Api.Security;
using Incidents.Application.Projections;
using Incidents.Application.Timescales;
using Npgsql;

namespace Incidents.Api.Hosting;

/// <summary>Whether the service lives, and whether it can work.</summary>
public static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Maps the checks, open to all.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Ok(new { Status = "live" })).OpenToAll().TakesItsTime();
        app.MapGet("/health/ready", Ready).OpenToAll().TakesItsTime();
    }

    /// <summary>Asks the service on this machine, for whoever has no other means to: a
    /// container's health check.</summary>
    /// <returns>The exit code: 0 when it is ready.</returns>
    internal static async Task<int> Ask(string[] args)
    {
        var url = ListeningAddress.From(WebApplication.CreateBuilder(args).Configuration) + "/health/ready";
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri(url));
            Console.WriteLine($"{url} answers {(int)answer.StatusCode}");

            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            Console.WriteLine($"{url} does not answer: {exception.Message}");

            return 1;
        }
    }

    private static async Task<IResult> Ready(
        NpgsqlDataSource database, IServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            await using var command = database.CreateCommand("select 1 from incidents.schema_mark");
            await command.ExecuteScalarAsync(cancellation);

            var views = services.GetRequiredService<ProjectionMeter>();
            var behind = views.Standings.ToDictionary(each => each.Key, each => each.Value.Left);
            if (behind.Count < ProjectionMeter.Views)
                behind = new(await services.GetRequiredService<ProjectionStatuses>().Behind(cancellation));
            var alarm = services.GetService<LadderLoop>() is { IsStuck: true }
                ? "The ladder has not looked for deadlines that have come due; see the log."
                : views.Alarm;

            return alarm is not null
                ? Problems.GeneralProblems.Unavailable.Because(alarm)
                : Results.Ok(new
                {
                    Status = "ready",
                    Evidence = await services.GetRequiredService<EvidenceStoreHealth>().State(cancellation),
                    Behind = behind,
                });
        }
        catch (NpgsqlException)
        {
            return Problems.GeneralProblems.Unavailable.Because();
        }
    }
}
