namespace Posthaste.Tests.Simulation;

/// <summary>Chance that a seed decides, the same on every machine and runtime (SplitMix64).</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream of its own: what one part of the world draws moves nothing in another.</summary>
    public static Chance For(ulong seed, string stream)
    {
        var mixed = seed * 0x9E3779B97F4A7C15;
        foreach (var letter in stream) mixed = (mixed ^ letter) * 0x100000001B3;
        return new Chance(mixed);
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 up to, and without, <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    public int Between(int first, int last) => first + Below(last - first + 1);

    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with this probability.</summary>
    public bool Is(double probability) => probability > 0 && Share() < probability;

    /// <summary>In whole milliseconds.</summary>
    public TimeSpan Time(double fromSeconds, double toSeconds) => TimeSpan.FromMilliseconds(Math.Floor((fromSeconds + (Share() * (toSeconds - fromSeconds))) * 1000));

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>One of them, the heavier the likelier.</summary>
    public T Weighted<T>(IReadOnlyList<(T Choice, double Weight)> choices)
    {
        var left = Share() * choices.Sum(choice => choice.Weight);
        foreach (var (choice, weight) in choices)
        {
            left -= weight;
            if (left < 0) return choice;
        }
        return choices[^1].Choice;
    }
}
