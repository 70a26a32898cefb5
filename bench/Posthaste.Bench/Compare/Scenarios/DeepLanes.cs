namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>A few accounts with a lot to publish, one after the other.</summary>
internal sealed class DeepLanes : IScenario
{
    public string Name => "deep-lanes";

    public string Description => "20 accounts with 100 due jobs each, one of an account at a time; the stub takes 3 ms.";

    public async Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct)
    {
        // Cut off after a while: some would take minutes.
        var work = new Workload { Jobs = 2_000, Channels = 20, CallMs = 3, Seconds = 12, Warm = 1_000 };
        Contender[] all = [Contender.Postgres, Contender.GraphileStrict, Contender.Sqlite];
        var samples = new List<Sample>(await rounds.RunAsync([.. all.Select(contender => (contender, work))], size == Size.Quick ? 1 : 3, ct));
        samples.AddRange(await rounds.RunAsync([(Contender.GraphileStrictFast, work with { Warm = 0 }), (Contender.PgBossStrict, work with { Warm = 0 })], 1, ct));

        var summary = new Summary(samples);
        var ratio = summary.Ratio(Contender.Postgres, Contender.GraphileStrict, Speed);
        var (postgres, sqlite) = (summary.Median(Contender.Postgres, Speed), summary.Median(Contender.Sqlite, Speed));
        return new ScenarioResult(
            [
                new BarRow("20 channels × 100 jobs deep, 3 ms each", "≥ 10 × the best strict peer", "≥ 4,000/s",
                    FormattableString.Invariant($"{ratio:F1} × Graphile Worker with a queue for each account; {postgres:N0}/s PostgreSQL, {sqlite:N0}/s SQLite"), ratio >= 10, postgres >= 4_000),
            ],
            Throughput.Columns, Throughput.Lines(summary, [.. all, Contender.GraphileStrictFast, Contender.PgBossStrict]), samples);
    }

    private static double Speed(Sample sample) => sample.PerSecond;
}
