namespace Posthaste.Tests.Simulation;

/// <summary>The engine in thousands of worlds in which everything goes wrong that can. <c>docs/simulation.md</c> says how to read and
/// replay them, and shows that they bite.</summary>
public sealed class SimulationTests
{
    private static ITestOutputHelper Output => TestContext.Current.TestOutputHelper!;

    [Fact]
    public void Whatever_goes_wrong_nothing_goes_out_twice_and_nothing_is_lost()
    {
        if (Campaign.Only is { } seed)
        {
            Replay(seed);
            return;
        }
        var results = Campaign.Run(Campaign.Base, Campaign.Seeds);
        results.Write(Path.Combine(Repository.Root, "artifacts", "simulation.json"));
        Output.WriteLine(results.Describe());

        Assert.True(results.Failed.Count == 0, string.Join('\n', results.Failed.Select(Describe)));
        Assert.True(results.Settled >= 0.99, $"Only {results.Settled:P2} of the unknown outcomes were settled without a person.");
    }

    [Fact]
    public void However_people_press_what_they_have_in_hand_the_server_publishes_nothing_twice_and_tells_the_truth()
    {
        Campaign.SkipWhereOneIsReplayed();
        // Of all seeds: about half have people with cards in them.
        var seeds = Enumerable.Range(0, 10_000).Select(i => Campaign.Base + (ulong)i).Where(seed => new Weather(seed).Presses > 0).Take(1_000).ToArray();

        var results = Campaign.Run(seeds);
        Output.WriteLine(results.Describe());

        Assert.Equal(1_000, seeds.Length);
        Assert.True(results.Failed.Count == 0, string.Join('\n', results.Failed.Select(Describe)));
    }

    [Fact]
    public void The_same_seed_lives_the_same_world_again()
    {
        Campaign.SkipWhereOneIsReplayed();
        foreach (var seed in Enumerable.Range(0, 10).Select(i => Campaign.Base + (ulong)i))
        {
            var (first, second) = (new List<string>(), new List<string>());
            Life.Of(seed, stores: null, first);
            Life.Of(seed, stores: null, second);

            Assert.NotEmpty(first);
            Assert.Equal(first, second);
        }
    }

    [Fact]
    public void Every_kind_of_trouble_comes_up()
    {
        Campaign.SkipWhereOneIsReplayed();
        var total = Campaign.Run(1, 400).Total;

        string[] wanted =
        [
            "crashes", "freezes", "graceful stops", "outages", "clock jumps", "takeovers", "fenced writes", "store call lost", "store answer lost", "decoys", "operations",
            "hand-overs", "published by hand", "presses", "presses on closed cards", "withdrawals", "possible duplicates",
            .. SimPlatform.Faults, "unknown: settled_published", "unknown: settled_not_published",
        ];
        Assert.All(wanted, what => Assert.True(total[what] > 0, $"It never came to: {what}."));
    }

    private static void Replay(ulong seed)
    {
        var trace = new List<string>();
        var outcome = Life.Of(seed, stores: null, trace);
        foreach (var line in trace) Output.WriteLine(line);
        if (outcome.Violations.Count > 0) Assert.Fail(Describe(outcome));
    }

    private static string Describe(Outcome outcome) => $"Seed {outcome.Seed}: {outcome.Violations[0]}\n{Campaign.Replay(outcome.Seed)}";
}
