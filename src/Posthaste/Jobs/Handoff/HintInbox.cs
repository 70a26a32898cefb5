using Microsoft.Extensions.Options;

namespace Posthaste.Jobs.Handoff;

/// <summary>The hints that this node's workers have not looked up yet: those that came over the broker, and those that its own runs leave behind. In memory alone: what is lost is found by the sweep.</summary>
internal sealed class HintInbox(BrokerState broker, WakeSignal signal, IOptions<BrokerOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Box[] _boxes = [.. Enum.GetValues<LaneKind>().Select(_ => new Box())];

    public TimeSpan SweepInterval => options.Value.SweepInterval;

    /// <summary>The broker answers, and hints have come since a sweep last found what none had told of: workers need not look for themselves as often.</summary>
    public bool IsTold(LaneKind kind)
    {
        if (broker.Answers != true) return false;
        lock (_gate) return _boxes[(int)kind].Told;
    }

    /// <summary>One came.</summary>
    public void Add(LaneHint hint, HandoffDelivery delivery)
    {
        lock (_gate)
        {
            var box = _boxes[(int)hint.Lane.Kind];
            box.Told = true;
            box.Due.Enqueue(new HeldHint(hint, delivery));
        }
        signal.Wake(hint.Lane.Kind);
    }

    /// <summary>A run of this node's leaves its lane, or another, with something to do: nobody need tell. Only where hints are what its workers go by.</summary>
    /// <param name="lane">Which.</param>
    /// <param name="jobId">Whose run it was.</param>
    /// <param name="at">From when on.</param>
    public void AddOwn(LaneKey lane, Guid jobId, DateTimeOffset at)
    {
        if (!IsTold(lane.Kind)) return;
        lock (_gate) _boxes[(int)lane.Kind].Later.Enqueue(new HeldHint(new LaneHint(lane, jobId, Epoch: null), Delivery: null), at);
        signal.Wake(lane.Kind);
    }

    /// <summary>A sweep found what no hint had told of: until the next one comes, workers look for themselves.</summary>
    public void Doubt(LaneKind kind)
    {
        lock (_gate) _boxes[(int)kind].Told = false;
    }

    /// <summary>Takes hints whose time has come; each is settled by whoever takes it.</summary>
    public IReadOnlyList<HeldHint> Take(LaneKind kind, DateTimeOffset now, int max)
    {
        lock (_gate)
        {
            var box = _boxes[(int)kind];
            box.Ripen(now);
            var taken = new List<HeldHint>(Math.Min(max, box.Due.Count));
            while (taken.Count < max && box.Due.TryDequeue(out var hint)) taken.Add(hint);
            return taken;
        }
    }

    /// <summary>When the next of them can be taken; null where there is none.</summary>
    public DateTimeOffset? NextAt(LaneKind kind)
    {
        lock (_gate)
        {
            var box = _boxes[(int)kind];
            return box.Due.Count > 0 ? DateTimeOffset.MinValue : box.Later.TryPeek(out _, out var at) ? at : null;
        }
    }

    private sealed class Box
    {
        public Queue<HeldHint> Due { get; } = [];

        public PriorityQueue<HeldHint, DateTimeOffset> Later { get; } = new();

        public bool Told { get; set; }

        public void Ripen(DateTimeOffset now)
        {
            while (Later.TryPeek(out var hint, out var at) && at <= now)
            {
                Later.Dequeue();
                Due.Enqueue(hint);
            }
        }
    }
}

/// <param name="Delivery">Null where this node told itself.</param>
internal sealed record HeldHint(LaneHint Hint, HandoffDelivery? Delivery);
