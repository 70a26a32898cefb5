using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Metrics;
using Posthaste.Platforms;

namespace Posthaste.Tests.Simulation.Model;

/// <summary>Random arguments for a store, the same for the same seed. Small pools, so that ids, parts and times collide.</summary>
internal sealed class Draws(int seed)
{
    private static readonly string[] Parts = ["post", "story_1", "comment"];
    private static readonly string[] Kinds = ["job.tested", "job.retried", "job.rescheduled", "job.published_now"];

    // The seed decides everything, which a cryptographic source could not.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    public int Below(int count) => _random.Next(count);

    public bool Once(int in_) => Below(in_) == 0;

    public T Of<T>(IReadOnlyList<T> pool) => pool[Below(pool.Count)];

    public T Any<T>() where T : struct, Enum => Of(Enum.GetValues<T>());

    /// <summary>A UUID with the time in front, as the server's own: later ones sort behind.</summary>
    public Guid Id(DateTimeOffset now)
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        Guid.CreateVersion7(now).ToByteArray(bigEndian: true).AsSpan(0, 6).CopyTo(bytes);
        return new Guid(bytes, bigEndian: true);
    }
#pragma warning restore CA5394

    /// <summary>Around now: seldom more than a minute away, and sometimes between two milliseconds.</summary>
    public DateTimeOffset Around(DateTimeOffset now) =>
        now.AddSeconds(Once(12) ? Below(7_200) : Below(50) - 30).AddTicks(Once(5) ? 5_000 : 0);

    public string Part() => Once(2) ? "post" : Of(Parts);

    public string RemoteId() => $"1790{Below(4)}";

    public LaneKey Lane(Guid channel, int slots) => Once(3) ? LaneKey.PublishLane(channel) : new LaneKey(channel, LaneKind.Prepare, Below(slots));

    public JobEvent? Event() => Once(3) ? null : new JobEvent(Of(Kinds), "engine");

    public PublishAllowance Allowance() => Once(2) ? PublishAllowance.Unlimited : new(Once(3) ? null : Below(6), TimeSpan.FromHours(1 + Below(24)), Once(3) ? null : Below(6)) { Inbox = Once(3) ? Below(4) : null };

    public UsageCount Usage() => new(Below(9), Below(2), Below(2), Below(2));

    public QuotaNote Quota(DateTimeOffset now) => new(Below(50), Once(3) ? null : 100, Once(3) ? null : TimeSpan.FromMinutes(Below(3_000)), Around(now));

    public IntentVerdict? Verdict(IReadOnlyList<Intent> intents) => intents.Count == 0 || Once(2)
        ? null
        : new IntentVerdict(Of(intents).Id, Any<IntentOutcome>(), $"evidence {Below(9)}", Once(2) ? RemoteId() : null);

    public PartLink? Link() => Once(3) ? new PartLink(Part(), Once(2) ? RemoteId() : null, Once(2) ? $"https://a.test/{Below(9)}" : null) : null;

    public MetricsReading Reading(Job job, DateTimeOffset now) => new()
    {
        JobId = job.Id,
        Part = Part(),
        Age = Any<MetricsAge>(),
        ReadAt = Around(now),
        Likes = Once(3) ? null : Below(9),
        Missing = Once(3) ? "No permission." : null,
    };

    public Job Job(Guid channel, string platform, DateTimeOffset now)
    {
        var due = Around(now);
        var ready = !Once(5);
        return new Job
        {
            Id = Id(now),
            WorkspaceId = channel,
            PostId = Id(now),
            ChannelId = channel,
            Platform = platform,
            Lane = Lane(channel, 2),
            WakeAt = Once(12) ? null : Around(now),
            State = ready ? JobState.Ready : JobState.Scheduled,
            DueAt = due,
            FirstDueAt = due,
            LateAt = due.AddSeconds(Below(1_800)),
            Lead = TimeSpan.FromSeconds(Below(300)),
            MaxAttempts = 4,
            ApprovedHash = "hash",
            PreparedHash = "hash",
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>What becomes of a job: drawn once, so that it is the same for every store.</summary>
    /// <param name="slots">The prepare lanes it may move to; zero for none.</param>
    /// <param name="now">The time.</param>
    public Func<Job, Job> Change(int slots, DateTimeOffset now)
    {
        var (keepState, state, reason) = (Once(2), Once(3) ? JobState.Ready : Any<JobState>(), Once(2) ? Any<JobReason>() : (JobReason?)null);
        var (wake, late) = (Once(6) ? (DateTimeOffset?)null : Around(now), Once(9) ? Around(now) : (DateTimeOffset?)null);
        var lane = slots > 0 && Once(2) ? Lane(Guid.Empty, slots) : (LaneKey?)null;
        var (hash, remote, attempt, deaths) = (Once(15) ? "other" : "hash", Once(4) ? RemoteId() : null, Below(4), Below(3));
        var error = Once(3) ? new PlatformError { Kind = Any<ErrorKind>(), Message = "No.", Advice = "Wait.", Code = "9" } : null;
        var notes = Once(3) ? new SettleNotes { Checks = Below(9), Blocked = TimeSpan.FromTicks(Below(99_999)), MatchSince = Around(now) } : null;
        return job => job with
        {
            State = keepState ? job.State : state,
            Reason = reason,
            WakeAt = wake,
            LateAt = late ?? job.LateAt,
            Lane = lane is { } key ? key with { ChannelId = job.ChannelId } : job.Lane,
            PreparedHash = hash,
            RemoteId = remote ?? job.RemoteId,
            Attempt = attempt,
            Deaths = deaths,
            LastError = error,
            Settling = notes,
            PublishedAt = late,
        };
    }

    public Intent Intent(Job job, DateTimeOffset now) => new()
    {
        Id = Id(now),
        JobId = job.Id,
        Part = Part(),
        Number = 1 + Below(3),
        Step = Once(4) ? PublishStep.Deliver : "publish",
        Checkpoint = job.Checkpoint,
        ContentHash = Once(15) ? "other" : "hash",
        IntentAt = Around(now),
        DeadlineAt = now.AddSeconds(Below(60)),
    };

    public Attempt Attempt(ClaimedJob run, DateTimeOffset now) => new()
    {
        Id = Id(now),
        JobId = run.Job.Id,
        Round = run.Job.Round,
        Number = Below(4),
        Step = Once(3) ? null : "publish",
        Outcome = Any<AttemptOutcome>(),
        Counted = Once(2),
        StartedAt = Around(now),
        EndedAt = Around(now),
        Error = Once(2) ? null : new PlatformError { Kind = Any<ErrorKind>(), Message = "No.", Advice = "Wait.", Subcode = "33" },
        HttpStatus = Once(2) ? 500 : null,
        Node = run.Lease.Node,
        Epoch = run.Lease.Epoch,
    };
}
