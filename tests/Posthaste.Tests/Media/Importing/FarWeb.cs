using System.Net;
using System.Net.Sockets;
using System.Text;
using Posthaste.Media;
using Posthaste.Media.Importing;
using Posthaste.Tests.Platforms;

namespace Posthaste.Tests.Media.Importing;

/// <summary>A web of one server, and the import that goes there. 127.0.0.1 stands for the public web, every other address for what only the server itself can reach.</summary>
internal sealed class FarWeb : IHttpClientFactory, IAsyncDisposable
{
    private readonly RawServer _server;
    private readonly SocketsHttpHandler _handler;
    private readonly Dictionary<string, Func<Socket, Task<bool>>> _pages = [];
    private readonly List<string> _requests = [];

    public FarWeb(MediaOptions? options = null, ImportGuard? guard = null)
    {
        Library = new MediaLibrary(options);
        _server = new RawServer((request, socket) =>
        {
            lock (_requests) _requests.Add(request);
            return _pages.TryGetValue(request.Split(' ')[1], out var page) ? page(socket) : SendAsync(socket, "404 Not Found", []);
        });
        Guard = guard ?? new ImportGuard { Resolve = LookUpAsync, MayReach = ip => ip.Equals(IPAddress.Loopback), AnyPort = true };
        _handler = HostGuard.CreateHandler(Guard.ConnectAsync);
    }

    public MediaLibrary Library { get; }

    public ImportGuard Guard { get; }

    /// <summary>What a name stands for, look-up by look-up; the last one stays. 127.0.0.1 where nothing is said.</summary>
    public Dictionary<string, Queue<IPAddress[]>> Names { get; } = [];

    public int LookUps { get; private set; }

    public int Port => _server.Address.Port;

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public Task<UploadResult> ImportAsync(string url, string? fileName = null) => ImportUntilAsync(url, fileName, TestContext.Current.CancellationToken);

    public Task<UploadResult> ImportUntilAsync(string url, string? fileName, CancellationToken ct) =>
        new ImportMedia(this, Guard, Library.Upload, Library.Options, Library.Time).RunAsync(new MediaImport(Library.Workspace, url, fileName), ct);

    public async Task<MediaRefusal> RefuseAsync(string url) => Assert.IsType<UploadResult.Refused>(await ImportAsync(url)).Refusal;

    public string At(string path, string host = "pictures.example") => $"http://{host}:{Port}{path}";

    public void Serve(string path, byte[] body) => _pages[path] = socket => SendAsync(socket, "200 OK", body);

    public void Serve(string path, Func<Socket, Task<bool>> page) => _pages[path] = page;

    public void Redirect(string path, string to) => _pages[path] = socket => SendAsync(socket, "302 Found", [], $"Location: {to}\r\n");

    public static async Task<bool> SendAsync(Socket socket, string status, byte[] body, string headers = "", int? length = null)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {length ?? body.Length}\r\nSet-Cookie: who=you\r\n{headers}\r\n"));
        await socket.SendAsync(body);
        return true;
    }

    public HttpClient CreateClient(string name) => new(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public async ValueTask DisposeAsync()
    {
        _handler.Dispose();
        await _server.DisposeAsync();
        Library.Dispose();
    }

    private Task<IPAddress[]> LookUpAsync(string name, CancellationToken ct)
    {
        LookUps++;
        return Task.FromResult(!Names.TryGetValue(name, out var answers) ? [IPAddress.Loopback] : answers.Count > 1 ? answers.Dequeue() : answers.Peek());
    }
}
