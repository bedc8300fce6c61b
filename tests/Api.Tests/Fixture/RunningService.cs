using Incidents.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Incidents.Api.Tests.Fixture;

/// <summary>The service as it is, listening on a port of the loopback that was free.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Database _database;

    private RunningService(WebApplication app, Database database) => (_app, _database) = (app, database);

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningService> Start(
        ServiceSettings settings, TimeProvider clock, CapturedLog log)
    {
        var cancel = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--urls=http://127.0.0.1:0"],
            EnvironmentName = "Production",
        });
        // As the program has it, and of everybody else all that they say.
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(log.Least)
            .AddFilter("Microsoft", LogLevel.Warning < log.Least ? log.Least : LogLevel.Warning);
        builder.Services.AddSingleton(clock);

        var database = await Database.Open(settings, _ => { }, cancel);
        var app = Service.Build(builder, settings, database);
        try
        {
            await app.Services.GetRequiredService<FirstStart>().Prepare(cancel);
            await app.StartAsync(cancel);
        }
        catch
        {
            await app.DisposeAsync();
            await database.DisposeAsync();
            throw;
        }

        return new(app, database);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
