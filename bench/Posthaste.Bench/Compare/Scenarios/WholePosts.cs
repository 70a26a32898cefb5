namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>Everything a post needs of its network.</summary>
internal sealed class WholePosts : IScenario
{
    public string Name => "whole-posts";

    public string Description => "Four calls for each post: create, poll, publish, look up the link. The others make them in one job; the engine writes a checkpoint after each, and an intent.";

    public async Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct)
    {
        var work = new Workload { Jobs = size == Size.Quick ? 2_000 : 12_000, Whole = true, Warm = 3_000 };
        Contender[] all = [Contender.Postgres, Contender.GraphileFast, Contender.Sqlite, Contender.BullMq];
        var samples = await rounds.RunAsync([.. all.Select(contender => (contender, work))], size == Size.Quick ? 1 : 2, ct);
        var summary = new Summary(samples);
        var best = Math.Min(summary.Ratio(Contender.Postgres, Contender.GraphileFast, Speed), summary.Ratio(Contender.Postgres, Contender.BullMq, Speed));
        var (postgres, sqlite) = (summary.Median(Contender.Postgres, Speed), summary.Median(Contender.Sqlite, Speed));
        return new ScenarioResult(
            [
                new BarRow("the whole pipeline (create, poll, intent, publish, permalink)", "≥ 1.5 × the best peer doing the same calls as one job", "≥ 2,000 posts/s PostgreSQL, ≥ 2,500 SQLite",
                    FormattableString.Invariant($"{best:F2} × the best peer; {postgres:N0}/s PostgreSQL, {sqlite:N0}/s SQLite"), best >= 1.5, postgres >= 2_000 && sqlite >= 2_500),
            ],
            Throughput.Columns, Throughput.Lines(summary, all), samples);
    }

    private static double Speed(Sample sample) => sample.PerSecond;
}
