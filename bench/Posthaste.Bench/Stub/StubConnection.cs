using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Posthaste.Bench.Stub;

/// <summary>One connection of HTTP/1.1, kept open, one request at a time.</summary>
internal sealed class StubConnection(Socket socket, StubLedger ledger)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _length;

    public async Task ServeAsync(CancellationToken ct)
    {
        using (socket)
        {
            try
            {
                while (await ReadAsync(ct) is { } target)
                {
                    var body = await ledger.AnswerAsync(target, ct);
                    await socket.SendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}")), ct);
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // The caller is gone, or the measurement is over.
            }
        }
    }

    /// <returns>The path and query of the next request, its body read; null at the end of the connection.</returns>
    private async Task<string?> ReadAsync(CancellationToken ct)
    {
        while (true)
        {
            if (EndOf(out var target, out var end))
            {
                _buffer.AsSpan(end, _length - end).CopyTo(_buffer);
                _length -= end;
                return target;
            }
            var read = await socket.ReceiveAsync(_buffer.AsMemory(_length), ct);
            if (read == 0) return null;
            _length += read;
        }
    }

    /// <summary>Whether a whole request has arrived, and where it ends.</summary>
    private bool EndOf(out string target, out int end)
    {
        (target, end) = ("", 0);
        var data = _buffer.AsSpan(0, _length);
        var head = data.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        end = head + 4 + BodyLength(data[..head]);
        if (end > _length) return false;
        var line = data[..data.IndexOf((byte)'\r')];
        var path = line[(line.IndexOf((byte)' ') + 1)..];
        target = Encoding.ASCII.GetString(path[..path.IndexOf((byte)' ')]);
        return true;
    }

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        foreach (var name in (ReadOnlySpan<string>)["\r\nContent-Length: ", "\r\ncontent-length: "])
        {
            var at = head.IndexOf(Encoding.ASCII.GetBytes(name));
            if (at < 0) continue;
            var value = head[(at + name.Length)..];
            var end = value.IndexOf((byte)'\r');
            return int.Parse(end < 0 ? value : value[..end], NumberStyles.None, CultureInfo.InvariantCulture);
        }
        return 0;
    }
}
