namespace Posthaste.Tests.Broker;

/// <summary>A real RabbitMQ of the test's own, which it may kill; gone afterwards.</summary>
internal sealed class RabbitServer : IAsyncDisposable
{
    private const string User = "posthaste";

    /// <summary>Seen in no log and no message.</summary>
    public const string Password = "seeded-secret-of-the-broker-0123456789";

    /// <summary>Of a test's own connection, which nobody makes a second time: on a machine that others keep busy RabbitMQ may take long to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ScriptedServer _server;

    private RabbitServer(int port) =>
        (Port, _server) = (port, new ScriptedServer(Path.Combine("Broker", "rabbitmq.sh"), $"{port}", $"{Ports.Next()}", $"{Ports.Next()}", User, Password));

    public int Port { get; }

    public string Url => $"amqp://{User}:{Password}@127.0.0.1:{Port}";

    public static async Task<RabbitServer> StartNewAsync()
    {
        Installed.Need("rabbitmq-server", "rabbitmq-server");
        var server = new RabbitServer(Ports.Next());
        await server._server.HearAsync("ready");
        return server;
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public Task KillAsync() => _server.OrderAsync("kill", "killed");

    /// <summary>Starts it again on what it had.</summary>
    public Task StartAsync() => _server.OrderAsync("start", "ready");

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
