using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Platforms;

namespace Posthaste.Tests.Simulation.Model;

// The intents: when one is granted, and what is known of them.
internal sealed partial class ModelStore
{
    public Task<IntentGrant> OpenIntentAsync(Lease lease, Job job, Intent intent, PublishAllowance allowance, DateTimeOffset now, CancellationToken ct) => Do(() =>
    {
        now = Ms(now);
        if (!Holds(lease, intent.JobId)) return IntentGrant.Fenced;
        // It may be there from a first commit whose answer was lost.
        if (_intents.TryGetValue(intent.Id, out var before))
        {
            if (!before.IsOpen) return HasRoom(lease.Lane.ChannelId, allowance, now) ? IntentGrant.Refused : IntentGrant.OverLimit;
            ShowPublishing(lease, job, intent, now);
            return IntentGrant.Granted;
        }
        if (!HasRoom(lease.Lane.ChannelId, allowance, now)) return IntentGrant.OverLimit;
        if (!MayPublish(lease, job, intent, now)) return IntentGrant.Refused;

        var added = new ModelIntent(intent with { IntentAt = Ms(intent.IntentAt), DeadlineAt = Ms(intent.DeadlineAt), Outcome = null, RemoteId = null },
            _jobs[intent.JobId].ChannelId, lease);
        _intents.Add(intent.Id, added);
        if (!_intentsOfJob.TryGetValue(intent.JobId, out var ofJob)) _intentsOfJob[intent.JobId] = ofJob = [];
        ofJob.Add(added);
        Channel(added.ChannelId).Add(added);
        ShowPublishing(lease, job, intent, now);
        return IntentGrant.Granted;
    });

    public Task<IReadOnlyList<JobPart>> ListPartsAsync(Guid jobId, CancellationToken ct) => Do<IReadOnlyList<JobPart>>(() => [.. PartsOf([jobId])]);

    public Task<IReadOnlyList<JobPart>> ListPartsAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken ct) =>
        Do<IReadOnlyList<JobPart>>(() => [.. PartsOf(jobIds)]);

    public Task<Intent?> FindLastIntentAsync(Guid jobId, string part, CancellationToken ct) =>
        Do(() => IntentsOf(jobId).Where(intent => intent.Intent.Part == part).MaxBy(intent => intent.Intent.Number)?.Intent);

    public Task<IReadOnlySet<string>> FindBoundAsync(Guid channelId, IReadOnlyCollection<string> remoteIds, CancellationToken ct) =>
        Do<IReadOnlySet<string>>(() =>
        {
            var channel = Channel(channelId);
            return remoteIds.Where(id => channel.Bound.ContainsKey(id) || channel.Intents.Exists(intent => intent.Intent.RemoteId == id)).ToHashSet();
        });

    public Task<IReadOnlyList<NamelessCall>> ListNamelessAsync(Guid channelId, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        Do<IReadOnlyList<NamelessCall>>(() =>
            [.. Channel(channelId).Intents.Select(intent => intent.Intent)
                .Where(intent => intent is { RemoteId: null, Part: not PublishStep.Comment, Outcome: not IntentOutcome.NotHappened }
                    && intent.IntentAt >= Ms(from) && intent.IntentAt <= Ms(until))
                .OrderBy(intent => intent.IntentAt).ThenBy(intent => intent.Id)
                .Select(intent => new NamelessCall(intent, _jobs[intent.JobId]))]);

    /// <summary>Everything that was true when the job was prepared is still true, and every earlier call of this part is proved
    /// to have had no effect. The lease is known to hold.</summary>
    private bool MayPublish(Lease lease, Job job, Intent intent, DateTimeOffset now)
    {
        var (stored, lane) = (_jobs[intent.JobId], _lanes[lease.Lane]);
        // A comment belongs to a post that is live; the post itself is only sent from ready or between two parts, and in its window.
        var inTime = job.State == JobState.Published
            ? stored.State == JobState.Published
            : stored.State is JobState.Ready or JobState.Publishing && now <= stored.LateAt;
        return stored.Version == job.Version
            && inTime
            && stored.ApprovedHash == intent.ContentHash && stored.PreparedHash == intent.ContentHash
            && lane.Gate == Gate.Open && !lane.IsPaused(now)
            && IsAlive(lease.Node, now)
            && !IntentsOf(intent.JobId).Any(other => other.IsOpen
                || (other.Intent.Part == intent.Part && (other.Intent.Outcome != IntentOutcome.NotHappened || other.Intent.Number == intent.Number)));
    }

    /// <summary>One more publish call of the channel stays within its limits.</summary>
    private bool HasRoom(Guid channelId, PublishAllowance allowance, DateTimeOffset now)
    {
        var channel = Channel(channelId);
        return (allowance.PerDay is not { } perDay || channel.CountedSince(Ms(now - allowance.DayWindow)).Count() < perDay)
            && (allowance.PerHour is not { } perHour || channel.CountedSince(Ms(now - TimeSpan.FromHours(1))).Count() < perHour)
            && (allowance.Inbox is not { } inbox || channel.WaitingSince(Ms(now - allowance.DayWindow)).Count() < inbox);
    }

    private void ShowPublishing(Lease lease, Job job, Intent intent, DateTimeOffset now)
    {
        if (!IsCurrent(lease, intent.JobId, job.Version)) return;
        var stored = _jobs[intent.JobId];
        if (stored.State != JobState.Published) Put(stored, stored with { State = JobState.Publishing, Reason = null, UpdatedAt = now });
        Tell(new JobEvent("job.publishing", "engine"), job, now);
    }

    private void Record(IntentVerdict? verdict, DateTimeOffset now)
    {
        if (verdict is not null && _intents.TryGetValue(verdict.IntentId, out var intent)) intent.Record(verdict, now);
    }

    private IReadOnlyList<ModelIntent> IntentsOf(Guid jobId) => _intentsOfJob.TryGetValue(jobId, out var intents) ? intents : [];

    private Intent? OpenIntentOf(Guid jobId) => IntentsOf(jobId).FirstOrDefault(intent => intent.IsOpen)?.Intent;

    /// <summary>The newest intent of each part, in the order of their first ones.</summary>
    private IEnumerable<JobPart> PartsOf(IEnumerable<Guid> jobIds) => jobIds.Distinct().SelectMany(IntentsOf)
        .OrderBy(intent => intent.Intent.IntentAt).ThenBy(intent => intent.Intent.Id)
        .GroupBy(intent => (intent.Intent.JobId, intent.Intent.Part))
        .Select(intents => ToPart(first: intents.MinBy(intent => intent.Intent.Number)!, newest: intents.MaxBy(intent => intent.Intent.Number)!));

    private static JobPart ToPart(ModelIntent first, ModelIntent newest) => new()
    {
        JobId = newest.Intent.JobId,
        Part = newest.Intent.Part,
        Intents = newest.Intent.Number,
        FirstIntentAt = first.Intent.IntentAt,
        Outcome = newest.Intent.Outcome,
        RemoteId = newest.Intent.RemoteId,
        Permalink = newest.Permalink,
    };
}
