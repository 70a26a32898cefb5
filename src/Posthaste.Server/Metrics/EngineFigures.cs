using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using Posthaste.Jobs.Telemetry;

namespace Posthaste.Server.Metrics;

/// <summary>Adds up what the engine counts, for Prometheus and, where one is set, an OTLP collector.</summary>
internal sealed class EngineFigures : IHostedService, IDisposable
{
    /// <summary>From a good start to a late one.</summary>
    private static readonly double[] Lateness = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800, 7200];

    private static readonly double[] Calls = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
    private static readonly double[] Claims = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
    private static readonly double[] Settling = [1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 21600, 86400];

    private readonly Lock _gate = new();
    private readonly PrometheusText _text = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;

    public EngineFigures(EngineMeter meter, IOptions<MetricsOptions> options)
    {
        _reader = new BaseExportingMetricReader(_text) { TemporalityPreference = MetricReaderTemporalityPreference.Cumulative };
        var builder = Sdk.CreateMeterProviderBuilder()
            .AddMeter(EngineMeter.Name)
            .AddView(instrument => !meter.Owns(instrument) ? MetricStreamConfiguration.Drop : instrument.Name switch
            {
                "publish_lateness_seconds" => Buckets(Lateness),
                "publish_latency_seconds" => Buckets(Calls),
                "publish_settling_seconds" => Buckets(Settling),
                "engine_claim_seconds" => Buckets(Claims),
                _ => null,
            })
            .AddReader(_reader);
        if (options.Value.OtlpEndpoint is { } endpoint)
        {
            builder.AddReader(new PeriodicExportingMetricReader(
                new OtlpMetricExporter(new OtlpExporterOptions { Endpoint = endpoint }), (int)options.Value.OtlpInterval.TotalMilliseconds));
        }
        _provider = builder.Build();
    }

    /// <summary>As Prometheus wants to read them.</summary>
    public string Read()
    {
        lock (_gate)
        {
            _reader.Collect();
            return _text.Text;
        }
    }

    // Being there is enough: what happens before somebody first asks is counted too.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _provider.Dispose();

    private static ExplicitBucketHistogramConfiguration Buckets(double[] bounds) => new() { Boundaries = bounds };
}
