namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>The table of a scenario in which every job has its instant.</summary>
internal static class LatenessTable
{
    public static readonly IReadOnlyList<string> Columns = ["queue", "behind it", "p50 ms", "p95 ms", "p99 ms", "largest ms", "smallest ms", "memory MB"];

    public static IReadOnlyList<string> Line(Summary summary, Contender contender, string behind) =>
    [
        contender.Name, behind,
        summary.Text(contender, sample => sample.Lateness!.P50, "N1"), summary.Text(contender, sample => sample.Lateness!.P95, "N1"),
        summary.Text(contender, sample => sample.Lateness!.P99, "N1"), summary.Text(contender, sample => sample.Lateness!.Max, "N1"),
        summary.Text(contender, sample => sample.Lateness!.Min, "N1"), summary.Text(contender, sample => sample.MemoryMb ?? 0),
    ];
}
