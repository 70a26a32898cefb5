using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>What the platform does with one call. <paramref name="honestly"/> carries it out and gives the true answer.</summary>
internal delegate Task<StepResult> Reply(Func<StepResult> honestly, CancellationToken ct);

/// <summary>An honest little network: containers that take a while, one account, a list that may lag. A container that is
/// published twice makes two posts: the worst a network could do, so that a second call never goes unseen.</summary>
internal sealed class ModelPlatform(TimeProvider time) : IPlatform
{
    private readonly Dictionary<string, Queue<Reply>> _script = [];

    public Dictionary<string, ModelContainer> Containers { get; } = [];

    /// <summary>What the world can see.</summary>
    public List<ModelPost> Posts { get; } = [];

    /// <summary>Was live, and was deleted in the app.</summary>
    public List<ModelPost> TakenDown { get; } = [];

    public List<ModelCall> Calls { get; } = [];

    public List<DateTimeOffset> Probes { get; } = [];

    /// <summary>How long a container is in the works.</summary>
    public TimeSpan Processing { get; set; } = TimeSpan.Zero;

    /// <summary>How long a new post is missing from the account's list.</summary>
    public TimeSpan ListLag { get; set; } = TimeSpan.Zero;

    /// <summary>What the container's status says instead of the truth.</summary>
    public Witness? Witness { get; set; }

    /// <summary>Answers the question whether a call took effect in place of the network's honest answer; null for that.</summary>
    public Func<ProbeCall, Evidence>? OnProbe { get; set; }

    /// <summary>Asked at the very moment of each publish call, before it has any effect, whether its intent is committed.</summary>
    public Func<StepCall, bool>? BeforePublish { get; set; }

    public string Name => "model";

    public CaptionLimits CaptionLimits { get; } = new(2200, 30, 20, 15);

    public PlatformLimits Limits { get; set; } = PlatformLimits.None;

    /// <summary>What the network says of the account's quota; nothing while null.</summary>
    public QuotaReading? Quota { get; set; }

    /// <summary>When it was asked for it.</summary>
    public List<DateTimeOffset> QuotaReads { get; } = [];

    public IEnumerable<ModelCall> Publishes => Calls.Where(call => call.Step is "publish" or PublishStep.Deliver);

    /// <summary>The first comments that were made, each below the post it names.</summary>
    public List<(string Id, string PostId, DateTimeOffset At)> CommentsMade { get; } = [];

    public IReadOnlyList<Finding> Check(PlatformPost post) => [];

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post)
    {
        PublishStep[] steps =
        [
            new("create", StepKind.Repeatable) { Creates = true },
            new("await", StepKind.Repeatable),
            new(IntoInbox(post) ? PublishStep.Deliver : "publish", StepKind.Irreversible),
            new("permalink", StepKind.Repeatable),
        ];
        return Comments ? [.. steps, new PublishStep("comment", StepKind.Irreversible, Part: PublishStep.Comment)] : steps;
    }

    /// <summary>Posts that end in the account's own inbox.</summary>
    public Func<PlatformPost, bool> IntoInbox { get; set; } = _ => false;

    /// <summary>Every post gets a first comment.</summary>
    public bool Comments { get; set; }

    /// <summary>The next calls of this step get these replies instead of honest ones, in order.</summary>
    public void On(string step, params Reply[] replies)
    {
        if (!_script.TryGetValue(step, out var queue)) _script[step] = queue = [];
        foreach (var reply in replies) queue.Enqueue(reply);
    }

    /// <summary>Somebody posts from the app, beside us.</summary>
    /// <summary>A person deletes everything in the app.</summary>
    public void TakeDownAll()
    {
        TakenDown.AddRange(Posts);
        Posts.Clear();
    }

    public void PostByHand(string caption) => Posts.Add(new ModelPost($"hand{Posts.Count + 1}", caption, time.GetUtcNow(), Container: null));

    public async Task<StepResult> RunStepAsync(StepCall step, CancellationToken ct)
    {
        var call = new ModelCall { Step = step.Step, ChannelId = step.Account.ChannelId, Caption = step.Post.Caption, Container = step.Checkpoint, At = time.GetUtcNow() };
        Calls.Add(call);
        if (step.Step is "publish" or PublishStep.Deliver) call.IntentSeen = BeforePublish?.Invoke(step);
        try
        {
            return _script.TryGetValue(step.Step, out var script) && script.TryDequeue(out var reply)
                ? await reply(() => Honest(step), ct)
                : Honest(step);
        }
        finally
        {
            call.EndedAt = time.GetUtcNow();
        }
    }

    public Task<Evidence> ProbeAsync(ProbeCall probe, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        Probes.Add(now);
        if (OnProbe is { } answer) return Task.FromResult(answer(probe));
        var container = Containers.GetValueOrDefault(probe.Checkpoint ?? "");
        return Task.FromResult(new Evidence
        {
            Witness = Witness ?? (container is null ? Posthaste.Platforms.Witness.Unreadable : container.Published ? Posthaste.Platforms.Witness.Published : Posthaste.Platforms.Witness.NotPublished),
            ListRead = true,
            Matches = probe.Part == PublishStep.Comment
                ? [.. CommentsMade.Where(comment => comment.PostId == probe.RemoteId && comment.At >= probe.IntentAt).Select(comment => new RemotePost(comment.Id, null, comment.At))]
                : [.. Posts.Where(post => post.Caption == probe.Post.Caption && post.At >= probe.IntentAt && post.At + ListLag <= now).Select(post => new RemotePost(post.Id, Link(post.Id), post.At))],
        });
    }

    /// <summary>How far back the account's list shows posts; null for all of them.</summary>
    public TimeSpan? ListReach { get; set; }

    /// <summary>Why the list cannot be read, while it cannot.</summary>
    public PlatformError? ListBroken { get; set; }

    public Task<AccountPosts> ListPostsAsync(PlatformAccount account, PostType type, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (ListBroken is not null) return Task.FromResult(new AccountPosts { Complete = false, Error = ListBroken });
        return Task.FromResult(new AccountPosts
        {
            Complete = ListReach is null || from >= now - ListReach,
            Posts = [.. Posts
                .Where(post => post.At >= from && post.At <= until.AddMinutes(1) && post.At + ListLag <= now && !(post.At < now - ListReach))
                .Select(post => new AccountPost(post.Id, Link(post.Id), post.At, post.Caption))],
        });
    }

    public bool HasMetrics { get; set; }

    /// <summary>When it was asked how a post is doing, and which.</summary>
    public List<(DateTimeOffset At, string RemoteId)> MetricsReads { get; } = [];

    /// <summary>Answers to those questions instead of seven likes, in order.</summary>
    public Queue<Func<Reading<PostMetrics>>> MetricsScript { get; } = [];

    public Task<Reading<PostMetrics>> ReadMetricsAsync(PlatformAccount account, string remoteId, PostType type, CancellationToken ct)
    {
        MetricsReads.Add((time.GetUtcNow(), remoteId));
        return Task.FromResult(MetricsScript.TryDequeue(out var answer)
            ? answer()
            : new Reading<PostMetrics>(new PostMetrics { Likes = 7, Insights = new Dictionary<string, long> { ["views"] = 120 } }) { Trace = new CallTrace { Calls = 2 } });
    }

    public Task<Reading<QuotaReading>> ReadQuotaAsync(PlatformAccount account, CancellationToken ct)
    {
        QuotaReads.Add(time.GetUtcNow());
        return Task.FromResult(new Reading<QuotaReading>(Quota) { Trace = new CallTrace { Calls = 1 } });
    }

    public Task<ConnectResult> ConnectAsync(ConnectCall connect, CancellationToken ct) => throw new NotSupportedException();

    private StepResult Honest(StepCall step)
    {
        var now = time.GetUtcNow();
        switch (step.Step)
        {
            case "create":
                var id = $"c{Containers.Count + 1}";
                Containers[id] = new ModelContainer { Caption = step.Post.Caption, ChannelId = step.Account.ChannelId, MadeAt = now, ReadyAt = now + Processing };
                return new StepResult.Advance(id) { Trace = new CallTrace { Calls = 1, Containers = 1 } };
            case "await":
                var readyAt = Containers[step.Checkpoint!].ReadyAt;
                return readyAt <= now ? new StepResult.Advance(step.Checkpoint) : new StepResult.Wait(readyAt, step.Checkpoint);
            case "publish" or PublishStep.Deliver:
                var container = Containers[step.Checkpoint!];
                container.Published = true;
                var post = new ModelPost($"p{Posts.Count + TakenDown.Count + 1}", container.Caption, now, step.Checkpoint);
                Posts.Add(post);
                return new StepResult.Published(post.Id, At: now) { Trace = new CallTrace { Calls = 1, HttpStatus = 200, Handle = step.Checkpoint } };
            case "comment":
                CommentsMade.Add(($"comment{CommentsMade.Count + 1}", step.RemoteId!, now));
                return new StepResult.Published(CommentsMade[^1].Id) { Trace = new CallTrace { Calls = 1 } };
            default:
                return new StepResult.Found(Link(step.RemoteId!), Posts.Single(known => known.Id == step.RemoteId).At);
        }
    }

    private static Uri Link(string id) => new($"https://posts.example/{id}");
}

internal sealed class ModelContainer
{
    public required string Caption { get; init; }
    public required Guid ChannelId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset ReadyAt { get; init; }
    public bool Published { get; set; }
}

/// <param name="Container">Null where a person posted it from the app.</param>
internal sealed record ModelPost(string Id, string Caption, DateTimeOffset At, string? Container);

internal sealed class ModelCall
{
    public required string Step { get; init; }
    public required Guid ChannelId { get; init; }
    public required string Caption { get; init; }
    public required string? Container { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Its intent was committed when it arrived; null where nobody looked.</summary>
    public bool? IntentSeen { get; set; }

    /// <summary>When the engine had its answer, or had stopped waiting for one; null while it waits.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>The ways in which a call can go.</summary>
internal static class Replies
{
    public static Reply Honest => (honestly, _) => Task.FromResult(honestly());

    /// <summary>It takes effect, and nobody hears of it.</summary>
    public static Reply LostAfter => (honestly, _) =>
    {
        honestly();
        return Task.FromResult<StepResult>(new StepResult.Unknown(Error(ErrorKind.OutcomeUnknown, "lost")));
    };

    /// <summary>It never arrives, and nobody can tell.</summary>
    public static Reply LostBefore => Instead(new StepResult.Unknown(Error(ErrorKind.OutcomeUnknown, "lost")));

    public static Reply Throws => (_, _) => throw new InvalidOperationException("a bug of the adapter");

    public static Reply Unavailable => Instead(new StepResult.Unavailable(Error(ErrorKind.RetryLater, "503")));

    public static Reply Unauthorized => Instead(new StepResult.Unauthorized(Error(ErrorKind.ReconnectAccount, "190")));

    public static Reply Rejected => Instead(new StepResult.Rejected(Error(ErrorKind.FixContent, "36003")));

    public static Reply Instead(StepResult answer) => (_, _) => Task.FromResult(answer);

    public static Reply RetryAfter(TimeSpan wait) => Instead(new StepResult.Unavailable(Error(ErrorKind.RetryLater, "503"), wait));

    public static Reply RateLimited(DateTimeOffset until) =>
        Instead(new StepResult.RateLimited(until, RateScope.Channel, Error(ErrorKind.WaitUntil, "4")));

    /// <summary>It takes effect at once; the answer comes when the test lets it.</summary>
    public static Reply AnsweredWhen(Task signal) => async (honestly, ct) =>
    {
        var answer = honestly();
        await signal.WaitAsync(ct);
        return answer;
    };

    /// <summary>Something happens while the call is under way, after its effect.</summary>
    public static Reply Then(Action happens) => (honestly, _) =>
    {
        var answer = honestly();
        happens();
        return Task.FromResult(answer);
    };

    public static PlatformError Error(ErrorKind kind, string code) => new() { Kind = kind, Code = code, Message = $"The network answered {code}." };
}
