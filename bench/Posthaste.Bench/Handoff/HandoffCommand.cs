using System.CommandLine;

namespace Posthaste.Bench.Handoff;

/// <summary><c>handoff</c>: the same work by nodes that look for it in the database and by nodes that are told of it over a broker, in turn.</summary>
internal static class HandoffCommand
{
    public static Command Make()
    {
        var postgres = new Option<string>("--postgres") { Description = "Connection string of a server whose database is made anew.", Required = true };
        var broker = new Option<string>("--broker") { Description = "Address of a RabbitMQ: amqp://guest:guest@127.0.0.1.", Required = true };
        var stub = new Option<Uri>("--stub") { CustomParser = result => new Uri(result.Tokens[0].Value), Description = "Address of a running stub.", Required = true };
        var workers = new Option<int>("--workers") { Description = "Nodes that work.", DefaultValueFactory = _ => 4 };
        var jobs = new Option<int>("--jobs") { Description = "Jobs due at one instant.", DefaultValueFactory = _ => 20_000 };
        var rate = new Option<double>("--rate") { Description = "Jobs due in a second, for the second measurement.", DefaultValueFactory = _ => 50 };
        var seconds = new Option<int>("--seconds") { Description = "How long that one lasts.", DefaultValueFactory = _ => 20 };
        var rounds = new Option<int>("--rounds") { Description = "How often all of it is measured, after one round that counts for nothing.", DefaultValueFactory = _ => 3 };
        var command = new Command("handoff", "Measures nodes with and without a broker between them, and prints both as JSON lines and a table.") { postgres, broker, stub, workers, jobs, rate, seconds, rounds };
        command.SetAction((parsed, ct) => MeasureHandoff.RunAsync(new HandoffPlan
        {
            Postgres = parsed.GetValue(postgres)!,
            Broker = parsed.GetValue(broker)!,
            Stub = parsed.GetValue(stub)!,
            Workers = parsed.GetValue(workers),
            Jobs = parsed.GetValue(jobs),
            Rate = parsed.GetValue(rate),
            Seconds = parsed.GetValue(seconds),
            Rounds = parsed.GetValue(rounds),
        }, ct));
        return command;
    }
}

/// <summary>What is measured.</summary>
internal sealed record HandoffPlan
{
    public required string Postgres { get; init; }
    public required string Broker { get; init; }
    public required Uri Stub { get; init; }
    public required int Workers { get; init; }
    public required int Jobs { get; init; }
    public required double Rate { get; init; }
    public required int Seconds { get; init; }
    public required int Rounds { get; init; }
}
