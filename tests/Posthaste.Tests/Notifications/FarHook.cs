using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Posthaste.Notifications;
using Posthaste.Notifications.Ways;
using Posthaste.Tests.Platforms;

namespace Posthaste.Tests.Notifications;

/// <summary>A server that webhooks go to, and the client that sends them. 127.0.0.1 stands for the public web, every other address for what only the server itself can reach.</summary>
internal sealed class FarHook : IHttpClientFactory, IAsyncDisposable
{
    private readonly RawServer _server;
    private readonly SocketsHttpHandler _handler;
    private readonly List<string> _requests = [];

    public FarHook()
    {
        _server = new RawServer((request, socket) =>
        {
            lock (_requests) _requests.Add(request);
            return Answer(socket);
        });
        _handler = HostGuard.CreateHandler(new HostGuard
        {
            Resolve = (name, _) => Task.FromResult(Names.TryGetValue(name, out var answers) ? answers.Count > 1 ? answers.Dequeue() : answers.Peek() : [IPAddress.Loopback]),
            MayReach = ip => ip.Equals(IPAddress.Loopback),
        }.ConnectAsync);
        Http = new WebhookHttp(this, Options.Create(new NotificationsOptions()), Time);
    }

    public ManualTime Time { get; } = new(Notices.At);

    public WebhookHttp Http { get; }

    /// <summary>What a name stands for, look-up by look-up; the last one stays. 127.0.0.1 where nothing is said.</summary>
    public Dictionary<string, Queue<IPAddress[]>> Names { get; } = [];

    /// <summary>What each request is answered with; false hangs up.</summary>
    public Func<Socket, Task<bool>> Answer { get; set; } = socket => SendAsync(socket, "204 No Content");

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public string At(string path, string host = "hooks.example") => $"http://{host}:{_server.Address.Port}{path}";

    public void Reply(string status, string body = "", string headers = "") => Answer = socket => SendAsync(socket, status, body, headers);

    public static async Task<bool> SendAsync(Socket socket, string status, string body = "", string headers = "")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {bytes.Length}\r\n{headers}\r\n"));
        await socket.SendAsync(bytes);
        return true;
    }

    public HttpClient CreateClient(string name) => new(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public async ValueTask DisposeAsync()
    {
        _handler.Dispose();
        await _server.DisposeAsync();
    }
}
