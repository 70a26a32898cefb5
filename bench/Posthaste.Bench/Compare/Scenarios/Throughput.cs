using System.Globalization;

namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>The table of a scenario in which everybody does the same jobs as fast as they can.</summary>
internal static class Throughput
{
    public static readonly IReadOnlyList<string> Columns = ["queue", "jobs/s", "CPU ms/job, its process", "memory MB", "twice", "overlaps", "gives"];

    public static IReadOnlyList<IReadOnlyList<string>> Lines(Summary summary, IEnumerable<Contender> contenders) =>
        [.. contenders.Where(summary.Has).Select(contender => (IReadOnlyList<string>)
        [
            contender.Name,
            summary.Text(contender, sample => sample.PerSecond),
            summary.Text(contender, sample => (sample.CpuSeconds ?? 0) * 1000 / Math.Max(1, sample.Jobs), "N3"),
            summary.Text(contender, sample => sample.MemoryMb ?? 0),
            Sum(summary, contender, sample => sample.Repeated),
            Sum(summary, contender, sample => sample.Overlaps),
            contender.Guarantees,
        ])];

    private static string Sum(Summary summary, Contender contender, Func<Sample, long> figure) =>
        summary.Samples.Where(sample => sample.Contender == contender.Name).Sum(figure).ToString("N0", CultureInfo.InvariantCulture);
}
