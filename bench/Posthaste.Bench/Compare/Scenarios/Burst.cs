namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>Everybody posts at nine o'clock.</summary>
internal sealed class Burst : IScenario
{
    public string Name => "burst";

    public string Description => "10,000 jobs of 10,000 accounts due at one instant, 200 at once. Measured from the due instant to the call's arrival; the largest figure is that of the last one started.";

    public async Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct)
    {
        var work = new Workload { Jobs = size == Size.Quick ? 2_000 : 10_000, Channels = size == Size.Quick ? 2_000 : 10_000, Concurrency = 200, Ahead = 8, Warm = 3_000, Backlog = size == Size.Large ? 1_000_000 : 0 };
        Contender[] all = [Contender.Postgres, Contender.BullMq, Contender.Sqlite, Contender.PgBossFast, Contender.GraphileFast];
        var samples = await rounds.RunAsync([.. all.Select(contender => (contender, work))], size == Size.Quick ? 1 : 2, ct);
        var summary = new Summary(samples);
        Contender[] peers = [Contender.BullMq, Contender.PgBossFast, Contender.GraphileFast];
        var best = peers.Max(peer => summary.Ratio(Contender.Postgres, peer, Last));
        var (postgres, sqlite) = (summary.Median(Contender.Postgres, Last), summary.Median(Contender.Sqlite, Last));
        return new ScenarioResult(
            [
                new BarRow("10,000 due at one instant: last one started", "≤ ½ of the best peer", "≤ 500 ms",
                    FormattableString.Invariant($"{best:F2} × the best peer; {postgres:N0} ms PostgreSQL, {sqlite:N0} ms SQLite"), best <= 0.5, postgres <= 500),
            ],
            LatenessTable.Columns, [.. all.Select(contender => LatenessTable.Line(summary, contender, work.Backlog.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)))], samples);
    }

    private static double Last(Sample sample) => sample.Lateness!.Max;
}
