namespace Posthaste.Sandbox.Faults;

/// <summary>The faults ordered, oldest first; the first that fits a call strikes it.</summary>
internal sealed class FaultPlan
{
    private readonly List<Fault> _faults = [];
    private Random _random = new(1);
    private int _lastId;

    public IReadOnlyList<Fault> All => _faults;

    public void Seed(int seed) => _random = new Random(seed);

    public Fault Add(Func<int, Fault> fault)
    {
        var added = fault(++_lastId);
        _faults.Add(added);
        return added;
    }

    public bool Remove(int id) => _faults.RemoveAll(fault => fault.Id == id) > 0;

    public void Clear() => _faults.Clear();

    /// <summary>The fault for this call, used up by one. A used-up fault stays listed with nothing remaining.</summary>
    public Fault? Take(string step, string accountId, FaultWhen when)
    {
        for (var i = 0; i < _faults.Count; i++)
        {
            var fault = _faults[i];
            var fits = fault.When == when
                && fault.Remaining != 0
                && Steps.Covers(fault.Step, step)
                && (fault.AccountId is null || fault.AccountId == accountId);
            if (!fits || (fault.Probability < 1 && _random.NextDouble() >= fault.Probability)) continue;
            _faults[i] = fault with { Remaining = fault.Remaining - 1, Hits = fault.Hits + 1 };
            return fault;
        }
        return null;
    }
}
