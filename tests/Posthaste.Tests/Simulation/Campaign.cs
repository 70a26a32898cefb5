using System.Globalization;
using System.Text.Json;

namespace Posthaste.Tests.Simulation;

/// <summary>Many seeds, on as many processors as there are.</summary>
internal static class Campaign
{
    /// <summary>A broken rule shows in many seeds: after so many nothing more is to be learnt.</summary>
    private const int Enough = 5;

    /// <summary>The seed to replay, alone and with its trace; null for a campaign.</summary>
    public static ulong? Only => Number("POSTHASTE_SIMULATION_SEED");

    /// <summary>The first seed. In CI another one for each commit or day.</summary>
    public static ulong Base => Number("POSTHASTE_SIMULATION_BASE") ?? 1;

    /// <summary>Another one for each run of CI, the same at home: for what takes turns. <c>./test</c> leaves 100,000 seeds to each run.</summary>
    public static ulong Turn => Base / 100_000;

    /// <summary>How many seeds follow it.</summary>
    public static int Seeds => (int)(Number("POSTHASTE_SIMULATION_SEEDS") ?? (Environment.GetEnvironmentVariable("CI") == "true" ? 10_000UL : 500UL));

    public static void SkipWhereOneIsReplayed() => Assert.SkipWhen(Only is not null, "Only one seed is replayed.");

    public static Results Run(ulong first, int count) => Run([.. Enumerable.Range(0, count).Select(i => first + (ulong)i)]);

    /// <summary>These, in whatever order there are processors for.</summary>
    public static Results Run(IReadOnlyList<ulong> seeds)
    {
        var (gate, total, failed, begun) = (new Lock(), new Counters(), new List<Outcome>(), TimeProvider.System.GetTimestamp());
        Parallel.For(0, seeds.Count, (i, loop) =>
        {
            var outcome = Life.Of(seeds[i]);
            lock (gate)
            {
                total.Add(outcome.Counters);
                total.Add("seeds");
                if (outcome.Violations.Count > 0) failed.Add(outcome);
                if (failed.Count >= Enough) loop.Stop();
            }
        });
        return new Results(seeds[0], total, [.. failed.OrderBy(outcome => outcome.Seed)], TimeProvider.System.GetElapsedTime(begun));
    }

    /// <summary>What replays one world.</summary>
    public static string Replay(ulong seed) => string.Create(CultureInfo.InvariantCulture, $"POSTHASTE_SIMULATION_SEED={seed} ./test Simulation");

    private static ulong? Number(string variable) => ulong.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <param name="First">The first seed.</param>
    /// <param name="Total">Of all of them.</param>
    /// <param name="Failed">Those that broke something.</param>
    /// <param name="Took">Of real time.</param>
    internal sealed record Results(ulong First, Counters Total, IReadOnlyList<Outcome> Failed, TimeSpan Took)
    {
        /// <summary>How many violations of these invariants there were.</summary>
        public int Broken(params int[] invariants) => Failed.Sum(outcome => outcome.Violations.Count(violation => invariants.Contains(violation.Invariant)));

        /// <summary>Settled without a person, of all whose answer was lost and whose network could be asked.</summary>
        public double Settled
        {
            get
            {
                var done = Total["unknown: settled_published"] + Total["unknown: settled_not_published"];
                return done == 0 ? 1 : done / (done + Total["unknown: undecidable"]);
            }
        }

        public string Describe() => string.Create(CultureInfo.InvariantCulture,
            $"""
            {Total["seeds"]:0} seeds from {First} in {Took.TotalSeconds:0} s: {Total["jobs"]:0} jobs, {Total["simulated hours"]:0} simulated hours, {Total["publish calls"]:0} publish calls,
            {Total["live posts"]:0} live posts, {Total["crashes"]:0} crashes, {Total["takeovers"]:0} takeovers, {Total["fenced writes"]:0} fenced writes; unknown outcomes settled without a person: {Settled:P2}.
            """);

        public void Write(string path)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var counts = new SortedDictionary<string, double>(Total.All.ToDictionary(), StringComparer.Ordinal)
            {
                ["base"] = First,
                ["duplicates"] = Broken(1),
                ["false"] = Broken(2),
                ["lost"] = Broken(6),
                ["failed seeds"] = Failed.Count,
                ["seconds"] = Math.Round(Took.TotalSeconds, 1),
                ["settled without a person"] = Math.Round(Settled, 5),
            };
            File.WriteAllText(path, JsonSerializer.Serialize(counts, Indented));
        }

        private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    }
}
