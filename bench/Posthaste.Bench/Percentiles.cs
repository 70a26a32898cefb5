using System.Globalization;

namespace Posthaste.Bench;

/// <summary>Figures of a sample, by nearest rank: always one that was really measured.</summary>
/// <param name="values">At least one.</param>
internal sealed class Percentiles(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public int Count => _sorted.Length;

    public double Min => _sorted[0];

    public double At(double percent) => _sorted[Math.Max(0, (int)Math.Ceiling(_sorted.Length * percent / 100) - 1)];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At(50),9:F1} {At(95),9:F1} {At(99),9:F1} {At(100),9:F1}");
}
