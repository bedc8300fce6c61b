using System.Text.Json;
using Incidents.Api.Security;
using Incidents.Application.Commands;
using Incidents.Domain;

namespace Incidents.Api.Routes;

/// <summary>Takes a command on the policy itself over HTTP, as <see cref="CommandEndpoint"/> does one on an
/// incident.</summary>
internal static class StreamEndpoint
{
    /// <summary>Sends a command on its way and writes what becomes of it.</summary>
    /// <param name="stream">The stream; none: it begins a new one.</param>
    public static async Task Carry<TState, TEvent>(
        HttpContext http, StreamCommand<TState, TEvent> command, Guid? stream, RetryKey? retry,
        Func<StreamDone<TState, TEvent>, Rendered> render)
        where TState : class, IFold<TState, TEvent>
        where TEvent : StoredEvent
    {
        var expected = RequestParts.ExpectedVersion(http.Request, out var wrong);
        if (wrong is not null)
        {
            await wrong.ExecuteAsync(http);
            return;
        }

        var outcome = await http.RequestServices.GetRequiredService<StreamCommands>()
            .Carry(new(http.Caller(), command, stream, expected, retry), render, http.RequestAborted);
        http.Features.Set(new RequestSummary(
            command.GetType().Name, IncidentId: null, CommandEndpoint.InWords(outcome)));
        await Answers.Write(http, outcome);
    }

    /// <summary>An answer as it goes out.</summary>
    public static byte[] Json(object answer) =>
        JsonSerializer.SerializeToUtf8Bytes(answer, Bodies.Json.Options);
}
