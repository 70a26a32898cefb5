namespace Posthaste.Tests.Simulation;

/// <summary>What a campaign came to, by name.</summary>
internal sealed class Counters
{
    private readonly SortedDictionary<string, double> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, double> All => _counts;

    public double this[string name] => _counts.GetValueOrDefault(name);

    public void Add(string name, double count = 1) => _counts[name] = this[name] + count;

    public void Add(Counters others)
    {
        foreach (var (name, count) in others._counts) Add(name, count);
    }
}
