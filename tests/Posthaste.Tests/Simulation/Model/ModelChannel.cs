using Posthaste.Jobs;
using Posthaste.Jobs.Limits;

namespace Posthaste.Tests.Simulation.Model;

/// <summary>A channel: its lanes, its publish calls, and what is known of its limits.</summary>
internal sealed class ModelChannel(Guid id)
{
    public Guid Id { get; } = id;

    /// <summary>Null while nobody said.</summary>
    public string? Platform { get; set; }

    /// <summary>Null while nobody said.</summary>
    public Guid? WorkspaceId { get; set; }

    /// <summary>In key order: prepare before publish.</summary>
    public SortedList<LaneKey, ModelLane> Lanes { get; } = [];

    /// <summary>By time, then id.</summary>
    public List<ModelIntent> Intents { get; } = [];

    /// <summary>Which job a live post belongs to.</summary>
    public Dictionary<string, Guid> Bound { get; } = [];

    public SortedDictionary<DateTimeOffset, UsageCount> Usage { get; } = [];

    public QuotaNote? Quota { get; set; }

    /// <summary>The jobs of all lanes that have a wake time.</summary>
    public IEnumerable<Guid> Waking => Lanes.Values.SelectMany(lane => lane.Waking).Select(entry => entry.Id);

    public void Add(ModelIntent intent)
    {
        var at = Intents.Count;
        while (at > 0 && Order(Intents[at - 1]).CompareTo(Order(intent)) > 0) at--;
        Intents.Insert(at, intent);
    }

    /// <summary>The publish calls after then that count, newest first.</summary>
    public IEnumerable<ModelIntent> CountedSince(DateTimeOffset since)
    {
        for (var at = Intents.Count - 1; at >= 0 && Intents[at].Intent.IntentAt > since; at--)
        {
            if (Intents[at].Counts) yield return Intents[at];
        }
    }

    /// <summary>The posts delivered after then that wait in the account's own inbox, newest first.</summary>
    public IEnumerable<ModelIntent> WaitingSince(DateTimeOffset since)
    {
        for (var at = Intents.Count - 1; at >= 0 && Intents[at].Intent.IntentAt > since; at--)
        {
            if (Intents[at].Waits) yield return Intents[at];
        }
    }

    private static (DateTimeOffset, Guid) Order(ModelIntent intent) => (intent.Intent.IntentAt, intent.Intent.Id);
}
