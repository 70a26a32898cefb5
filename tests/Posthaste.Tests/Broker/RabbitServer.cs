using System.Diagnostics;

namespace Posthaste.Tests.Broker;

/// <summary>A real RabbitMQ of the test's own, which it may kill; gone afterwards. Where it is not installed the test is skipped; in CI it fails.</summary>
internal sealed class RabbitServer : IAsyncDisposable
{
    private const string User = "posthaste";
    private const string Install = "apt-get install --no-install-recommends rabbitmq-server";

    /// <summary>Seen in no log and no message.</summary>
    public const string Password = "seeded-secret-of-the-broker-0123456789";

    private readonly Process _process;
    private readonly Task<string> _errors;

    private RabbitServer(Process process, int port)
    {
        (_process, Port) = (process, port);
        _errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public int Port { get; }

    public string Url => $"amqp://{User}:{Password}@127.0.0.1:{Port}";

    public static async Task<RabbitServer> StartNewAsync()
    {
        var isThere = Environment.GetEnvironmentVariable("PATH")!.Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, "rabbitmq-server")));
        Assert.SkipUnless(isThere || Environment.GetEnvironmentVariable("CI") == "true", $"rabbitmq-server is not installed: {Install}");
        Assert.True(isThere, $"rabbitmq-server is not installed: in CI the hand-off is proved on a real broker ({Install}).");
        var port = Ports.Next();
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(Repository.Root, "tests", "Posthaste.Tests", "Broker", "rabbitmq.sh"), $"{port}", $"{Ports.Next()}", $"{Ports.Next()}", User, Password]) start.ArgumentList.Add(argument);
        var server = new RabbitServer(Process.Start(start)!, port);
        await server.HearAsync("ready");
        return server;
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public Task KillAsync() => OrderAsync("kill", "killed");

    /// <summary>Starts it again on what it had.</summary>
    public Task StartAsync() => OrderAsync("start", "ready");

    public async ValueTask DisposeAsync()
    {
        // The script ends what it started once nobody holds its standard input.
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task OrderAsync(string order, string answer)
    {
        await _process.StandardInput.WriteLineAsync(order);
        await _process.StandardInput.FlushAsync(CancellationToken.None);
        await HearAsync(answer);
    }

    private async Task HearAsync(string answer)
    {
        var line = await _process.StandardOutput.ReadLineAsync(CancellationToken.None);
        if (line != answer) throw new InvalidOperationException($"The broker did not start: {line} {await _errors}");
    }
}
