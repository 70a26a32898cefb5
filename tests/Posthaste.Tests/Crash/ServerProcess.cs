using System.Diagnostics;
using System.Text;

namespace Posthaste.Tests.Crash;

/// <summary>The real server as a process of its own, which can be killed and started again on the same data.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string ApiKey = "ph_test_key_of_the_first_workspace";

    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory.Replace("Posthaste.Tests", "Posthaste.Server", StringComparison.Ordinal), "Posthaste.Server.dll");

    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly string _program;
    private readonly StringBuilder _output = new();
    private readonly List<DateTimeOffset> _deaths = [];
    private Process? _process;

    /// <param name="settings">On its command line.</param>
    /// <param name="program">Another program than the one that was built with these tests.</param>
    public ServerProcess(IReadOnlyDictionary<string, string> settings, string? program = null)
    {
        (_settings, _program) = (settings, program ?? Program);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Ports.Next()}"), DefaultRequestHeaders = { { "X-Api-Key", ApiKey } } };
    }

    /// <summary>Speaks to the API; the address stays the same over restarts.</summary>
    public HttpClient Http { get; }

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A file that says where it fails, in place of what it is started with; null for none.</summary>
    public string? FailpointFile { get; init; }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="failpoint">Where it is to fail, as <c>name[:nth[:action]]</c>; null for nowhere.</param>
    public async Task StartAsync(string? failpoint = null)
    {
        Begin(failpoint);
        await Eventually.TrueAsync(IsReadyAsync, "the server is ready", () => Output);
    }

    /// <summary>Starts it and does not wait: it may die before it is ready.</summary>
    public void Begin(string? failpoint)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(_program);
        start.ArgumentList.Add($"--urls={Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}");
        start.ArgumentList.Add($"--PublicBaseUrl={Http.BaseAddress.GetLeftPart(UriPartial.Authority)}");
        start.ArgumentList.Add($"--Auth:BootstrapApiKey={ApiKey}");
        foreach (var (key, value) in _settings) start.ArgumentList.Add($"--{key}={value}");
        start.Environment["POSTHASTE_FAILPOINT"] = failpoint ?? (FailpointFile is null ? "" : "@" + FailpointFile);
        // It lives for seconds: counting for optimisations that come later costs more than it gives.
        start.Environment["DOTNET_TieredPGO"] = "0";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>When it had ended, each time.</summary>
    public IReadOnlyList<DateTimeOffset> Deaths => _deaths;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Waits until the failpoint has killed it.</summary>
    public async Task DiedAsync() => Assert.Equal(137, await ExitAsync());

    public async Task KillAsync()
    {
        _process!.Kill();
        await DiedAsync();
    }

    /// <summary>Asks it to stop in good order, as an operator does, and does not wait.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Freezes it: all its threads, sockets left open.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        try
        {
            await _process!.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromMinutes(4), TimeProvider.System, Ct);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The server was to end and did not:\n{Output}");
        }
        var code = _process.ExitCode;
        _deaths.Add(TimeProvider.System.GetUtcNow());
        _process.Dispose();
        _process = null;
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    /// <summary>What it has of the machine's memory.</summary>
    public long ResidentBytes
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Whether all its threads stand.</summary>
    public bool IsFrozen => File.ReadAllText($"/proc/{_process!.Id}/stat").Split(") ")[^1].StartsWith('T');

    public async Task<bool> IsReadyAsync()
    {
        if (_process!.HasExited) Assert.Fail($"The server ended with {_process.ExitCode}:\n{Output}");
        return await Eventually.AnswersAsync(Http, "/readyz");
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private void Keep(string? line)
    {
        lock (_output) _output.AppendLine(line);
    }
}
