using System.Globalization;

namespace Posthaste.Bench.Memory;

/// <summary>The most memory a process and its children held during one phase, in KiB.</summary>
internal sealed record Peak(string Phase, TimeSpan Took, long Server, long Tools);

/// <summary>Samples <c>VmRSS</c> of a process ten times a second, and apart from it the sum over all its descendants.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly int _process;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _sampling;
    private readonly Lock _gate = new();
    private long _server;
    private long _tools;

    public MemoryWatch(int process)
    {
        _process = process;
        _sampling = SampleAsync();
    }

    /// <summary>The most the process ever held, by the system's own count (<c>VmHWM</c>).</summary>
    public long HighWater => Read(_process, "VmHWM:");

    /// <summary>Runs a piece of work and says what it took.</summary>
    public async Task<(Peak Peak, T Result)> DuringAsync<T>(string phase, Func<Task<T>> work)
    {
        lock (_gate) (_server, _tools) = (0, 0);
        var begun = TimeProvider.System.GetTimestamp();
        var result = await work();
        Sample();
        lock (_gate) return (new Peak(phase, TimeProvider.System.GetElapsedTime(begun), _server, _tools), result);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _sampling;
        _end.Dispose();
    }

    private async Task SampleAsync()
    {
        using var ticks = new PeriodicTimer(Every);
        try
        {
            while (await ticks.WaitForNextTickAsync(_end.Token)) Sample();
        }
        catch (OperationCanceledException)
        {
            // The end of watching.
        }
    }

    private void Sample()
    {
        var server = Read(_process, "VmRSS:");
        var tools = Descendants().Sum(id => Read(id, "VmRSS:"));
        lock (_gate) (_server, _tools) = (Math.Max(_server, server), Math.Max(_tools, tools));
    }

    private List<int> Descendants()
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && ReadText($"/proc/{id}/stat") is { } stat)
                // The name in brackets may hold spaces; the parent is the second word behind it.
                parents[id] = int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        return [.. parents.Keys.Where(id => IsBelow(id, parents))];
    }

    private bool IsBelow(int id, Dictionary<int, int> parents)
    {
        while (parents.TryGetValue(id, out var parent))
        {
            if (parent == _process) return true;
            id = parent;
        }
        return false;
    }

    /// <returns>KiB; 0 for a process that has ended.</returns>
    private static long Read(int process, string name) =>
        ReadText($"/proc/{process}/status")?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture)
            : 0;

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
