using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Posthaste.Jobs.Engine;

namespace Posthaste.Jobs.Telemetry;

/// <summary>Reads now and then how the queue stands, and shows it as gauges: whoever asks for figures does not ask the database.</summary>
internal sealed class QueueWatch : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly IQueueStore _store;
    private readonly NodeHeart _heart;
    private readonly EngineClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger<QueueWatch> _log;
    private volatile QueueFigures _figures = QueueFigures.None;

    public QueueWatch(IQueueStore store, NodeHeart heart, EngineClock clock, EngineMeter meter, TimeProvider time, ILogger<QueueWatch> log)
    {
        (_store, _heart, _clock, _time, _log) = (store, heart, clock, time, log);
        Gauge<long>(meter, "publish_queue_depth", "{job}", "Jobs whose time has come and that nobody has taken yet.",
            figures => figures.Waiting.Select(row => new Measurement<long>(row.Count, Platform(row.Platform), Lane(row.Lane))));
        Gauge<double>(meter, "publish_queue_lag_seconds", "s", "How long the job that has waited longest could have been taken.",
            figures => figures.Waiting.Select(row => new Measurement<double>(SecondsSince(row.Since), Platform(row.Platform), Lane(row.Lane))));
        Gauge<long>(meter, "publish_settling_jobs", "{job}", "Publish calls whose outcome is unknown.",
            figures => figures.Settling.Select(row => new Measurement<long>(row.Count, Platform(row.Platform))));
        Gauge<double>(meter, "publish_settling_oldest_seconds", "s", "Age of the oldest of them.",
            figures => figures.Settling.Select(row => new Measurement<double>(SecondsSince(row.Since), Platform(row.Platform))));
        Gauge<long>(meter, "publish_attention_jobs", "{job}", "Jobs that a person must look at.",
            figures => figures.Attention.Select(row => new Measurement<long>(row.Count, Platform(row.Platform), Reason(row.Reason))));
        Gauge<long>(meter, "api_rate_limit_remaining", "{post}", "Posts the platform still allows today on the account with the fewest, as it last said.",
            figures => figures.Quotas.Select(row => new Measurement<long>(row.Posts, Platform(row.Platform))));
        meter.Meter.CreateObservableGauge("engine_node_trusted", () => heart.IsTrusted ? 1 : 0, null, "1 while this node may start publish calls.");
    }

    internal async Task ReadAsync(CancellationToken ct) => _figures = await _store.ReadAsync(_clock.Now, ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (DbException e)
            {
                _log.StoreDown(e);
            }
        }
    }

    private void Gauge<T>(EngineMeter meter, string name, string unit, string description, Func<QueueFigures, IEnumerable<Measurement<T>>> read)
        where T : struct => meter.Meter.CreateObservableGauge(name, () => read(_figures), unit, description);

    private double SecondsSince(DateTimeOffset since) => Math.Max(0, (_clock.Now - since).TotalSeconds);

    private static KeyValuePair<string, object?> Platform(string name) => new("platform", name);

    private static KeyValuePair<string, object?> Lane(LaneKind kind) => new("lane", Words.Of(kind));

    private static KeyValuePair<string, object?> Reason(JobReason? reason) => new("reason", reason is { } known ? Words.Of(known) : "none");
}
