using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Posthaste.Jobs.Telemetry;
using Posthaste.Platforms;
using Posthaste.Server.Metrics;
using Posthaste.Tests.Jobs.Engine;

namespace Posthaste.Tests.Jobs.Telemetry;

/// <summary>R-OPS-2, R-OPS-5: what the engine does with a post, as one trace.</summary>
public sealed class TraceTests : EngineStory
{
    private readonly ConcurrentQueue<Activity> _spans = new();

    [Fact]
    public async Task All_runs_of_a_job_are_one_trace_whose_id_is_the_job_s()
    {
        using var listener = Listen();
        Platform.On("publish", Replies.Instead(new StepResult.Unavailable(new PlatformError { Kind = ErrorKind.RetryLater, Code = "busy", Message = "Busy." })));
        var job = await Engine.ScheduleAsync("a word that nobody else may read", Hours(1));

        Engine.RunFor(Hours(2));

        var own = _spans.Where(span => span.TraceId.ToHexString() == job.Id.ToString("N", CultureInfo.InvariantCulture)).ToList();
        var runs = own.Where(span => span.OperationName.EndsWith(" run", StringComparison.Ordinal)).ToList();
        Assert.All(runs, run => Assert.Equal((default, job.Id), (run.ParentSpanId, run.GetTagItem("posthaste.job_id"))));
        Assert.Equal("prepare run", runs[0].OperationName);
        Assert.Equal(["ready", "published"], runs.Where(run => run.OperationName == "publish run").Select(run => (string?)run.GetTagItem("posthaste.state")));
        var publishes = own.Where(span => span.OperationName == "publish").ToList();
        Assert.Equal([("Unavailable", "busy"), ("Published", null)], publishes.Select(span => ((string?)span.GetTagItem("posthaste.outcome"), (string?)span.GetTagItem("error.type"))));
        Assert.All(publishes, span => Assert.Contains(span.ParentSpanId, runs.Select(run => run.SpanId)));
        Assert.DoesNotContain(own.SelectMany(span => span.TagObjects), tag => tag.Value?.ToString()?.Contains("nobody else", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_collector_gets_the_spans()
    {
        using var collector = new HttpListener { Prefixes = { $"http://127.0.0.1:{Ports.Next()}/" } };
        collector.Start();
        var asked = collector.GetContextAsync();
        var export = new TraceExport(Microsoft.Extensions.Options.Options.Create(new TracesOptions { OtlpEndpoint = new Uri(collector.Prefixes.Single() + "v1/traces") }));

        EngineTraces.BeginStep("a_step_of_this_test")!.Dispose();
        var sending = Task.Run(export.Dispose, TestContext.Current.CancellationToken);
        var context = await asked.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body, TestContext.Current.CancellationToken);
        context.Response.Close();
        await sending;

        Assert.Equal("/v1/traces", context.Request.Url!.AbsolutePath);
        var text = Encoding.Latin1.GetString(body.ToArray());
        Assert.Contains("a_step_of_this_test", text, StringComparison.Ordinal);
        Assert.Contains("posthaste", text, StringComparison.Ordinal);
    }

    private ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineTraces.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
