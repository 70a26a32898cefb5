using System.Diagnostics.Metrics;

namespace Posthaste.Jobs.Telemetry;

/// <summary>The engine's figures. Every label is from a closed set (platforms, words of ours), so that their number does not
/// grow with posts or accounts. <c>docs/metrics.md</c> explains each; a test compares it with this file.</summary>
public sealed class EngineMeter : IDisposable
{
    public const string Name = "Posthaste.Engine";

    public EngineMeter()
    {
        Published = Meter.CreateCounter<long>("publish_success_total", "{post}", "Posts that went live.");
        Failed = Meter.CreateCounter<long>("publish_failure_total", "{post}", "Posts that a person must look at, or that were given up.");
        Retries = Meter.CreateCounter<long>("retry_attempts_total", "{attempt}", "Attempts that were used up and are followed by another.");
        Attempts = Meter.CreateCounter<long>("publish_attempts_total", "{attempt}", "Runs that left a row in the history.");
        Intents = Meter.CreateCounter<long>("publish_intents_total", "{intent}", "Times a publish call asked to be made.");
        Settled = Meter.CreateCounter<long>("publish_settled_total", "{intent}", "Unknown outcomes that were found out, or given to a person.");
        HandedOver = Meter.CreateCounter<long>("publish_handovers_total", "{post}", "Posts that the engine put into a person's hands.");
        Fenced = Meter.CreateCounter<long>("engine_fenced_writes_total", "{write}", "Writes that came too late and changed nothing.");
        Rescued = Meter.CreateCounter<long>("engine_rescued_jobs_total", "{job}", "Jobs taken over from a node that died.");
        Healed = Meter.CreateCounter<long>("engine_healed_lanes_total", "{lane}", "Lanes found asleep with work to do. Should stay at zero.");
        Renewals = Meter.CreateCounter<long>("token_renewals_total", "{renewal}", "Tokens that were renewed, or could not be.");
        Notified = Meter.CreateCounter<long>("notification_deliveries_total", "{message}", "Messages that were sent to targets of notifications, by what came of it.");
        Hints = Meter.CreateCounter<long>("handoff_hints_total", "{hint}", "Hints over the broker, by what became of them.");
        Latency = Meter.CreateHistogram<double>("publish_latency_seconds", "s", "From the committed intent to the committed outcome of a publish call.");
        Lateness = Meter.CreateHistogram<double>("publish_lateness_seconds", "s", "From due to live.");
        Settling = Meter.CreateHistogram<double>("publish_settling_seconds", "s", "From the intent until an unknown outcome was found out.");
        Claims = Meter.CreateHistogram<double>("engine_claim_seconds", "s", "One claim, commit included.");
    }

    internal Meter Meter { get; } = new(Name);

    internal Counter<long> Published { get; }
    internal Counter<long> Failed { get; }
    internal Counter<long> Retries { get; }
    internal Counter<long> Attempts { get; }
    internal Counter<long> Intents { get; }
    internal Counter<long> Settled { get; }
    internal Counter<long> HandedOver { get; }
    internal Counter<long> Fenced { get; }
    internal Counter<long> Rescued { get; }
    internal Counter<long> Healed { get; }
    internal Counter<long> Renewals { get; }
    internal Counter<long> Notified { get; }
    internal Counter<long> Hints { get; }
    internal Histogram<double> Latency { get; }
    internal Histogram<double> Lateness { get; }
    internal Histogram<double> Settling { get; }
    internal Histogram<double> Claims { get; }

    /// <summary>This one's instrument, not that of another server in the same process.</summary>
    public bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, Meter);

    public void Dispose() => Meter.Dispose();
}
