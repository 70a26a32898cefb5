using System.Diagnostics;
using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms.Instagram;

/// <summary>Takes a post through its pipeline as the engine would, on a clock of its own, until it is done or stuck.</summary>
internal sealed class PipelineRun(IPlatform platform, PlatformAccount account, PlatformPost post, TimeProvider time)
{
    private const int MaxCalls = 300;

    /// <summary>What every call of a step came to, as in <c>create_items Again</c>.</summary>
    public List<string> Log { get; } = [];

    public Dictionary<string, string> RemoteIds { get; } = [];

    public Dictionary<string, Uri> Links { get; } = [];

    public string? Checkpoint { get; set; }

    public DateTimeOffset IntentAt { get; private set; }

    /// <summary>An earlier publish call was held for one without effect.</summary>
    public bool PublishedBefore { get; set; }

    /// <summary>The answer that ended the run; null where it went through.</summary>
    public StepResult? End { get; private set; }

    public string? EndedAt { get; private set; }

    /// <summary>Called before every step; what it returns replaces the checkpoint, as a crash would.</summary>
    public Func<PublishStep, string?, string?>? BeforeStep { get; init; }

    /// <summary>Called before the clock is moved on to the end of a wait.</summary>
    public Func<Task>? WhileWaiting { get; init; }

    /// <param name="from">The step to begin with; null for the first.</param>
    /// <param name="until">The step to stop before; null for none.</param>
    public async Task<PipelineRun> GoAsync(string? from = null, string? until = null)
    {
        (End, EndedAt) = (null, null);
        var steps = platform.StepsFor(post);
        var (at, calls, restarts) = (from is null ? 0 : IndexOf(steps, from), 0, 0);
        while (at < steps.Count && steps[at].Name != until)
        {
            if (++calls > MaxCalls) throw new UnreachableException($"The pipeline does not end: {string.Join(", ", Log.TakeLast(5))}");
            var step = steps[at];
            if (BeforeStep is not null) Checkpoint = BeforeStep(step, Checkpoint);
            if (step.Kind is StepKind.Irreversible) IntentAt = time.GetUtcNow();
            var result = await RunAsync(step);
            Log.Add($"{step.Name} {result.GetType().Name}");
            switch (result)
            {
                case StepResult.Advance advance:
                    Checkpoint = advance.Checkpoint;
                    at++;
                    break;
                case StepResult.Again again:
                    Assert.Equal(StepKind.Repeatable, step.Kind);
                    Checkpoint = again.Checkpoint;
                    break;
                case StepResult.Wait wait:
                    Checkpoint = wait.Checkpoint;
                    if (WhileWaiting is not null) await WhileWaiting();
                    await PassAsync(wait.Until - time.GetUtcNow());
                    break;
                case StepResult.Published published:
                    RemoteIds[step.Part] = published.RemoteId;
                    if (published.Permalink is { } link) Links[step.Part] = link;
                    at++;
                    break;
                case StepResult.Taken taken:
                    Checkpoint = taken.Checkpoint;
                    await PassAsync(taken.LookAfter);
                    if (await SettledAsync() is not { Witness: Witness.Published, Post: { } post })
                    {
                        (End, EndedAt) = (result, step.Name);
                        return this;
                    }
                    RemoteIds[step.Part] = post.RemoteId;
                    at++;
                    break;
                case StepResult.Found found:
                    Links[step.Part] = found.Permalink;
                    at++;
                    break;
                case StepResult.Unavailable { Restart: true } when ++restarts < 4:
                    (Checkpoint, at) = (null, 0);
                    break;
                case StepResult.Unavailable { Restart: false } when step.Kind is StepKind.Repeatable && ++restarts < 4:
                    await PassAsync(TimeSpan.FromSeconds(1));
                    break;
                default:
                    (End, EndedAt) = (result, step.Name);
                    return this;
            }
        }
        return this;
    }

    public Task<Evidence> ProbeAsync(string part = PublishStep.Post) => platform.ProbeAsync(new ProbeCall
    {
        Account = account,
        Post = post,
        Part = part,
        RemoteId = RemoteIds.GetValueOrDefault(PublishStep.Post),
        OtherPartIds = [.. RemoteIds.Where(id => id.Key != part).Select(id => id.Value)],
        Checkpoint = Checkpoint,
        IntentAt = IntentAt,
        DeadlineAt = IntentAt.AddSeconds(30),
    }, TestContext.Current.CancellationToken);

    /// <summary>What the network made of what it took, once it is no longer at work.</summary>
    public Evidence? Settled { get; private set; }

    private async Task<Evidence> SettledAsync()
    {
        while ((Settled = await ProbeAsync()) is { Witness: Witness.Pending, LookAfter: { } wait })
        {
            if (WhileWaiting is not null) await WhileWaiting();
            await PassAsync(wait);
        }
        return Settled;
    }

    private Task<StepResult> RunAsync(PublishStep step) => platform.RunStepAsync(new StepCall
    {
        Step = step.Name,
        Account = account,
        Post = post,
        Checkpoint = Checkpoint,
        PublishedBefore = PublishedBefore && step.Kind is StepKind.Irreversible,
        RemoteId = RemoteIds.GetValueOrDefault(step.Part is PublishStep.Comment ? PublishStep.Post : step.Part),
    }, TestContext.Current.CancellationToken);

    /// <summary>Only where the network is a real one does time really pass.</summary>
    private async Task PassAsync(TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero) return;
        if (time is ManualTime manual) manual.Advance(wait);
        else await Task.Delay(wait, time, TestContext.Current.CancellationToken);
    }

    private static int IndexOf(IReadOnlyList<PublishStep> steps, string name) => steps.ToList().FindIndex(step => step.Name == name);
}
