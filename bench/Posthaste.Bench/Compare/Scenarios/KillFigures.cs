using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Posthaste.Bench.Stub;

namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>One kill and what followed.</summary>
/// <param name="Held">Lanes the killed process held.</param>
/// <param name="FromReady">Seconds from when the next process may work until it had freed them all.</param>
/// <param name="FromKill">Seconds from the kill until then.</param>
/// <param name="Repeated">Calls of a job that had made its call already.</param>
internal sealed record KillFigures(long Held, double FromReady, double FromKill, long Repeated)
{
    public IReadOnlyList<string> Line(string database) =>
        [database, Held.ToString(CultureInfo.InvariantCulture), Text(FromReady), Text(FromKill), Repeated.ToString(CultureInfo.InvariantCulture)];

    /// <param name="postgres">A connection string; SQLite where null.</param>
    public static async Task<KillFigures> MeasureAsync(Site site, string? postgres, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("posthaste-bench-");
        try
        {
            await using var stub = await ChildProcess.StartAsync("Posthaste.Bench", url => ["stub", "--port", $"{url.Port}", "--delay", "20"], "/stats", ct);
            List<string> engine = [site.Bench, "engine", "--folder", folder.FullName, "--stub", stub.Url.ToString(), "--jobs", "50000", .. postgres is null ? [] : (string[])["--postgres", postgres]];
            using var victim = Process.Start(new ProcessStartInfo("dotnet", engine) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            while ((await StatsAsync(stub, ct)).Jobs < 2_000)
            {
                if (victim.HasExited) throw new InvalidOperationException($"The engine ended before it could be killed:\n{await victim.StandardError.ReadToEndAsync(ct)}");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
            }
            victim.Kill();
            var killedAt = TimeProvider.System.GetUtcNow();
            await victim.WaitForExitAsync(ct);

            var said = await Rounds.RunChildAsync(["dotnet", .. engine, "--take-over"], ct);
            var (readyAt, freedAt) = (said.GetProperty("readyAt").GetDateTimeOffset(), said.GetProperty("freedAt").GetDateTimeOffset());
            return new KillFigures(said.GetProperty("held").GetInt64(), (freedAt - readyAt).TotalSeconds, (freedAt - killedAt).TotalSeconds, (await StatsAsync(stub, ct)).Repeated);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<StubStats> StatsAsync(ChildProcess stub, CancellationToken ct) =>
        JsonSerializer.Deserialize<StubStats>(await stub.Http.GetStringAsync("/stats", ct))!;

    private static string Text(double seconds) => seconds.ToString("N2", CultureInfo.InvariantCulture);
}
