namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>A forgotten transaction keeps PostgreSQL from cleaning up.</summary>
internal sealed class Pinned : IScenario
{
    public string Name => "pinned";

    public string Description => "The drain while an idle transaction holds its snapshot, so that no dead row can be cleaned up, against the drain without it.";

    public async Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct)
    {
        // As many jobs as it takes for the dead rows of all of them to be in the way.
        var work = new Workload { Jobs = size switch { Size.Quick => 10_000, Size.Usual => 100_000, _ => 5_000_000 }, Channels = 1000, Seconds = 1800 };
        var pinned = Contender.Postgres with { Name = Contender.Postgres.Name + ", snapshot held" };
        var samples = await rounds.RunAsync([(Contender.Postgres, work), (pinned, work with { PinSeconds = 0 })], size == Size.Large ? 1 : 2, ct);
        var summary = new Summary(samples);
        var kept = summary.Ratio(pinned, Contender.Postgres, sample => sample.PerSecond);
        return new ScenarioResult(
            [
                new BarRow("throughput with xmin pinned", "≥ 80 %", "≥ 90 %", FormattableString.Invariant($"{kept:P0} over {work.Jobs:N0} jobs"), kept >= 0.8, kept >= 0.9),
            ],
            Throughput.Columns, Throughput.Lines(summary, [Contender.Postgres, pinned]), samples);
    }
}
