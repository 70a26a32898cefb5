using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Posthaste.Tests.Server.Live;

/// <summary>A client of the hub that speaks SignalR's JSON protocol by itself: what goes over the wire, and nothing that a library adds.</summary>
internal sealed class LiveWire : IAsyncDisposable
{
    private const char EndOfMessage = '\x1e';

    private readonly ClientWebSocket _socket = new();
    private readonly StringBuilder _text = new();
    private readonly Queue<JsonElement> _messages = new();

    private LiveWire()
    {
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Connects, and has been told to look at everything afresh: from here on nothing is missed.</summary>
    public static async Task<LiveWire> OpenAsync(ServerUnderTest server, Action<ClientWebSocketOptions> signIn, string query = "")
    {
        var wire = new LiveWire();
        signIn(wire._socket.Options);
        await wire.ConnectAsync(server, query);
        await wire.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Equal("{}", (await wire.ReadAsync()).ToString());
        Assert.Empty(await wire.NextChangedAsync());
        return wire;
    }

    /// <summary>Connects with a key.</summary>
    public static Task<LiveWire> OpenAsync(ServerUnderTest server, string key = ServerUnderTest.ApiKey) =>
        OpenAsync(server, options => options.SetRequestHeader("X-Api-Key", key));

    /// <returns>With what a connection is refused.</returns>
    public static async Task<HttpStatusCode> RefusalAsync(ServerUnderTest server, Action<ClientWebSocketOptions> signIn, string query = "")
    {
        await using var wire = new LiveWire();
        signIn(wire._socket.Options);
        wire._socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => wire.ConnectAsync(server, query));
        return wire._socket.HttpStatusCode;
    }

    public Task SendAsync(string message) => _socket.SendAsync(new ArraySegment<byte>(Encoding.UTF8.GetBytes(message + EndOfMessage)), WebSocketMessageType.Text, endOfMessage: true, Ct);

    /// <summary>The next list of changes; pings between are left out.</summary>
    public async Task<IReadOnlyList<JsonElement>> NextChangedAsync()
    {
        while (true)
        {
            var message = await ReadAsync();
            if (message.GetProperty("type").GetInt32() != 1) continue;
            Assert.Equal("changed", message.GetProperty("target").GetString());
            return [.. Assert.Single(message.GetProperty("arguments").EnumerateArray()).EnumerateArray()];
        }
    }

    /// <summary>Waits for a change of this kind, and gives all that came until then, it included.</summary>
    public async Task<List<JsonElement>> UntilAsync(string kind)
    {
        var seen = new List<JsonElement>();
        while (!seen.Any(change => change.GetProperty("kind").GetString() == kind)) seen.AddRange(await NextChangedAsync());
        return seen;
    }

    /// <summary>Reads until the server has closed the connection.</summary>
    public async Task ClosedAsync()
    {
        try
        {
            while (true) await ReadAsync();
        }
        catch (WebSocketException)
        {
            // Cut.
        }
        catch (EndOfStreamException)
        {
            // Closed in good order.
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task ConnectAsync(ServerUnderTest server, string query) =>
        _socket.ConnectAsync(new UriBuilder(server.BaseUrl) { Scheme = "ws", Path = "/hubs/events", Query = query }.Uri, Ct);

    private async Task<JsonElement> ReadAsync()
    {
        var bytes = new byte[16 * 1024];
        while (_messages.Count == 0)
        {
            var got = await _socket.ReceiveAsync(new ArraySegment<byte>(bytes), Ct);
            if (got.MessageType == WebSocketMessageType.Close) throw new EndOfStreamException();
            _text.Append(Encoding.UTF8.GetString(bytes, 0, got.Count));
            var text = _text.ToString();
            var end = text.LastIndexOf(EndOfMessage);
            foreach (var message in text[..(end + 1)].Split(EndOfMessage, StringSplitOptions.RemoveEmptyEntries)) _messages.Enqueue(JsonElement.Parse(message));
            _text.Clear().Append(text[(end + 1)..]);
        }
        return _messages.Dequeue();
    }
}
