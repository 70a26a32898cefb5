using System.CommandLine;

namespace Posthaste.Bench.Engine;

/// <summary><c>engine</c>: one run of the engine alone, in this process.</summary>
internal static class EngineCommand
{
    public static Command Make()
    {
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of a server whose database is made anew; SQLite without it." };
        var folder = new Option<string?>("--folder") { Description = "For the file of SQLite; a new one for temporary files without it." };
        var stub = new Option<Uri>("--stub") { CustomParser = result => new Uri(result.Tokens[0].Value), Description = "Address of a running stub.", Required = true };
        var jobs = new Option<int>("--jobs") { Description = "Jobs to measure.", DefaultValueFactory = _ => 20_000 };
        var channels = new Option<int>("--channels") { Description = "Their channels.", DefaultValueFactory = _ => 1_000 };
        var concurrency = new Option<int>("--concurrency") { Description = "Jobs of each kind under way at once.", DefaultValueFactory = _ => 100 };
        var whole = new Option<bool>("--whole") { Description = "All calls of a post in place of the one that publishes." };
        var rate = new Option<double>("--rate") { Description = "Jobs due in a second; 0: all at one instant." };
        var ahead = new Option<double>("--ahead") { Description = "Seconds from the start to the first due instant.", DefaultValueFactory = _ => 0 };
        var warm = new Option<int>("--warm") { Description = "Jobs done before those that are measured." };
        var backlog = new Option<long>("--backlog") { Description = "Jobs scheduled for the far future behind them." };
        var paused = new Option<long>("--paused") { Description = "Overdue jobs of paused channels in front of them." };
        var nodes = new Option<int>("--nodes") { Description = "Engines at once, on PostgreSQL.", DefaultValueFactory = _ => 1 };
        var takeOver = new Option<bool>("--take-over") { Description = "On the database of an engine that was killed: waits until nothing is held by that one any more." };
        var pin = new Option<double?>("--pin") { Description = "Seconds for which an idle transaction is open before the run; it stays open." };
        var command = new Command("engine", "Runs the engine alone against a stub and prints what that came to as JSON.")
        {
            postgres, folder, stub, jobs, channels, concurrency, whole, rate, ahead, warm, backlog, paused, nodes, pin, takeOver,
        };
        command.SetAction((parsed, ct) => Run(parsed.GetValue(takeOver))(new EnginePlan
        {
            Postgres = parsed.GetValue(postgres),
            Folder = parsed.GetValue(folder) ?? "",
            Stub = parsed.GetValue(stub)!,
            Jobs = parsed.GetValue(jobs),
            Channels = parsed.GetValue(channels),
            Concurrency = parsed.GetValue(concurrency),
            Whole = parsed.GetValue(whole),
            Rate = parsed.GetValue(rate),
            Ahead = TimeSpan.FromSeconds(parsed.GetValue(ahead)),
            Warm = parsed.GetValue(warm),
            Backlog = parsed.GetValue(backlog),
            Paused = parsed.GetValue(paused),
            Nodes = parsed.GetValue(nodes),
            Pin = parsed.GetValue(pin) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        }, ct));
        return command;
    }

    private static Func<EnginePlan, CancellationToken, Task<int>> Run(bool takeOver) => takeOver ? TakeOver.RunAsync : RunEngine.RunAsync;
}
