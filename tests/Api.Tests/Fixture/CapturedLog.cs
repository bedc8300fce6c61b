using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Incidents.Api.Tests.Fixture;

/// <summary>Everything that the service logs, down to the finest level, with the
/// values it logs it with.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => [.. _lines];

    /// <summary>What is less is left out, where a test takes so long that it could not be kept.</summary>
    public LogLevel Least { get; init; } = LogLevel.Trace;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, Least, _lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, LogLevel least, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            if (IsEnabled(LogLevel.Information))
                lines.Enqueue($"{category} scope {state}");

            return null;
        }

        /// <summary>Of the framework only warnings are written: its finer lines name addresses.</summary>
        private bool IsTheFrameworks => category.StartsWith("Microsoft", StringComparison.Ordinal);

        public bool IsEnabled(LogLevel logLevel) =>
            logLevel >= (IsTheFrameworks && least < LogLevel.Warning ? LogLevel.Warning : least);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;

            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs
                ? string.Join("; ", pairs)
                : "";
            lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {values} {exception}");
        }
    }
}
