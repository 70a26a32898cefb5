using System.Globalization;

namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>Whether what is scheduled, or paused in front, makes the engine slower.</summary>
internal sealed class Claims : IScenario
{
    public string Name => "claims";

    public string Description => "The drain on PostgreSQL with more and more scheduled behind it, and with 200,000 overdue jobs of paused accounts in front of it.";

    public async Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct)
    {
        long[] backlogs = size switch { Size.Quick => [1_000, 20_000], Size.Usual => [100_000, 1_000_000], _ => [10_000, 100_000, 1_000_000, 10_000_000] };
        var work = new Workload { Jobs = size == Size.Quick ? 5_000 : 30_000 };
        var samples = new List<Sample>();
        var lines = new List<IReadOnlyList<string>>();
        async Task<double> SpeedAsync(string what, Workload one)
        {
            var round = await rounds.RunAsync([(Contender.Postgres, one)], size == Size.Quick ? 1 : 2, ct);
            samples.AddRange(round);
            var summary = new Summary(round);
            lines.Add([what, summary.Text(Contender.Postgres, sample => sample.PerSecond)]);
            return summary.Median(Contender.Postgres, sample => sample.PerSecond);
        }

        var speeds = new List<double>();
        foreach (var backlog in backlogs) speeds.Add(await SpeedAsync($"{backlog.ToString("N0", CultureInfo.InvariantCulture)} scheduled", work with { Backlog = backlog }));
        var paused = await SpeedAsync("200,000 paused in front", work with { Paused = 200_000 });
        var (grown, blocked) = (speeds[0] / speeds[^1], speeds[0] / paused);
        return new ScenarioResult(
            [
                new BarRow($"claim cost, {backlogs[^1].ToString("N0", CultureInfo.InvariantCulture)} against {backlogs[0].ToString("N0", CultureInfo.InvariantCulture)} scheduled; with 200,000 paused in front", "≤ 1.4 ×", "≤ 1.2 ×",
                    FormattableString.Invariant($"{grown:F2} ×; {blocked:F2} × (time for each job of the drain)"), grown <= 1.4 && blocked <= 1.4, grown <= 1.2 && blocked <= 1.2),
            ],
            ["the drain with", "jobs/s"], lines, samples);
    }
}
