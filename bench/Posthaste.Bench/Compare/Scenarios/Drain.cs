namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>Jobs that are all due, one call each.</summary>
internal sealed class Drain : IScenario
{
    public string Name => "drain";

    public string Description => "One call for each job, all of them due, 1,000 accounts, 100 at once; the stub answers at once.";

    public async Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct)
    {
        var work = new Workload { Jobs = size == Size.Quick ? 10_000 : 100_000 };
        Contender[] close = [Contender.Postgres, Contender.GraphileFast, Contender.Sqlite, Contender.BullMq];
        // Far behind, or only for orientation: once, and with fewer jobs where they take long.
        (Contender, int)[] far = [(Contender.Loop, 100_000), (Contender.BullMqFast, 100_000), (Contender.PgBossFast, 12_000), (Contender.Graphile, 6_000), (Contender.PgBoss, 2_000)];

        var samples = new List<Sample>(await rounds.RunAsync([.. close.Select(contender => (contender, work))], size == Size.Quick ? 1 : 3, ct));
        samples.AddRange(await rounds.RunAsync([.. far.Select(one => (one.Item1, work with { Jobs = Math.Min(work.Jobs, one.Item2) }))], 1, ct));

        var summary = new Summary(samples);
        var (graphile, bull) = (summary.Ratio(Contender.Postgres, Contender.GraphileFast, Speed), summary.Ratio(Contender.Postgres, Contender.BullMq, Speed));
        var (postgres, sqlite) = (summary.Median(Contender.Postgres, Speed), summary.Median(Contender.Sqlite, Speed));
        return new ScenarioResult(
            [
                new BarRow("one-call jobs/s, strict per channel, fenced, with a committed intent, C = 100", "≥ 0.75 × Graphile Worker batched, ≥ BullMQ", "≥ 12,000/s PostgreSQL",
                    FormattableString.Invariant($"{graphile:F2} × Graphile Worker, {bull:F2} × BullMQ; {postgres:N0}/s PostgreSQL, {sqlite:N0}/s SQLite"),
                    graphile >= 0.75 && bull >= 1, postgres >= 12_000),
            ],
            Throughput.Columns, Throughput.Lines(summary, [.. close, .. far.Select(one => one.Item1)]), samples);
    }

    private static double Speed(Sample sample) => sample.PerSecond;
}
