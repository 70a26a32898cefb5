using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Posthaste.Media.Probing;

/// <summary>Runs the programs that open files of strangers: each in a process of its own, with limits on time, memory
/// and output, and without this server's environment, where secrets are.</summary>
internal sealed class ToolRunner(MediaOptions options, TimeProvider time, ILogger<ToolRunner> log) : IDisposable
{
    private const int MaxOutputBytes = 1 << 20;
    private const int MaxErrorBytes = 4096;

    // What libvips may spill to disk while it decodes, and far above any thumbnail.
    private const long MaxFileBytes = 2L << 30;

    private static readonly string[] s_passedOn = ["PATH", "LD_LIBRARY_PATH", "HOME", "TMPDIR", "TMP", "TEMP", "SystemRoot"];

    private readonly SemaphoreSlim _places = new(options.ToolsAtOnce);
    private readonly SemaphoreSlim _longPlaces = new(options.TranscodesAtOnce);

    public Task<ToolResult> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken ct) =>
        RunAsync(tool, arguments, new Limits(options.ToolTimeout, options.ToolMemoryBytes, MaxFileBytes, Cores: 2, IsLong: false), null, ct);

    /// <summary>For what takes minutes: places, time and memory of its own, low priority, and its output handed on line by
    /// line instead of kept.</summary>
    /// <param name="maxFileBytes">A file it writes that grows past this ends it.</param>
    public Task<ToolResult> RunLongAsync(
        string tool, IReadOnlyList<string> arguments, long maxFileBytes, Action<string> onLine, CancellationToken ct) =>
        RunAsync(tool, arguments, new Limits(options.TranscodeTimeout, options.TranscodeMemoryBytes, maxFileBytes, Environment.ProcessorCount, IsLong: true), onLine, ct);

    public void Dispose()
    {
        _places.Dispose();
        _longPlaces.Dispose();
    }

    private async Task<ToolResult> RunAsync(string tool, IReadOnlyList<string> arguments, Limits limits, Action<string>? onLine, CancellationToken ct)
    {
        var places = limits.IsLong ? _longPlaces : _places;
        await places.WaitAsync(ct);
        try
        {
            var result = await RunNowAsync(tool, arguments, limits, onLine, ct);
            if (result is not ToolResult.Done) log.LogWarning("Media tool {Tool} did not succeed: {Result}", tool, result);
            return result;
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<ToolResult> RunNowAsync(
        string tool, IReadOnlyList<string> arguments, Limits limits, Action<string>? onLine, CancellationToken ct)
    {
        using var process = new Process { StartInfo = Describe(tool, arguments, limits) };
        using var timeout = new CancellationTokenSource(limits.Time, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return new ToolResult.Missing(tool);
        }

        // The pipes end with the process, so killing it ends the reads as well.
        using var kill = stop.Token.Register(() => process.Kill(entireProcessTree: true));
        process.StandardInput.Close();
        var errors = ReadAsync(process.StandardError.BaseStream, MaxErrorBytes, atLimit: () => { });
        var output = onLine is null
            ? ReadAsync(process.StandardOutput.BaseStream, MaxOutputBytes, atLimit: stop.Cancel)
            : ReadLinesAsync(process.StandardOutput.BaseStream, onLine);
        await Task.WhenAll(output, errors);
        await process.WaitForExitAsync(CancellationToken.None);

        ct.ThrowIfCancellationRequested();
        if (stop.IsCancellationRequested) return new ToolResult.OverLimit();
        return process.ExitCode == 0 ? new ToolResult.Done(await output) : Explain(tool, process.ExitCode, await errors);
    }

    private static ProcessStartInfo Describe(string tool, IReadOnlyList<string> arguments, Limits limits)
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (OperatingSystem.IsWindows())
        {
            start.FileName = tool;
        }
        else
        {
            // A system that knows one of the limits not (macOS: -v) goes on without it. Nothing is put into the script itself:
            // program and arguments are the shell's positional parameters.
            // Sizes of files are counted in blocks of 512 bytes.
            var script = string.Create(CultureInfo.InvariantCulture,
                $"ulimit -c 0; ulimit -v {limits.MemoryBytes / 1024}; ulimit -S -t {Math.Ceiling(limits.Time.TotalSeconds * limits.Cores):0}; ulimit -f {limits.FileBytes / 512 + 1}");
            start.FileName = "/bin/sh";
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add($"{{ {script}; }} 2>/dev/null; exec {(limits.IsLong ? "nice -n 10 " : "")}\"$@\"");
            start.ArgumentList.Add("sh");
            start.ArgumentList.Add(tool);
        }
        foreach (var argument in arguments) start.ArgumentList.Add(argument);

        var kept = s_passedOn.Select(name => (name, value: Environment.GetEnvironmentVariable(name))).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept)
        {
            if (value is not null) start.Environment[name] = value;
        }
        start.Environment["LC_ALL"] = "C";
        // libvips: only loaders that are fuzzed; ImageMagick and friends stay out.
        start.Environment["VIPS_BLOCK_UNTRUSTED"] = "1";
        start.Environment["VIPS_CONCURRENCY"] = "1";
        // Each arena of glibc reserves 64 MiB of address space, which the limit on memory counts.
        start.Environment["MALLOC_ARENA_MAX"] = "2";
        return start;
    }

    private static ToolResult Explain(string tool, int exitCode, string errors) => exitCode switch
    {
        // The shell's answers for "not found" and "not executable".
        127 or 126 => new ToolResult.Missing(tool),
        // SIGKILL (the kernel, out of memory), SIGXCPU, SIGXFSZ.
        128 + 9 or 128 + 24 or 128 + 25 => new ToolResult.OverLimit(),
        _ when errors.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
            || errors.Contains("cannot allocate memory", StringComparison.OrdinalIgnoreCase) => new ToolResult.OverLimit(),
        _ => new ToolResult.Failed(exitCode, errors),
    };

    private static async Task<string> ReadLinesAsync(Stream pipe, Action<string> onLine)
    {
        const int maxLine = 4096;
        var line = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var length = await pipe.ReadAsync(buffer);
            if (length == 0) return "";
            foreach (var value in buffer.AsSpan(0, length))
            {
                if (value != '\n')
                {
                    if (line.Length < maxLine) line.WriteByte(value);
                    continue;
                }
                onLine(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
                line.SetLength(0);
            }
        }
    }

    /// <summary>Keeps the first bytes and reads on to the end, so that the program never waits for its reader.</summary>
    private static async Task<string> ReadAsync(Stream pipe, int maxBytes, Action atLimit)
    {
        var kept = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var length = await pipe.ReadAsync(buffer);
            if (length == 0) return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
            var room = maxBytes - (int)kept.Length;
            if (length > room) atLimit();
            kept.Write(buffer, 0, Math.Min(length, room));
        }
    }

    /// <param name="Cores">Processor time allowed is this many times the wall-clock time.</param>
    private sealed record Limits(TimeSpan Time, long MemoryBytes, long FileBytes, int Cores, bool IsLong);
}
