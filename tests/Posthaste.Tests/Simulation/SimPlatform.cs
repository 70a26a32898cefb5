using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Tests.Invariants;

namespace Posthaste.Tests.Simulation;

/// <summary>The network as an adapter sees it: calls travel, take effect at the network whether or not their caller still lives, and
/// are answered, or not, as the weather wants it.</summary>
internal sealed partial class SimPlatform(World world) : IPlatform, IPlatforms
{
    private readonly Chance _chance = world.ChanceFor("network");
    private readonly List<Sent> _calls = [];

    /// <summary>Everything that this network can do to a call, as it is counted.</summary>
    public static IEnumerable<string> Faults =>
    [
        .. RepeatableFaults.Select(fault => $"fault of a call: {fault.Fault}"),
        .. IrreversibleFaults.Select(fault => $"fault of a publish call: {fault.Fault}"),
        .. QuestionFaults.Select(fault => $"fault of a question: {fault}"),
    ];

    public SimNetwork Network { get; } = new(world);

    /// <summary>The irreversible calls, as the checker reads them.</summary>
    public IReadOnlyList<SentCall> Calls => [.. _calls.Select(sent => sent.Call with { EndedAt = sent.EndedAt })];

    public string Name => "model";

    public CaptionLimits CaptionLimits { get; } = new(2200, 30, 20, 15);

    public IReadOnlyList<IPlatform> All => [this];

    public IPlatform? Find(string name) => this;

    public IReadOnlyList<Finding> Check(PlatformPost post) => [];

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post)
    {
        PublishStep create = new("create", StepKind.Repeatable) { Creates = true };
        PublishStep wait = new("await", StepKind.Repeatable);
        if (post.Type == PostType.Story)
        {
            var parts = Enumerable.Range(1, post.Media.Count);
            return [create, wait, .. parts.Select(n => new PublishStep($"publish_{n}", StepKind.Irreversible, Part: PublishStep.Story(n))), new("permalink", StepKind.Repeatable, Part: PublishStep.Story(1))];
        }
        PublishStep[] steps = [create, wait, new("publish", StepKind.Irreversible), new("permalink", StepKind.Repeatable)];
        return post.Options.FirstComment is null ? steps : [.. steps, new PublishStep("comment", StepKind.Irreversible, Part: PublishStep.Comment)];
    }

    public Task<ConnectResult> ConnectAsync(ConnectCall connect, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The process is gone, and with it its connections.</summary>
    public void CutOff(SimNode node)
    {
        foreach (var sent in _calls.Where(sent => sent.Node == node)) sent.EndedAt ??= world.Time.Now;
    }

    public async Task<StepResult> RunStepAsync(StepCall step, CancellationToken ct)
    {
        var irreversible = step.Step.StartsWith("publish", StringComparison.Ordinal) || step.Step == "comment";
        var sent = irreversible ? Send(step) : null;
        world.Say($"{world.Current?.Name} calls {step.Step} '{step.Post.Caption}' {step.Checkpoint}");
        try
        {
            var answer = irreversible ? await PublishAsync(step, ct) : await RepeatAsync(step, ct);
            world.Say($"{step.Step} '{step.Post.Caption}' is answered {answer.GetType().Name}");
            return answer;
        }
        finally
        {
            if (sent is not null) sent.EndedAt ??= world.Time.Now;
        }
    }

    /// <summary>Lets a call arrive after a while, and its answer after another.</summary>
    /// <param name="arrives">The call's effect, and the answer that says so.</param>
    private Task<T> TravelAsync<T>(TimeSpan there, Func<T> arrives, TimeSpan back, CancellationToken ct)
    {
        var answered = new TaskCompletionSource<T>();
        world.Time.In(there, () =>
        {
            var answer = arrives();
            world.Time.In(back, () => answered.TrySetResult(answer));
        });
        return answered.Task.WaitAsync(ct);
    }

    private TimeSpan Latency() => TimeSpan.FromMilliseconds(_chance.Between(5, _chance.Is(0.1) ? 900 : 60));

    private Sent Send(StepCall step)
    {
        var part = PartOf(step.Step);
        var job = JobOf(step);
        var seen = world.Intents.Count > 0 && job is { } id && world.Intents.Any(intent => intent.Job == id && intent.Part == part);
        world.Count("publish calls");
        var sent = new Sent(world.Current, new SentCall
        {
            ChannelId = step.Account.ChannelId,
            BegunAt = world.Time.Now,
            JobId = job,
            Part = part,
            Container = part == PublishStep.Comment ? null : ContainerOf(step.Checkpoint, part),
            IntentSeen = seen,
        });
        _calls.Add(sent);
        return sent;
    }

    private Guid? JobOf(StepCall step) => world.JobOf(world.Contents.PostOf(step.Post.Caption), step.Account.ChannelId);

    private static string PartOf(string step) => step switch
    {
        "publish" => PublishStep.Post,
        "comment" => PublishStep.Comment,
        _ => PublishStep.Story(int.Parse(step["publish_".Length..], System.Globalization.CultureInfo.InvariantCulture)),
    };

    /// <summary>A set of stories has a container for each.</summary>
    private static string? ContainerOf(string? checkpoint, string part) => checkpoint?.Split(',') switch
    {
        null => null,
        var all when part.StartsWith("story_", StringComparison.Ordinal) => all.ElementAtOrDefault(int.Parse(part["story_".Length..], System.Globalization.CultureInfo.InvariantCulture) - 1),
        var all => all[0],
    };

    private static Uri Link(string id) => new($"https://posts.example/{id}");

    private static PlatformError Error(ErrorKind kind, string code) => new() { Kind = kind, Code = code, Message = $"The network answered {code}." };

    private sealed class Sent(SimNode? node, SentCall call)
    {
        public SimNode? Node { get; } = node;

        public SentCall Call { get; } = call;

        public DateTimeOffset? EndedAt { get; set; }
    }
}
