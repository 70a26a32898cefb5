using Microsoft.Extensions.Logging;

namespace Posthaste.Tests.Simulation;

/// <summary>The engine's log lines, in the trace of the world; and looked through for secrets.</summary>
internal sealed class TraceLog(World world, string node) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => world.IsTracing;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{formatter(state, exception)} {exception?.Message}";
        world.Texts.Add(line);
        world.Say($"{node} logs {eventId.Name}");
    }

    public void Dispose()
    {
    }
}
