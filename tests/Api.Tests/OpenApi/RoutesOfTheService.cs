using Incidents.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Incidents.Api.Tests.OpenApi;

/// <summary>The service put together and not started, to ask it for its routes; it needs no database for
/// that.</summary>
internal sealed class RoutesOfTheService : IAsyncDisposable
{
    private readonly Database _database;

    private readonly WebApplication _app;

    private RoutesOfTheService(Database database, WebApplication app)
    {
        _database = database;
        _app = app;
    }

    /// <summary>Every route that is for callers.</summary>
    public IReadOnlyList<RouteEndpoint> All =>
    [
        .. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>(),
    ];

    public static async Task<RoutesOfTheService> Read()
    {
        var settings = new ServiceSettings(
            Path.Combine(Path.GetTempPath(), "incidents-routes"), "Host=localhost;Database=none", null,
            null, 1);
        var database = Database.Over(new("Host=localhost;Database=none"));

        return new(database, Service.Build(WebApplication.CreateBuilder(), settings, database));
    }

    /// <summary>What a route that needs nothing answers.</summary>
    public async Task<string> Ask(string path)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Response.Body = body;
        await All.Single(route => route.RoutePattern.RawText == path).RequestDelegate!(http);

        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
