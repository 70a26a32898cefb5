
namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>A process is killed in the middle of its work.</summary>
internal sealed class Killed : IScenario
{
    public string Name => "killed";

    public string Description => "The engine is killed (SIGKILL) with its slots full of calls that take 20 ms, and started again. Measured from the new process's first heartbeat, or from the kill, until nothing is held by the dead one any more.";

    public async Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct)
    {
        var times = size == Size.Quick ? 1 : 2;
        List<KillFigures> sqlite = [], postgres = [];
        for (var i = 0; i < times; i++)
        {
            sqlite.Add(await KillFigures.MeasureAsync(site, postgres: null, ct));
            postgres.Add(await KillFigures.MeasureAsync(site, site.Postgres, ct));
        }
        var (same, other) = (sqlite.Max(one => one.FromReady), postgres.Max(one => one.FromKill));
        var twice = sqlite.Concat(postgres).Sum(one => one.Repeated);
        return new ScenarioResult(
            [
                new BarRow("kill −9 to resumed", "one process ≤ 1 s after ready; another node ≤ TTL + 2 s", "1 s / 17 s",
                    FormattableString.Invariant($"SQLite {same:F2} s after ready; PostgreSQL {other:F1} s after the kill (TTL 15 s); {twice} calls made twice"), same <= 1 && other <= 17 && twice == 0, same <= 1 && other <= 17),
            ],
            ["database", "held at the kill", "after ready, s", "after the kill, s", "twice"],
            [.. sqlite.Select(one => one.Line("SQLite")), .. postgres.Select(one => one.Line("PostgreSQL"))], []);
    }
}
