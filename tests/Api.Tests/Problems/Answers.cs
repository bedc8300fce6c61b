using System.Net.Http.Headers;
using System.Text.Json;
using Incidents.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Incidents.Api.Tests.Problems;

/// <summary>A service in memory that has nothing but problems, and what it answered
/// and wrote into its log.</summary>
internal sealed class Answers : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Answers(WebApplication app, Notes notes)
    {
        _app = app;
        Log = notes.Lines;
        Client = app.GetTestClient();
    }

    public HttpClient Client { get; }

    public IReadOnlyCollection<string> Log { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Answers> Of(Action<WebApplication> routes)
    {
        var notes = new Notes();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting();
        builder.Services.AddLogging(logging => logging.AddProvider(notes).SetMinimumLevel(LogLevel.Warning));

        var app = builder.Build();
        app.UseRouting();
        app.UseProblems();
        app.MapProblems();
        routes(app);
        await app.StartAsync(Token);

        return new(app, notes);
    }

    public Task<HttpResponseMessage> Get(string path, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);

        return Client.SendAsync(request, Token);
    }

    public async Task<JsonElement> Problem(string path, int status) => await Problem(await Get(path), status);

    public static async Task<JsonElement> Problem(HttpResponseMessage answer, int status)
    {
        ((int)answer.StatusCode).Should().Be(status);
        answer.Content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("application/problem+json"));

        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class Notes : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
