using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Posthaste.Tests.RealBrowser;

/// <summary>A person's browser: a real Chromium with a window, cookies and the rules that browsers keep. Driven through <c>tests/browser/browser.mjs</c>;
/// <c>./test</c> brings what that needs.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly Process _process;

    private Chromium(Process process) => _process = process;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="width">Of the window, in CSS pixels.</param>
    /// <param name="scheme"><c>light</c> or <c>dark</c>.</param>
    public static Chromium Start(int width = 1440, string scheme = "light")
    {
        var folder = Path.Combine(Repository.Root, "tests", "browser");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), "The browser tests need: npm ci --prefix tests/browser");
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { "browser.mjs", Executable(), $"{width}", scheme }) start.ArgumentList.Add(argument);
        return new Chromium(Process.Start(start)!);
    }

    public Task GoAsync(Uri address) => SayAsync("goto", address.AbsoluteUri);

    /// <summary>Types into a field.</summary>
    public Task FillAsync(string label, string value) => SayAsync("fill", new JsonArray(label, value));

    public Task CheckAsync(string label) => SayAsync("check", label);

    /// <summary>Presses a button and waits for the page it leads to.</summary>
    public Task PressAsync(string button) => SayAsync("click", button);

    public Task FollowAsync(string link) => SayAsync("follow", link);

    /// <summary>What stands on the page.</summary>
    public async Task<string> TextAsync(string selector = "body") => (string)(await SayAsync("text", selector))!;

    public async Task<Uri> AddressAsync() => new((string)(await SayAsync("url", true))!);

    public Task ScreenshotAsync(string path) => SayAsync("screenshot", path);

    /// <summary>How many pixels one has to scroll sideways.</summary>
    public async Task<int> OverflowAsync() => (int)(await SayAsync("overflow", true))!;

    /// <summary>What the browser complained of: scripts that failed, what the page's policy forbade.</summary>
    public async Task<IReadOnlyList<string>> ErrorsAsync() => [.. (await SayAsync("errors", true))!.AsArray().Select(error => (string)error!)];

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    private static string Executable() => Environment.GetEnvironmentVariable("POSTHASTE_CHROMIUM") is { Length: > 0 } named
        ? named
        : new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The browser tests need Chromium: sudo apt-get install chromium, or its path in POSTHASTE_CHROMIUM.");

    private async Task<JsonNode?> SayAsync(string command, JsonNode value)
    {
        await _process.StandardInput.WriteLineAsync(new JsonObject { [command] = value }.ToJsonString().AsMemory(), Ct);
        await _process.StandardInput.FlushAsync(Ct);
        var line = await _process.StandardOutput.ReadLineAsync(Ct) ?? throw new InvalidOperationException($"The browser ended at {command}.");
        var answer = JsonNode.Parse(line)!;
        return answer["error"] is { } error ? throw new InvalidOperationException($"{command} {value.ToJsonString()}: {error}") : answer["ok"];
    }
}
