using System.Diagnostics;
using Posthaste.Platforms;

namespace Posthaste.Tests.Simulation;

// Calls that may be repeated, and the questions.
internal sealed partial class SimPlatform
{
    private Task<StepResult> RepeatAsync(StepCall step, CancellationToken ct)
    {
        var (job, byHolder, askedAt) = (JobOf(step), Holds(step), world.Time.Now);
        StepResult Arrive() => world.Accounts.IsGood(step.Account) ? Answer(step, job, byHolder, askedAt) : new StepResult.Unauthorized(Error(ErrorKind.ReconnectAccount, "190"));
        StepResult Instead(StepResult answer) => answer;

        if (!world.IsStormy || !_chance.Is(world.Weather.CallFaults)) return TravelAsync(Latency(), Arrive, Latency(), ct);
        var fault = _chance.Weighted(RepeatableFaults);
        world.Count($"fault of a call: {fault}");
        world.Say($"{step.Step} meets {fault}");
        var now = world.Time.Now;
        return fault switch
        {
            "unavailable" => TravelAsync(Latency(), () => Instead(new StepResult.Unavailable(Error(ErrorKind.RetryLater, "503"))), Latency(), ct),
            "retry after" => TravelAsync(Latency(), () => Instead(new StepResult.Unavailable(Error(ErrorKind.RetryLater, "503"), _chance.Time(1, 400))), Latency(), ct),
            "restart" => TravelAsync(Latency(), () => Instead(new StepResult.Unavailable(Error(ErrorKind.RetryLater, "2207008"), Restart: true)), Latency(), ct),
            "lost after" => TravelAsync(Latency(), () =>
            {
                Arrive();
                return Instead(new StepResult.Unknown(Error(ErrorKind.OutcomeUnknown, "lost")));
            }, Latency(), ct),
            "slow" => TravelAsync(_chance.Time(0, 40), Arrive, _chance.Time(0, 60), ct),
            "hangs" => TravelAsync(TimeSpan.FromHours(200), Arrive, TimeSpan.Zero, ct),
            "throws" => throw new InvalidOperationException("a bug of the adapter"),
            "limited" => TravelAsync(Latency(), () => Instead(new StepResult.RateLimited(now + _chance.Time(5, 3600), RateScope.Channel, Error(ErrorKind.WaitUntil, "4"))), Latency(), ct),
            "app limited" => TravelAsync(Latency(), () => Instead(new StepResult.RateLimited(now + _chance.Time(5, 1800), RateScope.App, Error(ErrorKind.WaitUntil, "17"))), Latency(), ct),
            "usage is high" => TravelAsync(Latency(), () => Arrive() with { Trace = new CallTrace { Calls = 1, PauseUntil = world.Time.Now + _chance.Time(5, 600) } }, Latency(), ct),
            "unauthorized" => Unauthorized(step, ct),
            "rejected" => TravelAsync(Latency(), () => Instead(new StepResult.Rejected(Error(ErrorKind.FixContent, "36003"))), Latency(), ct),
            _ => throw new UnreachableException(),
        };
    }

    private static readonly (string Fault, double Weight)[] RepeatableFaults =
    [
        ("unavailable", 5), ("retry after", 2), ("restart", 1), ("lost after", 3), ("slow", 3), ("hangs", 1), ("throws", 1), ("limited", 1), ("app limited", 0.3),
        ("usage is high", 1), ("unauthorized", 0.4), ("rejected", 0.3),
    ];

    private static readonly string[] QuestionFaults = ["witness away", "list away", "both away", "throws", "blocked", "slow"];

    /// <summary>The network withdraws the token.</summary>
    private Task<StepResult> Unauthorized(StepCall step, CancellationToken ct)
    {
        world.Accounts.Withdraw(step.Account.ChannelId);
        return TravelAsync<StepResult>(Latency(), () => new StepResult.Unauthorized(Error(ErrorKind.ReconnectAccount, "190")), Latency(), ct);
    }

    private bool Holds(StepCall step) => world.Current is { } node && JobOf(step) is { } job && world.Leases.Holds(node.Incarnation, job);

    /// <summary>What the network says when all goes well.</summary>
    private StepResult Answer(StepCall step, Guid? job, bool byHolder, DateTimeOffset askedAt)
    {
        switch (step.Step)
        {
            case "create":
                var stories = step.Post.Type == PostType.Story;
                var made = stories && step.Checkpoint is not null ? step.Checkpoint.Split(',') : [];
                var part = stories ? PublishStep.Story(made.Length + 1) : PublishStep.Post;
                var bad = world.IsStormy && _chance.Is(world.Weather.CallFaults * 0.05);
                var container = Network.Make(step.Post, step.Account.ChannelId, part, job, askedAt, byHolder, _chance.Is(0.5) ? TimeSpan.Zero : _chance.Time(1, 200), bad);
                var all = string.Join(',', made.Append(container.Id));
                return !stories || made.Length + 1 == step.Post.Media.Count ? new StepResult.Advance(all) : new StepResult.Again(all);
            case "await":
                foreach (var id in step.Checkpoint!.Split(','))
                {
                    var known = Network.Find(id)!;
                    if (known.ExpiresAt <= world.Time.Now) return new StepResult.Unavailable(Error(ErrorKind.RetryLater, "expired"), Restart: true);
                    if (known.ReadyAt > world.Time.Now) return new StepResult.Wait(known.ReadyAt + TimeSpan.FromSeconds(1), step.Checkpoint);
                    if (known.IsBad) return _chance.Is(0.5) ? new StepResult.Unavailable(Error(ErrorKind.RetryLater, "2207032"), Restart: true) : new StepResult.Rejected(Error(ErrorKind.FixContent, "2207026"));
                }
                return new StepResult.Advance(step.Checkpoint);
            case "permalink":
                var post = Network.Posts.FirstOrDefault(post => post.Id == step.RemoteId);
                return post is null || post.At + world.ListLag > world.Time.Now
                    ? new StepResult.Unavailable(Error(ErrorKind.RetryLater, "not found"))
                    : new StepResult.Found(Link(post.Id), post.At);
            default:
                throw new UnreachableException($"The network has no call {step.Step}.");
        }
    }

    public Task<Evidence> ProbeAsync(ProbeCall probe, CancellationToken ct)
    {
        world.Count("probes");
        if (!world.IsStormy || !_chance.Is(world.Weather.ProbeFaults)) return TravelAsync(Latency(), () => Look(probe), Latency(), ct);
        var fault = _chance.OneOf(QuestionFaults);
        world.Count($"fault of a question: {fault}");
        return fault switch
        {
            "witness away" => TravelAsync(Latency(), () => Look(probe) with { Witness = Witness.Unreadable }, Latency(), ct),
            "list away" => TravelAsync(Latency(), () => Look(probe) with { ListRead = false, Matches = [] }, Latency(), ct),
            "both away" => TravelAsync(Latency(), () => new Evidence { Witness = Witness.Unreadable, ListRead = false }, Latency(), ct),
            "throws" => throw new InvalidOperationException("a bug of the adapter"),
            "blocked" => TravelAsync(Latency(), () => new Evidence { Witness = Witness.Unreadable, ListRead = false, BlockedUntil = world.Time.Now + _chance.Time(5, 1800) }, Latency(), ct),
            _ => TravelAsync(_chance.Time(0, 20), () => Look(probe), _chance.Time(0, 10), ct),
        };
    }

    /// <summary>What the network shows at this moment: its words may lag behind what it did.</summary>
    private Evidence Look(ProbeCall probe)
    {
        if (!world.Accounts.IsGood(probe.Account)) return new Evidence { Witness = Witness.Unreadable, ListRead = false, Error = Error(ErrorKind.ReconnectAccount, "190") };
        var now = world.Time.Now;
        var seen = new Evidence
        {
            Witness = WitnessOf(probe, now),
            ListRead = true,
            Matches = [.. Network.Posts
                .Where(post => post.Channel == probe.Account.ChannelId && IsLike(post, probe) && IsInTime(post.At, probe) && post.At + world.ListLag <= now && !probe.OtherPartIds.Contains(post.Id))
                .Select(post => new RemotePost(post.Id, Link(post.Id), post.At))],
        };
        world.Say($"a question about '{probe.Post.Caption}' {probe.Part} is answered {seen.Witness}, {string.Join(' ', seen.Matches.Select(match => match.RemoteId))}");
        return seen;
    }

    private Witness WitnessOf(ProbeCall probe, DateTimeOffset now)
    {
        if (probe.Part == PublishStep.Comment || !world.Weather.HasWitness) return Witness.None;
        if (world.Weather.WitnessAway || Network.Find(ContainerOf(probe.Checkpoint, probe.Part)) is not { } container) return Witness.Unreadable;
        if (container.PublishedAt + world.StatusLag <= now) return Witness.Published;
        return container.ExpiresAt <= now ? Witness.Expired : Witness.NotPublished;
    }

    // Between the first intent and the deadline, and what the network may take after that.
    private static bool IsInTime(DateTimeOffset at, ProbeCall probe) =>
        at >= probe.IntentAt && at <= probe.DeadlineAt + (probe.Post.Type == PostType.Reel ? TimeSpan.FromMinutes(10) : TimeSpan.FromMinutes(1));

    // Stories have no caption: any of them could be ours.
    private static bool IsLike(SimNetwork.Post post, ProbeCall probe) => probe.Part == PublishStep.Comment
        ? post.Part == PublishStep.Comment && post.On == probe.RemoteId
        : post.Part != PublishStep.Comment && post.Content.Type == probe.Post.Type && (probe.Post.Type == PostType.Story || post.Content.Caption == probe.Post.Caption);
}
