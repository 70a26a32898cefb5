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

    // What libvips may spill to disk while it decodes, and far above any thumbnail. In blocks of 512 bytes.
    private const long MaxFileBlocks = (2L << 30) / 512;

    private static readonly string[] s_passedOn = ["PATH", "LD_LIBRARY_PATH", "HOME", "TMPDIR", "TMP", "TEMP", "SystemRoot"];

    private readonly SemaphoreSlim _places = new(options.ToolsAtOnce);

    public async Task<ToolResult> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        await _places.WaitAsync(ct);
        try
        {
            var result = await RunNowAsync(tool, arguments, ct);
            if (result is not ToolResult.Done) log.LogWarning("Media tool {Tool} did not succeed: {Result}", tool, result);
            return result;
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<ToolResult> RunNowAsync(string tool, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        using var process = new Process { StartInfo = Describe(tool, arguments) };
        using var timeout = new CancellationTokenSource(options.ToolTimeout, time);
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
        var output = ReadAsync(process.StandardOutput.BaseStream, MaxOutputBytes, atLimit: stop.Cancel);
        await Task.WhenAll(output, errors);
        await process.WaitForExitAsync(CancellationToken.None);

        ct.ThrowIfCancellationRequested();
        if (stop.IsCancellationRequested) return new ToolResult.OverLimit();
        return process.ExitCode == 0 ? new ToolResult.Done(await output) : Explain(tool, process.ExitCode, await errors);
    }

    private ProcessStartInfo Describe(string tool, IReadOnlyList<string> arguments)
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
            var limits = string.Create(CultureInfo.InvariantCulture,
                $"ulimit -c 0; ulimit -v {options.ToolMemoryBytes / 1024}; ulimit -S -t {options.ToolTimeout.TotalSeconds * 2:0}; ulimit -f {MaxFileBlocks}");
            start.FileName = "/bin/sh";
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add($"{{ {limits}; }} 2>/dev/null; exec \"$@\"");
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
}
