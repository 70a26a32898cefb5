using System.Diagnostics;
using System.Text.Json;
using Posthaste.Bench.Stub;

namespace Posthaste.Bench.Compare;

/// <summary>Runs queues in turn, round after round, so that a machine that gets slower or faster meanwhile does so for all of them.</summary>
internal sealed class Rounds(Site site, TextWriter log)
{
    /// <summary>Room for filling a database beside the run itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <param name="runs">Who does what in each round, in this order.</param>
    /// <param name="rounds">How many.</param>
    /// <param name="ct">Stops the run under way.</param>
    public async Task<IReadOnlyList<Sample>> RunAsync(IReadOnlyList<(Contender Contender, Workload Work)> runs, int rounds, CancellationToken ct)
    {
        var samples = new List<Sample>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (contender, work) in runs)
            {
                var sample = await RunOneAsync(contender, work, round, ct);
                samples.Add(sample);
                log.WriteLine(FormattableString.Invariant(
                    $"  {round} {contender.Name,-52} {sample.PerSecond,8:F0}/s  p99 {sample.Lateness?.P99,8:F1}  last {sample.Lateness?.Max,8:F1}  {sample.CpuSeconds,6:F1} s CPU {sample.MemoryMb,5:F0} MB  {sample.Jobs} of {work.Jobs}, {sample.Repeated} twice, {sample.Overlaps} overlaps"));
            }
        }
        return samples;
    }

    private async Task<Sample> RunOneAsync(Contender contender, Workload work, int round, CancellationToken ct)
    {
        await using var stub = await ChildProcess.StartAsync("Posthaste.Bench", url => ["stub", "--port", $"{url.Port}", "--delay", $"{work.CallMs}"], "/stats", ct);
        var said = await RunChildAsync(contender.Command(site with { Stub = stub.Url }, work), ct);
        var seen = JsonSerializer.Deserialize<StubStats>(await stub.Http.GetStringAsync("/stats", ct))!;
        return Sample.Of(contender.Name, round, seen, said);
    }

    /// <returns>The last line it printed that is JSON.</returns>
    /// <exception cref="InvalidOperationException">There is none; the message has its output.</exception>
    public static async Task<JsonElement> RunChildAsync(IReadOnlyList<string> command, CancellationToken ct)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            var last = (await output).Split('\n').LastOrDefault(line => line.StartsWith('{'));
            return last is null || process.ExitCode != 0
                ? throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}:\n{await output}\n{await errors}")
                : JsonElement.Parse(last);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
