using System.Reflection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Posthaste.Jobs.Telemetry;
using Posthaste.Platforms;

namespace Posthaste.Server.Metrics;

/// <summary>Sends what the engine does with each post to an OTLP collector, where one is set; else nothing is recorded at all.</summary>
internal sealed class TraceExport : IHostedService, IDisposable
{
    private readonly TracerProvider? _provider;

    public TraceExport(IOptions<TracesOptions> options)
    {
        if (options.Value.OtlpEndpoint is not { } endpoint) return;
        var version = typeof(TraceExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        _provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("posthaste", serviceVersion: version, serviceInstanceId: Environment.MachineName))
            .AddSource(EngineTraces.SourceName, PlatformHttp.TraceSource)
            .AddOtlpExporter(exporter =>
            {
                exporter.Endpoint = endpoint;
                exporter.Protocol = endpoint.AbsolutePath == "/" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
            })
            .Build();
    }

    // Being there is enough: the engine begins after it, and its first run is recorded.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Sends what is left.
    public void Dispose() => _provider?.Dispose();
}
