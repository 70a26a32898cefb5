using System.CommandLine;
using Posthaste.Bench.Compare.Scenarios;

namespace Posthaste.Bench.Compare;

/// <summary><c>compare</c>: the engine against its peers and its bars. <c>bench/run</c> starts what it needs.</summary>
internal static class CompareCommand
{
    /// <summary>In the order of the table.</summary>
    private static readonly IScenario[] All =
        [new Paced(), new Burst(), new Drain(), new SlowCalls(), new WholePosts(), new DeepLanes(), new Claims(), new Pinned(), new Start(), new Killed(), new Nodes(), new ManyAccounts()];

    public static Command Make()
    {
        var names = new Argument<string[]>("scenarios") { Description = $"Of: {string.Join(", ", All.Select(one => one.Name))}. All without it.", Arity = ArgumentArity.ZeroOrMore };
        var postgres = new Option<string>("--postgres") { Description = "Connection string of a durable server whose databases may be dropped.", Required = true };
        var redis = new Option<int>("--redis-port") { Description = "Of a Redis whose data may be dropped.", Required = true };
        var node = new Option<string>("--node") { Description = "The program for the other queues.", Required = true };
        var peers = new Option<string>("--peers") { Description = "Folder of their scripts.", Required = true };
        var output = new Option<string>("--out") { Description = "Folder for the figures as JSON.", Required = true };
        var document = new Option<string?>("--document") { Description = "Gets the tables between its two marks." };
        var size = new Option<Size>("--size") { Description = "Quick, Usual or Large.", DefaultValueFactory = _ => Size.Usual };
        var command = new Command("compare", "Measures the engine beside other queues, in turn, and says which bars that meets.") { names, postgres, redis, node, peers, output, document, size };
        command.SetAction((parsed, ct) => RunAsync(
            parsed.GetValue(names)!,
            new Site { Postgres = parsed.GetValue(postgres)!, RedisPort = parsed.GetValue(redis), Node = parsed.GetValue(node)!, Peers = parsed.GetValue(peers)! },
            new Report(new DirectoryInfo(parsed.GetValue(output)!)), parsed.GetValue(document) is { } path ? new FileInfo(path) : null, parsed.GetValue(size), ct));
        return command;
    }

    private static async Task<int> RunAsync(string[] names, Site site, Report report, FileInfo? document, Size size, CancellationToken ct)
    {
        if (names.FirstOrDefault(name => All.All(one => one.Name != name)) is { } unknown)
            throw new ArgumentException($"There is no scenario '{unknown}'. There are: {string.Join(", ", All.Select(one => one.Name))}.");
        var rounds = new Rounds(site, Console.Out);
        foreach (var scenario in All.Where(one => names.Length == 0 || names.Contains(one.Name)))
        {
            Console.WriteLine($"{scenario.Name}: {scenario.Description}");
            var machine = await Machine.ReadAsync(site, ct);
            var result = await scenario.RunAsync(rounds, site, size, ct);
            report.Save(new Kept(scenario.Name, scenario.Description, size, machine, result));
            foreach (var bar in result.Bars) Console.WriteLine($"  => {bar.What}: {bar.Measured} (bar {bar.Bar}; goal {bar.Goal}): {bar.Verdict}");
            // A run that is cut short keeps what it has.
            report.Write(All.Select(one => one.Name), document);
        }
        return 0;
    }
}
