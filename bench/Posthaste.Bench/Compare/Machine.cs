using System.Runtime.InteropServices;
using Npgsql;

namespace Posthaste.Bench.Compare;

/// <summary>On what it was measured, for whoever reads the figures elsewhere.</summary>
internal sealed record Machine(string Processor, int Cores, string Memory, string System, string Postgres, string Runtime, string Load, DateTimeOffset At)
{
    public static async Task<Machine> ReadAsync(Site site, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(site.Postgres);
        await using var version = source.CreateCommand("SHOW server_version");
        return new Machine(
            Value("/proc/cpuinfo", "model name"), Environment.ProcessorCount, Value("/proc/meminfo", "MemTotal"), RuntimeInformation.OSDescription,
            (string)(await version.ExecuteScalarAsync(ct))!, RuntimeInformation.FrameworkDescription,
            File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown", TimeProvider.System.GetUtcNow());
    }

    private static string Value(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : "unknown";
}
