using System.Globalization;

namespace Posthaste.Tests.Simulation;

/// <summary>The engine in thousands of worlds in which everything goes wrong that can.</summary>
public sealed class SimulationTests
{
    [Fact]
    public void Try_seeds()
    {
        var first = ulong.Parse(Environment.GetEnvironmentVariable("SEED") ?? "1", CultureInfo.InvariantCulture);
        var count = int.Parse(Environment.GetEnvironmentVariable("COUNT") ?? "20", CultureInfo.InvariantCulture);
        var output = TestContext.Current.TestOutputHelper!;
        var total = new Counters();
        var failed = 0;
        var begun = TimeProvider.System.GetTimestamp();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var trace = count == 1 ? new List<string>() : null;
            var at = TimeProvider.System.GetTimestamp();
            var outcome = Run.Of(first + (ulong)i, null, trace);
            var took = TimeProvider.System.GetElapsedTime(at);
            lock (total)
            {
                total.Add(outcome.Counters);
                if (took > TimeSpan.FromSeconds(1)) output.WriteLine($"seed {outcome.Seed} took {took.TotalMilliseconds:0} ms");
                if (outcome.Violations.Count > 0 && failed++ < 10) output.WriteLine($"seed {outcome.Seed}: {string.Join("\n   ", outcome.Violations.Take(3))}");
                if (trace is not null) File.WriteAllLines("/tmp/sim-trace.txt", trace);
            }
        });
        output.WriteLine($"{count} seeds in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.0} s, {failed} failed");
        foreach (var (name, value) in total.All) output.WriteLine($"{name}: {value}");
        Assert.Equal(0, failed);
    }
}
