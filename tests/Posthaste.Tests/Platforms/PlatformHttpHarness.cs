using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms;

/// <summary>The HTTP layer as the server registers it, with every log line kept.</summary>
internal sealed class PlatformHttpHarness : ILoggerProvider, ILogger
{
    private readonly ServiceProvider _services;

    public PlatformHttpHarness(TimeProvider time, Action<IServiceCollection>? more = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings ?? new Dictionary<string, string?>()).Build());
        services.AddSingleton(time);
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Trace).AddProvider(this));
        services.AddPlatformHttp();
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public PlatformHttp Http => Get<PlatformHttp>();

    public ConcurrentQueue<string> Lines { get; } = [];

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception));

    /// <summary>The container disposes what it made, this provider among it.</summary>
    public void Dispose() => _services.Dispose();
}
