using System.Globalization;
using Posthaste.Bench.Engine;

namespace Posthaste.Bench.Compare.Scenarios;

/// <summary>How long the whole server takes to start, and how much memory it then has, with an empty database and with a full one.</summary>
internal sealed class Start : IScenario
{
    public string Name => "start";

    public string Description => "The whole server, from its start to a 200 of /readyz, and its memory ten seconds later: with an empty database, and with scheduled jobs in it.";

    public async Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct)
    {
        var backlog = size switch { Size.Quick => 20_000, Size.Usual => 1_000_000, _ => 10_000_000 };
        var behind = backlog.ToString("N0", CultureInfo.InvariantCulture);
        var times = size == Size.Quick ? 1 : 3;
        var lines = new List<IReadOnlyList<string>>();
        var folder = Directory.CreateTempSubdirectory("posthaste-bench-");
        try
        {
            var server = await PostgresBench.CreateAsync(site.Postgres, "server", ct);
            var empty = await MeasureAsync(folder, server, times, ct);
            await using (var store = new PostgresBench(server)) await FillAsync(store, backlog, ct);
            var full = await MeasureAsync(folder, server, times, ct);
            lines.Add(["PostgreSQL", "nothing", Text(empty.Seconds, "N2"), Text(empty.Megabytes, "N0")]);
            lines.Add(["PostgreSQL", behind, Text(full.Seconds, "N2"), Text(full.Megabytes, "N0")]);

            var (small, large) = (await MeasureAsync(folder, null, times, ct), await MeasureFullFileAsync(folder, backlog, times, ct));
            lines.Add(["SQLite", "nothing", Text(small.Seconds, "N2"), Text(small.Megabytes, "N0")]);
            lines.Add(["SQLite", behind, Text(large.Seconds, "N2"), Text(large.Megabytes, "N0")]);

            bool Within((double Seconds, double Megabytes) one, (double Seconds, double Megabytes) other) => other.Seconds <= (one.Seconds * 1.2) + 0.5;
            var memory = Math.Max(full.Megabytes / empty.Megabytes, large.Megabytes / small.Megabytes);
            return new ScenarioResult(
                [
                    new BarRow($"start to ready with {behind} scheduled", "≤ 1.2 × an empty start + 0.5 s", "≤ 2 s",
                        FormattableString.Invariant($"{full.Seconds:F2} s against {empty.Seconds:F2} s PostgreSQL, {large.Seconds:F2} s against {small.Seconds:F2} s SQLite"),
                        Within(empty, full) && Within(small, large), full.Seconds <= 2 && large.Seconds <= 2),
                    new BarRow($"memory of the whole server, {behind} scheduled", "≤ 1.1 × without them", "≤ 150 MB",
                        FormattableString.Invariant($"{memory:F2} ×; {full.Megabytes:F0} MB PostgreSQL, {large.Megabytes:F0} MB SQLite"), memory <= 1.1, full.Megabytes <= 150 && large.Megabytes <= 150),
                ],
                ["database", "scheduled", "start to ready, s", "memory, MB"], lines, []);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(double Seconds, double Megabytes)> MeasureFullFileAsync(DirectoryInfo folder, int backlog, int times, CancellationToken ct)
    {
        await FillAsync(new SqliteBench(Path.Combine(folder.FullName, "posthaste.db")), backlog, ct);
        return await MeasureAsync(folder, null, times, ct);
    }

    private static async Task FillAsync(IBenchStore store, int backlog, CancellationToken ct)
    {
        await store.SeedAsync(new SeedBatch
        {
            First = 0,
            Count = backlog,
            FirstChannel = 0,
            Channels = backlog / 10,
            Prepared = false,
            DueFrom = TimeProvider.System.GetUtcNow().AddDays(30),
            Step = TimeSpan.FromDays(30).TotalMilliseconds / backlog,
        }, ct);
        await store.SettleAsync(ct);
    }

    /// <returns>The middle one of several starts. The first one, which makes the schema, is not counted.</returns>
    private static async Task<(double Seconds, double Megabytes)> MeasureAsync(DirectoryInfo folder, string? postgres, int times, CancellationToken ct)
    {
        List<double> seconds = [], megabytes = [];
        for (var i = 0; i <= times; i++)
        {
            var begun = TimeProvider.System.GetTimestamp();
            await using var server = await ChildProcess.StartAsync("Posthaste.Server", url => Settings(url, folder, postgres), "/readyz", ct);
            var took = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
            if (i == 0) continue;
            seconds.Add(took);
            await Task.Delay(TimeSpan.FromSeconds(i == times ? 10 : 1), TimeProvider.System, ct);
            if (i == times) megabytes.Add(server.Megabytes);
        }
        return (new Percentiles(seconds).At(50), megabytes[0]);
    }

    private static IEnumerable<string> Settings(Uri url, DirectoryInfo folder, string? postgres)
    {
        yield return $"--urls={url.GetLeftPart(UriPartial.Authority)}";
        yield return $"--DataDir={folder.FullName}";
        yield return "--Logging:LogLevel:Default=Warning";
        if (postgres is null) yield break;
        yield return "--Storage:Provider=postgres";
        yield return $"--Storage:ConnectionString={postgres}";
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
