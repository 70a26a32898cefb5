using System.Globalization;

namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>The same jobs on few accounts and on many.</summary>
internal sealed class ManyAccounts : IScenario
{
    public string Name => "channels";

    public string Description => "The drain on 100, 1,000, 10,000 and 100,000 accounts.";

    public async Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct)
    {
        int[] counts = size == Size.Quick ? [100, 1_000] : [100, 1_000, 10_000, 100_000];
        var samples = new List<Sample>();
        var lines = new List<IReadOnlyList<string>>();
        foreach (var count in counts)
        {
            var work = new Workload { Jobs = size == Size.Quick ? 5_000 : Math.Max(30_000, count), Channels = count };
            var round = await rounds.RunAsync([(Contender.Postgres, work), (Contender.Sqlite, work)], 1, ct);
            samples.AddRange(round);
            var summary = new Summary(round);
            lines.Add([count.ToString("N0", CultureInfo.InvariantCulture), summary.Text(Contender.Postgres, sample => sample.PerSecond), summary.Text(Contender.Sqlite, sample => sample.PerSecond)]);
        }
        return new ScenarioResult([], ["accounts", "jobs/s PostgreSQL", "jobs/s SQLite"], lines, samples);
    }
}
