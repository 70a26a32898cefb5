using Posthaste.Jobs.Handoff;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Metrics;
using Posthaste.Jobs.Nodes;
using Posthaste.Platforms;

namespace Posthaste.Jobs;

/// <summary>What a worker asks of the store. Every implementation passes <c>LaneStoreContract</c>.</summary>
public interface ILaneStore
{
    /// <summary>Takes the most overdue lanes and the job at the head of each. Returns after the commit.</summary>
    /// <param name="kind">Which lanes.</param>
    /// <param name="node">Who takes them.</param>
    /// <param name="now">The database's time: lanes ready by then.</param>
    /// <param name="floor">Only lanes ready at or after this: skips index entries that a long snapshot keeps from being cleaned.</param>
    /// <param name="max">At most so many; above zero.</param>
    Task<IReadOnlyList<ClaimedJob>> ClaimAsync(LaneKind kind, Guid node, DateTimeOffset now, DateTimeOffset floor, int max, CancellationToken ct);

    /// <summary>The same of certain lanes, as far as they are ready, nobody holds them, and nobody has had them since the hint: the others are left out. Returns after the commit.</summary>
    Task<IReadOnlyList<ClaimedJob>> ClaimHintedAsync(LaneKind kind, Guid node, DateTimeOffset now, IReadOnlyCollection<LaneHint> hints, CancellationToken ct);

    /// <summary>When the next lane of this kind becomes ready; null where none will.</summary>
    Task<DateTimeOffset?> NextReadyAsync(LaneKind kind, DateTimeOffset floor, CancellationToken ct);

    /// <summary>Writes a step's result and goes on holding the lane.</summary>
    /// <returns>False where the lease or the job's version is no longer current: nothing was changed.</returns>
    /// <param name="lease">The right to do so.</param>
    /// <param name="job">As it is from now on.</param>
    /// <param name="event">Null where nobody needs to hear of it.</param>
    /// <param name="verdict">Recorded whatever becomes of the lease: an answer is truth.</param>
    Task<bool> SaveProgressAsync(Lease lease, Job job, JobEvent? @event, IntentVerdict? verdict, DateTimeOffset now, CancellationToken ct);

    /// <summary>Writes the end of a run and frees the lane, in one commit.</summary>
    /// <returns>False where the lease or the job's version is no longer current: then only the verdict on the intent
    /// was recorded (an answer is truth, a lease is permission) and the lane, where still held, freed.</returns>
    Task<bool> FinishAsync(Lease lease, RunEnd end, DateTimeOffset now, CancellationToken ct);

    /// <summary>Frees the lane and changes nothing else; the job is ready to be claimed again.</summary>
    Task ReleaseAsync(Lease lease, DateTimeOffset now, CancellationToken ct);

    /// <summary>Ends a run that failed in a way nobody foresaw: frees the lane, and <paramref name="decide"/> says what becomes
    /// of the job as it is stored now. Nothing where the lease is no longer held.</summary>
    Task GiveUpAsync(Lease lease, DateTimeOffset now, Func<ClaimedJob, RunEnd> decide, CancellationToken ct);

    /// <summary>The lanes of this kind that the node holds.</summary>
    Task<IReadOnlyList<Lease>> ListHeldAsync(LaneKind kind, Guid node, CancellationToken ct);

    /// <summary>Commits the intent, re-checking in the same transaction: epoch, version, approved hash = prepared hash,
    /// gate, pause, late window, no open intent of this part, the node's own lease, and the channel's limits.</summary>
    Task<IntentGrant> OpenIntentAsync(Lease lease, Job job, Intent intent, PublishAllowance allowance, DateTimeOffset now, CancellationToken ct);

    /// <summary>The parts of the job that have had an intent.</summary>
    Task<IReadOnlyList<JobPart>> ListPartsAsync(Guid jobId, CancellationToken ct);

    /// <summary>The newest intent of the job's part, settled or not.</summary>
    Task<Intent?> FindLastIntentAsync(Guid jobId, string part, CancellationToken ct);

    /// <summary>Which of these live posts already belong to a job of this channel.</summary>
    Task<IReadOnlySet<string>> FindBoundAsync(Guid channelId, IReadOnlyCollection<string> remoteIds, CancellationToken ct);

    /// <summary>The channel's publish calls, begun in this time, that went live or may have, while nobody knows which post came of
    /// them; oldest first. Comments are left out.</summary>
    /// <param name="channelId">Whose.</param>
    /// <param name="from">The earliest intent, itself included.</param>
    /// <param name="until">The latest one, itself included.</param>
    /// <param name="ct">Ends the reading.</param>
    Task<IReadOnlyList<NamelessCall>> ListNamelessAsync(Guid channelId, DateTimeOffset from, DateTimeOffset until, CancellationToken ct);

    /// <summary>Stops the channel's lanes until then; a later time already set stays.</summary>
    Task PauseUntilAsync(Guid channelId, DateTimeOffset until, DateTimeOffset now, CancellationToken ct);

    /// <summary>The same for every channel of the platform: our app as a whole is to wait.</summary>
    Task PausePlatformAsync(string platform, DateTimeOffset until, DateTimeOffset now, CancellationToken ct);

    /// <summary>Stops what a rate limit reaches.</summary>
    Task PauseAsync(Job job, RateScope scope, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) => scope == RateScope.App
        ? PausePlatformAsync(job.Platform, until, now, ct)
        : PauseUntilAsync(job.ChannelId, until, now, ct);

    /// <summary>Adds to the channel's ledger of the current hour.</summary>
    Task CountUsageAsync(Guid channelId, UsageCount count, DateTimeOffset now, CancellationToken ct);

    /// <summary>The same for several channels, in as few commits as the store can make of it. Where it fails, any of them may be written or not.</summary>
    async Task CountUsageAsync(IReadOnlyCollection<KeyValuePair<Guid, UsageCount>> counts, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var (channelId, count) in counts) await CountUsageAsync(channelId, count, now, ct);
    }

    /// <summary>The database's clock.</summary>
    Task<DateTimeOffset> ReadClockAsync(CancellationToken ct);

    /// <summary>The first word of a new node. Where only one process can use the database, every other node is known to be
    /// dead, and what it held can be rescued at once.</summary>
    Task JoinAsync(Node node, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct);

    /// <summary>Says that this node lives until then.</summary>
    Task HeartbeatAsync(Node node, DateTimeOffset leaseUntil, CancellationToken ct);

    /// <summary>Takes a node off the list. It holds nothing any more.</summary>
    Task LeaveAsync(Guid node, CancellationToken ct);

    /// <summary>Frees up to <paramref name="max"/> lanes whose node is no longer alive; <paramref name="decide"/> says what
    /// becomes of each job.</summary>
    Task<int> RescueAsync(DateTimeOffset now, int max, Func<ClaimedJob, RunEnd> decide, CancellationToken ct);

    /// <summary>Sets the clock of idle lanes that have work but none set. It should find none; the count is published.</summary>
    Task<int> HealAsync(DateTimeOffset now, CancellationToken ct);
}

/// <summary>What calls came to.</summary>
/// <param name="Calls">Requests sent.</param>
/// <param name="Publishes">Publish calls that were answered with success.</param>
/// <param name="Errors">Answers that were none, or a refusal.</param>
/// <param name="Containers">Prepared posts that were made, or may have been.</param>
/// <param name="BytesOut">Of the bodies that were sent; headers are left out.</param>
/// <param name="BytesIn">Of the bodies that were answered; headers are left out.</param>
public readonly record struct UsageCount(int Calls, int Publishes = 0, int Errors = 0, int Containers = 0, long BytesOut = 0, long BytesIn = 0)
{
    public static UsageCount operator +(UsageCount one, UsageCount other) =>
        new(one.Calls + other.Calls, one.Publishes + other.Publishes, one.Errors + other.Errors, one.Containers + other.Containers,
            one.BytesOut + other.BytesOut, one.BytesIn + other.BytesIn);

    public static UsageCount operator -(UsageCount one, UsageCount other) =>
        new(one.Calls - other.Calls, one.Publishes - other.Publishes, one.Errors - other.Errors, one.Containers - other.Containers,
            one.BytesOut - other.BytesOut, one.BytesIn - other.BytesIn);
}

/// <summary>One life of a server process.</summary>
public sealed record Node(Guid Incarnation, string Host, string Version, DateTimeOffset StartedAt)
{
    public NodeRoles Roles { get; init; } = NodeRoles.All;

    /// <summary>Whether the broker answers it; null where it uses none.</summary>
    public bool? BrokerAnswers { get; init; }
}

/// <summary>Everything that the end of a run writes.</summary>
public sealed record RunEnd
{
    /// <summary>The job as it is from now on.</summary>
    public required Job Job { get; init; }

    /// <summary>Null where the run is not worth a row.</summary>
    public Attempt? Attempt { get; init; }

    public IntentVerdict? Verdict { get; init; }

    /// <summary>What was learnt about a part that is live.</summary>
    public PartLink? Link { get; init; }

    /// <summary>Figures of a live post.</summary>
    public IReadOnlyList<MetricsReading> Readings { get; init; } = [];

    /// <summary>Null where nobody needs to hear of it.</summary>
    public JobEvent? Event { get; init; }

    /// <summary>With this a person gets the job, which is handed over by the same commit; null for none.</summary>
    public HandoverOrder? Order { get; init; }

    /// <summary>How the open hand-over ends, where the job leaves a person's hands.</summary>
    public HandoverOutcome? Outcome { get; init; }
}

/// <summary>A publish call of which nobody knows the post.</summary>
/// <param name="Job">Whose, as it is now.</param>
public sealed record NamelessCall(Intent Intent, Job Job);

/// <summary>Where a part that is live can be found. Null for what is not known; it never replaces what is.</summary>
public sealed record PartLink(string Part, string? RemoteId, string? Permalink);

/// <summary>What happened to a job, for the event log.</summary>
/// <param name="Kind">A word such as <c>job.published</c>.</param>
/// <param name="Actor">Who did it: <c>engine</c>, or a person or key.</param>
/// <param name="Data">JSON object; holds no secret.</param>
public sealed record JobEvent(string Kind, string Actor, string Data = "{}")
{
    /// <summary>Of an event whose write may be repeated after a lost answer, so that it is told once. Null for a new one at every write.</summary>
    public Guid? Id { get; init; }
}
