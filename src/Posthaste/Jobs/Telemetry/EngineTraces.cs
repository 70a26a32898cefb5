using System.Diagnostics;
using System.Globalization;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Telemetry;

/// <summary>A post's whole way to a channel as one trace, however many runs, nodes and days it takes: the trace's id is the job's id without its dashes, so
/// that nothing need be kept for it. Spans hold ids and words of ours, never content, addresses of media or tokens. Where nobody listens they cost nothing.</summary>
internal static class EngineTraces
{
    /// <summary>What a collector is told to listen to; the calls that a step makes are of <see cref="PlatformHttp.TraceSource"/>.</summary>
    public const string SourceName = EngineMeter.Name;

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>One turn of a worker with the job.</summary>
    /// <returns>Null where nobody listens.</returns>
    public static Activity? BeginRun(ClaimedJob claimed)
    {
        if (!Source.HasListeners()) return null;
        var job = claimed.Job;
        var trace = new ActivityContext(ActivityTraceId.CreateFromString(job.Id.ToString("N", CultureInfo.InvariantCulture)), default, ActivityTraceFlags.Recorded);
        var run = Source.StartActivity($"{Words.Of(claimed.Lease.Lane.Kind)} run", ActivityKind.Consumer, trace);
        return run?.SetTag("posthaste.job_id", job.Id).SetTag("posthaste.post_id", job.PostId).SetTag("posthaste.channel_id", job.ChannelId).SetTag("posthaste.platform", job.Platform)
            .SetTag("posthaste.due_at", job.DueAt).SetTag("posthaste.state_before", Words.Of(job.State));
    }

    /// <summary>What the run came to.</summary>
    /// <param name="run">Null where nobody listens.</param>
    /// <param name="job">As the run left it; null where it came to no end of its own.</param>
    public static void EndRun(Activity? run, Job? job)
    {
        if (run is null) return;
        if (job is null)
        {
            run.SetStatus(ActivityStatusCode.Error, "superseded or interrupted");
            return;
        }
        run.SetTag("posthaste.state", Words.Of(job.State)).SetTag("posthaste.attempt", job.Attempt).SetTag("posthaste.reason", job.Reason is { } reason ? Words.Of(reason) : null)
            .SetTag("posthaste.lateness_ms", job.LatenessMs);
        if (job.State is JobState.NeedsAttention or JobState.Failed) run.SetStatus(ActivityStatusCode.Error, job.LastError?.Code);
    }

    /// <summary>One step of the pipeline, or a question about an outcome.</summary>
    public static Activity? BeginStep(string name) => Source.StartActivity(name);

    /// <param name="step">Null where nobody listens.</param>
    /// <param name="outcome">A word of <see cref="StepResult"/> or <see cref="Witness"/>.</param>
    /// <param name="error">Null where there is none.</param>
    /// <param name="trace">The network's own ids, to ask its support with.</param>
    public static void EndStep(Activity? step, string outcome, PlatformError? error, CallTrace trace)
    {
        if (step is null) return;
        step.SetTag("posthaste.outcome", outcome).SetTag("posthaste.platform_trace_id", trace.TraceId);
        if (error is not null) step.SetTag("error.type", error.Code).SetStatus(ActivityStatusCode.Error, error.Code);
    }
}
