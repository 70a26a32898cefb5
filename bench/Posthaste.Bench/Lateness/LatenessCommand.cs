using System.CommandLine;

namespace Posthaste.Bench.Lateness;

/// <summary>How a run is set up.</summary>
internal sealed record LatenessPlan
{
    public required BenchNetwork Network { get; init; }

    public required int Posts { get; init; }

    public required int Channels { get; init; }

    /// <summary>From scheduling to the first due post: longer than the platform works on a video.</summary>
    public required TimeSpan Ahead { get; init; }

    /// <summary>From the first due post to the last.</summary>
    public required TimeSpan Spread { get; init; }

    /// <summary>How long the sandbox works on a video.</summary>
    public required TimeSpan Processing { get; init; }

    /// <summary>Start of the random numbers; the same seed gives the same schedule.</summary>
    public required int Seed { get; init; }

    /// <summary>A connection string; SQLite where null.</summary>
    public required string? Postgres { get; init; }
}

/// <summary><c>lateness</c>: from due to live.</summary>
internal static class LatenessCommand
{
    public static Command Make()
    {
        var network = new Option<string>("--platform") { Description = "Whose posts.", DefaultValueFactory = _ => "instagram" };
        network.AcceptOnlyFromAmong([.. BenchNetwork.All.Select(known => known.Name)]);
        var posts = new Option<int>("--posts") { Description = "How many posts, in equal shares of all types.", DefaultValueFactory = _ => 200 };
        var channels = new Option<int>("--channels") { Description = "On how many accounts.", DefaultValueFactory = _ => 10 };
        var ahead = new Option<int>("--ahead") { Description = "Seconds from scheduling to the first due post.", DefaultValueFactory = _ => 180 };
        var spread = new Option<int>("--spread") { Description = "Seconds from the first due post to the last.", DefaultValueFactory = _ => 120 };
        var processing = new Option<int>("--processing") { Description = "Seconds the platform works on a video.", DefaultValueFactory = _ => 60 };
        var seed = new Option<int>("--seed") { Description = "Start of the random numbers.", DefaultValueFactory = _ => 1 };
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of an empty PostgreSQL database; SQLite without it." };
        var command = new Command("lateness", "Schedules posts of all types and measures how late they go live, against the platform's ledger.")
        {
            network, posts, channels, ahead, spread, processing, seed, postgres,
        };
        command.SetAction((parsed, ct) => MeasureLateness.RunAsync(new LatenessPlan
        {
            Network = BenchNetwork.All.First(known => known.Name == parsed.GetValue(network)),
            Posts = parsed.GetValue(posts),
            Channels = parsed.GetValue(channels),
            Ahead = TimeSpan.FromSeconds(parsed.GetValue(ahead)),
            Spread = TimeSpan.FromSeconds(parsed.GetValue(spread)),
            Processing = TimeSpan.FromSeconds(parsed.GetValue(processing)),
            Seed = parsed.GetValue(seed),
            Postgres = parsed.GetValue(postgres),
        }, ct));
        return command;
    }
}
