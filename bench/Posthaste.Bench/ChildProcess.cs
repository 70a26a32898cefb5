using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Posthaste.Bench;

/// <summary>A program of ours, built beside this one and started on a free port of this machine.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private ChildProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
        Http = new HttpClient { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
    }

    public Uri Url { get; }

    public HttpClient Http { get; }

    public int Id => _process.Id;

    /// <summary>The memory it holds at the moment.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>The end of what it wrote.</summary>
    public string Output
    {
        get
        {
            lock (_lastLines) return string.Join('\n', _lastLines);
        }
    }

    /// <param name="program">Such as <c>Posthaste.Server</c>.</param>
    /// <param name="arguments">By the address it will have.</param>
    /// <param name="ready">What it answers with 200 once it is ready.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message has its output.</exception>
    public static async Task<ChildProcess> StartAsync(string program, Func<Uri, IEnumerable<string>> arguments, string ready, CancellationToken ct)
    {
        var folder = AppContext.BaseDirectory.Replace("Posthaste.Bench", program, StringComparison.Ordinal);
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, program + ".dll"), .. arguments(url)]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        var child = new ChildProcess(new Process { StartInfo = start }, url);
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        try
        {
            await child.IsReadyAsync(ready, ct);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task IsReadyAsync(string ready, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"{_process.StartInfo.ArgumentList[0]} ended with {_process.ExitCode}:\n{Output}");
            if (TimeProvider.System.GetElapsedTime(begun) > StartsWithin) throw new InvalidOperationException($"{_process.StartInfo.ArgumentList[0]} was not ready within a minute:\n{Output}");
            try
            {
                using var answer = await Http.GetAsync(ready, ct);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 200) _lastLines.Dequeue();
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
