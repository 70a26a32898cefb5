using Posthaste.Jobs;
using Posthaste.Tests.Invariants;

namespace Posthaste.Tests.Simulation.Model;

// What a test looks at: everything stored, every change of a state, every event.
internal sealed partial class ModelStore
{
    private readonly List<(Guid JobId, JobState From, JobState To)> _changes = [];
    private readonly List<ModelEvent> _events = [];
    private readonly Dictionary<Guid, List<ModelEvent>> _eventsOfJob = [];

    /// <summary>Every change of a job's state, whoever made it, in order.</summary>
    public IReadOnlyList<(Guid JobId, JobState From, JobState To)> StateChanges => _changes;

    /// <summary>Everything that was told, in order.</summary>
    public IReadOnlyList<ModelEvent> Events => _events;

    /// <summary>What was told of one job, in order.</summary>
    public IReadOnlyList<ModelEvent> EventsOf(Guid jobId) => _eventsOfJob.TryGetValue(jobId, out var events) ? events : [];

    /// <summary>Makes it known which platform the channel is on, and whose it is.</summary>
    public void Connect(Guid channelId, string platform, Guid? workspaceId = null)
    {
        lock (_gate)
        {
            var channel = Channel(channelId);
            (channel.Platform, channel.WorkspaceId) = (platform, workspaceId);
        }
    }

    /// <summary>Everything that was counted of the channel.</summary>
    public UsageCount ReadUsage(Guid channelId)
    {
        lock (_gate) return Channel(channelId).Usage.Values.Aggregate(default(UsageCount), (sum, count) => sum + count);
    }

    /// <summary>Everything that is stored of jobs, in the order in which the databases give it.</summary>
    public StoreRecords ReadAll()
    {
        lock (_gate)
        {
            var now = Time.GetUtcNow();
            return new StoreRecords(
                now,
                [.. _jobs.Values.OrderBy(job => job.Id)],
                [.. _intents.Values.OrderBy(intent => intent.Intent.IntentAt).ThenBy(intent => intent.Intent.Id)
                    .Select(intent => new IntentRecord(intent.Intent, intent.ChannelId, intent.Node, intent.Epoch, intent.OutcomeAt, intent.Evidence))],
                [.. _attempts.Values.OrderBy(attempt => attempt.Id)],
                [.. _lanes.Values.OrderBy(lane => lane.Key)
                    .Select(lane => new LaneRecord(lane.Key, lane.ReadyAt, lane.Gate, lane.PausedUntil, lane.Epoch, lane.RunningJob, lane.Owner))],
                [.. _nodes.Keys.Where(node => IsAlive(node, Ms(now))).Order()]);
        }
    }

    private void Tell(JobEvent? @event, Job job, DateTimeOffset now)
    {
        if (@event is null) return;
        var told = new ModelEvent(_events.Count + 1, job.WorkspaceId, @event.Kind, job.Id, now, @event.Actor, @event.Data);
        _events.Add(told);
        if (!_eventsOfJob.TryGetValue(job.Id, out var ofJob)) _eventsOfJob[job.Id] = ofJob = [];
        ofJob.Add(told);
    }
}
