using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Invariants;

/// <summary>What was seen, sorted for looking things up.</summary>
internal sealed class Facts
{
    private readonly Dictionary<Guid, Order[]> _orders;
    private readonly ILookup<(Guid Job, string Part), IntentRecord> _intents;

    public Facts(Sighting seen)
    {
        Seen = seen;
        Jobs = seen.Store.Jobs.ToDictionary(job => job.Id);
        _intents = seen.Store.Intents.OrderBy(row => row.Intent.Number).ToLookup(row => (row.Intent.JobId, row.Intent.Part));
        _orders = seen.Orders.GroupBy(order => order.JobId).ToDictionary(orders => orders.Key, orders => orders.ToArray());
        var used = new HashSet<Guid>();
        Calls = [.. seen.World.Calls.OrderBy(call => call.BegunAt).Select(call => new MatchedCall(call, IntentOf(call, used)))];
    }

    public Sighting Seen { get; }

    public StoreRecords Store => Seen.Store;

    public WorldLedger World => Seen.World;

    public IReadOnlyDictionary<Guid, Job> Jobs { get; }

    /// <summary>By time, each with the intent that allowed it.</summary>
    public IReadOnlyList<MatchedCall> Calls { get; }

    public IEnumerable<IGrouping<(Guid Job, string Part), IntentRecord>> Parts => _intents;

    /// <summary>In the order of their numbers.</summary>
    public IEnumerable<IntentRecord> IntentsOf(Guid job, string part) => _intents[(job, part)];

    /// <summary>What was wanted of the job at that time.</summary>
    /// <returns>Null where nobody noted it.</returns>
    public Order? OrderAt(Guid job, DateTimeOffset at) => _orders.GetValueOrDefault(job)?.LastOrDefault(order => Millisecond(order.At) <= Millisecond(at));

    /// <summary>Databases keep whole milliseconds.</summary>
    public static DateTimeOffset Millisecond(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    public static bool IsComment(string part) => part == PublishStep.Comment;

    /// <summary>The first open one that no earlier call has used. Where there is none, the newest there was: rules say what is wrong with that.</summary>
    private IntentRecord? IntentOf(SentCall call, HashSet<Guid> used)
    {
        if (call.JobId is not { } job) return null;
        var (earliest, latest) = (Millisecond(call.BegunAt - Seen.ClockError - Seen.NodeLag), Millisecond(call.BegunAt + Seen.ClockError + Seen.NodeLead));
        var there = IntentsOf(job, call.Part).Where(row => row.Intent.IntentAt <= latest).ToList();
        var own = there.FirstOrDefault(row => !used.Contains(row.Intent.Id) && !(row.OutcomeAt < earliest)) ?? there.LastOrDefault();
        if (own is not null) used.Add(own.Intent.Id);
        return own;
    }
}

/// <summary>A call and the intent that allowed it; null where there was none.</summary>
internal sealed record MatchedCall(SentCall Call, IntentRecord? Record)
{
    public override string ToString() => $"the call for {Call.Part} of job {Call.JobId} at {Call.BegunAt:HH:mm:ss.fff}";
}
