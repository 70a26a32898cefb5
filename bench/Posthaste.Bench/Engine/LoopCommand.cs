using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Posthaste.Platforms;

namespace Posthaste.Bench.Engine;

/// <summary><c>loop</c>: the same calls without any queue, which is as fast as stub and HTTP client can be.</summary>
internal static class LoopCommand
{
    public static Command Make()
    {
        var stub = new Option<Uri>("--stub") { CustomParser = result => new Uri(result.Tokens[0].Value), Description = "Address of a running stub.", Required = true };
        var jobs = new Option<int>("--jobs") { Description = "Calls to make.", DefaultValueFactory = _ => 60_000 };
        var concurrency = new Option<int>("--concurrency") { Description = "At once.", DefaultValueFactory = _ => 100 };
        var command = new Command("loop", "Makes calls without a store.") { stub, jobs, concurrency };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(stub)!, parsed.GetValue(jobs), parsed.GetValue(concurrency), ct));
        return command;
    }

    private static async Task<int> RunAsync(Uri stub, int jobs, int concurrency, CancellationToken ct)
    {
        using var platform = new BenchPlatform(stub, whole: false);
        using var process = Process.GetCurrentProcess();
        var account = new PlatformAccount(Guid.Empty, "1", null, new Secret("bench"));
        var post = new PlatformPost { Type = PostType.Image, Caption = "Measured", Media = [] };
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(lane => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= jobs)
            {
                await platform.RunStepAsync(new StepCall { Step = "publish", Account = account with { ChannelId = BenchIds.Of(BenchIds.Channel, lane) }, Post = post, Checkpoint = $"{number}" }, ct);
            }
        }, ct)));
        process.Refresh();
        Console.WriteLine(JsonSerializer.Serialize(new { cpuSeconds = process.TotalProcessorTime.TotalSeconds, memoryMb = process.WorkingSet64 / 1e6 }));
        return 0;
    }
}
