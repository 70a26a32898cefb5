using System.Diagnostics;

namespace Posthaste.Tests;

/// <summary>A server that a shell script beside its test starts. The script ends what it started once nobody holds its standard input.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    /// <param name="script">Within this project.</param>
    /// <param name="arguments">What it is called with.</param>
    public ScriptedServer(string script, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Repository.Root, "tests", "Posthaste.Tests", script));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>Gives an order, and waits for the answer.</summary>
    public async Task OrderAsync(string order, string answer)
    {
        await _process.StandardInput.WriteLineAsync(order);
        await _process.StandardInput.FlushAsync(CancellationToken.None);
        await HearAsync(answer);
    }

    /// <summary>Waits until it says a line.</summary>
    public async Task HearAsync(string answer)
    {
        while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (line == answer) return;
        }
        throw new InvalidOperationException($"The server did not say \"{answer}\": {await _errors}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
