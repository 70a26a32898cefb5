using System.Globalization;
using System.Text;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Bench.Engine;

/// <summary>A network that is the stub. One call publishes; with <paramref name="whole"/> the calls before and after it too.</summary>
internal sealed class BenchPlatform(Uri stub, bool whole) : IPlatform, IPlatforms, IDisposable
{
    private static readonly PublishStep Create = new("create", StepKind.Repeatable);
    private static readonly PublishStep Poll = new("poll", StepKind.Repeatable);
    private static readonly PublishStep Publish = new("publish", StepKind.Irreversible);
    private static readonly PublishStep Link = new("link", StepKind.Repeatable);

    private readonly IReadOnlyList<PublishStep> _steps = whole ? [Create, Poll, Publish, Link] : [Publish];
    private TaskCompletionSource _finished = new();
    private long _left;

    // As the product's own client for calls that publish: no redirect, no retry, connections reused while young.
    private readonly HttpClient _http = new(PlatformHttpSetup.CreateHandler(new PlatformHttpOptions(), reuseFor: TimeSpan.FromSeconds(10)))
    {
        BaseAddress = stub,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public string Name => "bench";

    /// <returns>A task that ends when so many jobs from now on have made their last call.</returns>
    public Task Expect(long jobs)
    {
        _finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _left, jobs);
        return _finished.Task;
    }

    public IReadOnlyList<IPlatform> All => [this];

    public CaptionLimits CaptionLimits { get; } = new(2200, 30, 20, null);

    public IPlatform? Find(string name) => name == Name ? this : null;

    public IReadOnlyList<Finding> Check(PlatformPost post) => [];

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post) => _steps;

    public async Task<StepResult> RunStepAsync(StepCall step, CancellationToken ct)
    {
        switch (step.Step)
        {
            case "create":
                await CallAsync(HttpMethod.Post, "/create", ct);
                return new StepResult.Advance(NewId());
            case "poll":
                await CallAsync(HttpMethod.Get, "/status", ct);
                return new StepResult.Advance(step.Checkpoint);
            case "publish":
                await CallAsync(HttpMethod.Post, CallOf(step), ct);
                if (!whole) CountDown();
                return new StepResult.Published(NewId());
            default:
                await CallAsync(HttpMethod.Get, "/link", ct);
                CountDown();
                return new StepResult.Found(new Uri("https://example.invalid/p/1"), null);
        }
    }

    public Task<Evidence> ProbeAsync(ProbeCall probe, CancellationToken ct) =>
        throw new InvalidOperationException("The stub loses no answer.");

    public Task<ConnectResult> ConnectAsync(ConnectCall connect, CancellationToken ct) =>
        throw new InvalidOperationException("The stub has no accounts to connect.");

    public void Dispose() => _http.Dispose();

    private static string NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");

    private void CountDown()
    {
        if (Interlocked.Decrement(ref _left) == 0) _finished.TrySetResult();
    }

    // The checkpoint of a measured job is its number, and where it is paced its due time.
    private static string CallOf(StepCall step)
    {
        var parts = (step.Checkpoint ?? "").Split('@');
        var due = parts.Length > 1 ? $"&due={parts[1]}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"/call?job={parts[0]}&account={step.Account.ChannelId:N}{due}");
    }

    private async Task CallAsync(HttpMethod method, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post) request.Content = new StringContent("{\"caption\":\"Measured\"}", Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsStringAsync(ct);
    }
}
