namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>The same with a platform that takes its time.</summary>
internal sealed class SlowCalls : IScenario
{
    public string Name => "slow-calls";

    public string Description => "One call for each job, all of them due, 1,000 accounts, 100 at once; the stub takes 20 ms, so that 5,000/s is the ceiling.";

    public async Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct)
    {
        var work = new Workload { Jobs = size == Size.Quick ? 5_000 : 25_000, CallMs = 20 };
        Contender[] all = [Contender.Postgres, Contender.GraphileFast, Contender.Sqlite, Contender.BullMq, Contender.PgBossFast];
        var samples = await rounds.RunAsync([.. all.Select(contender => (contender, work))], size == Size.Quick ? 1 : 2, ct);
        return new ScenarioResult([], Throughput.Columns, Throughput.Lines(new Summary(samples), all), samples);
    }
}
