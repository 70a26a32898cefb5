using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Posthaste.Tests.Platforms;

/// <summary>A server on the level of bytes, for what no web server would do: read a request whole and then hang up,
/// stay silent, or stop in the middle of an answer.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Socket, Task<bool>> _answer;
    private readonly TaskCompletionSource _firstPublish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _publishRequests;

    /// <param name="answer">Gets the request's head and body; false ends the connection.</param>
    public RawServer(Func<string, Socket, Task<bool>> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int PublishRequests => Volatile.Read(ref _publishRequests);

    public Task FirstPublish => _firstPublish.Task;

    public string LastRequest { get; private set; } = "";

    /// <summary>Reads whole requests, then closes gracefully after each publish: "it happened, and nobody will tell".</summary>
    public static RawServer HangingUpAfterPublish() => new(async (request, socket) =>
    {
        if (!request.StartsWith("POST /publish", StringComparison.Ordinal)) return await OkAsync(socket, "ok");
        socket.Shutdown(SocketShutdown.Both);
        return false;
    });

    public static async Task<bool> OkAsync(Socket socket, string body)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = socket;
        try
        {
            while (await ReadAsync(socket) is { } request)
            {
                LastRequest = request;
                if (request.StartsWith("POST /publish", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref _publishRequests);
                    _firstPublish.TrySetResult();
                }
                if (!await _answer(request, socket)) return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    /// <returns>Null where the client hung up.</returns>
    private async Task<string?> ReadAsync(Socket socket)
    {
        var (text, buffer) = ("", new byte[8_192]);
        while (!IsWhole(text))
        {
            var read = await socket.ReceiveAsync(buffer, _stop.Token);
            if (read == 0) return null;
            text += Encoding.Latin1.GetString(buffer, 0, read);
        }
        return text;
    }

    private static bool IsWhole(string text)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0) return false;
        var length = text.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null || text.Length - head - 4 >= int.Parse(length[15..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
