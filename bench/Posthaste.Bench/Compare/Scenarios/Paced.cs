using System.Globalization;

namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>A steady stream of jobs, each with its instant, in front of everything that is scheduled for later.</summary>
internal sealed class Paced : IScenario
{
    public string Name => "paced";

    public string Description => "100 jobs become due each second for 15 s, each of another account, in front of those scheduled for the next months. Measured from the due instant to the call's arrival.";

    public async Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct)
    {
        long[] backlogs = size switch { Size.Quick => [0, 20_000], Size.Usual => [0, 1_000_000], _ => [0, 1_000_000, 10_000_000] };
        var seconds = size == Size.Quick ? 5 : 15;
        var samples = new List<Sample>();
        var lines = new List<IReadOnlyList<string>>();
        var summaries = new List<Summary>();
        foreach (var backlog in backlogs)
        {
            var work = new Workload { Jobs = 100 * seconds, Channels = 100 * seconds, Rate = 100, Ahead = 8, Warm = 3_000, Backlog = backlog };
            // The memory and the claims of the others grow with what is behind; ten million are not tried.
            Contender[] all = backlog switch
            {
                0 => [Contender.Postgres, Contender.BullMq, Contender.Sqlite, Contender.GraphileFast, Contender.PgBossFast],
                > 1_000_000 => [Contender.Postgres, Contender.Sqlite],
                _ => size == Size.Large
                    ? [Contender.Postgres, Contender.BullMq, Contender.Sqlite, Contender.GraphileFast, Contender.PgBossFast]
                    : [Contender.Postgres, Contender.BullMq, Contender.Sqlite],
            };
            var round = await rounds.RunAsync([.. all.Select(contender => (contender, work))], 1, ct);
            samples.AddRange(round);
            summaries.Add(new Summary(round));
            lines.AddRange(all.Select(contender => LatenessTable.Line(summaries[^1], contender, backlog.ToString("N0", CultureInfo.InvariantCulture))));
        }
        return new ScenarioResult([.. Bars(backlogs, summaries)], LatenessTable.Columns, lines, samples);
    }

    private static IEnumerable<BarRow> Bars(long[] backlogs, List<Summary> summaries)
    {
        var at = Math.Min(1, backlogs.Length - 1);
        var million = summaries[at];
        var behind = backlogs[at].ToString("N0", CultureInfo.InvariantCulture);
        var (p50, p99) = (million.Median(Contender.Postgres, sample => sample.Lateness!.P50), million.Median(Contender.Postgres, P99));
        var (ratio, sqlite) = (million.Ratio(Contender.Postgres, Contender.BullMq, P99), million.Median(Contender.Sqlite, P99));
        var smallest = summaries.SelectMany(summary => summary.Samples).Where(sample => sample.Contender == Contender.Postgres.Name || sample.Contender == Contender.Sqlite.Name).Min(sample => sample.Lateness!.Min);
        yield return new BarRow($"due → call sent, {behind} scheduled, 100/s", "p99 ≤ ⅕ of BullMQ's, never early", "p50 ≤ 1 ms, p99 ≤ 5 ms",
            FormattableString.Invariant($"p99 {ratio:F2} × BullMQ's; p50 {p50:F1}, p99 {p99:F1} ms PostgreSQL, p99 {sqlite:F1} ms SQLite; earliest {smallest:F1} ms after due"),
            ratio <= 0.2 && smallest >= 0, p50 <= 1 && p99 <= 5);
        if (backlogs.Length > 2)
        {
            var growth = summaries[2].Median(Contender.Postgres, P99) / p99;
            yield return new BarRow("the same, 10,000,000 scheduled", "≤ 1.5 × 1,000,000", "", FormattableString.Invariant($"{growth:F2} ×"), growth <= 1.5, null);
        }
        var memory = million.Median(Contender.Postgres, Memory) / summaries[0].Median(Contender.Postgres, Memory);
        var most = summaries.Max(summary => summary.Median(Contender.Postgres, Memory));
        yield return new BarRow($"memory of the engine's process, {behind} scheduled", "≤ 1.1 × without them", "≤ 100 MB",
            FormattableString.Invariant($"{memory:F2} ×; {most:F0} MB PostgreSQL, {summaries.Max(summary => summary.Median(Contender.Sqlite, Memory)):F0} MB SQLite"), memory <= 1.1, most <= 100);
    }

    private static double P99(Sample sample) => sample.Lateness!.P99;

    private static double Memory(Sample sample) => sample.MemoryMb ?? 0;
}
