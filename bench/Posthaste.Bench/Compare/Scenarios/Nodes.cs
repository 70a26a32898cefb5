using System.Globalization;

namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>Several processes on one PostgreSQL.</summary>
internal sealed class Nodes : IScenario
{
    public string Name => "nodes";

    public string Description => "The drain on PostgreSQL by one, two and four engines at once, on the cores of this one machine, so that more of them can only show what they cost each other.";

    public async Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct)
    {
        var samples = new List<Sample>();
        var lines = new List<IReadOnlyList<string>>();
        foreach (var nodes in (int[])[1, 2, 4])
        {
            var work = new Workload { Jobs = size == Size.Quick ? 5_000 : 40_000, Nodes = nodes };
            var round = await rounds.RunAsync([(Contender.Postgres, work)], 1, ct);
            samples.AddRange(round);
            lines.Add([
                nodes.ToString(CultureInfo.InvariantCulture), round[0].PerSecond.ToString("N0", CultureInfo.InvariantCulture),
                round[0].Repeated.ToString(CultureInfo.InvariantCulture), round[0].Overlaps.ToString(CultureInfo.InvariantCulture),
            ]);
        }
        return new ScenarioResult([], ["engines", "jobs/s", "twice", "overlaps"], lines, samples);
    }
}
