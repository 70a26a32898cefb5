using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Posthaste.Platforms;

/// <summary>A body that can be written to the network once, and tells whether it was. The handler writes headers
/// and body in one go, so a body that was never begun proves that the request never left; and a handler that
/// wanted to send the request a second time cannot.</summary>
internal sealed class WriteOnceContent : HttpContent
{
    private const int Fresh = 0, Begun = 1, Closed = 2;

    private readonly long _length;
    private readonly Func<Stream, Action<int>, CancellationToken, Task> _write;
    private int _state = Fresh;
    private long _written;

    /// <param name="body">All of it.</param>
    /// <param name="name">Of the call: begins the names of the failpoints inside it.</param>
    public WriteOnceContent(RequestBody body, string name = "")
        : this(body.ContentType, body.Bytes.Length, (stream, sent, ct) => WriteAsync(stream, body.Bytes, name, sent, ct)) { }

    /// <inheritdoc cref="WriteOnceContent(RequestBody, string)"/>
    public WriteOnceContent(FileBody body, string name = "")
        : this(body.ContentType, body.Length, (stream, sent, ct) => CopyAsync(body, stream, name, sent, ct)) => Headers.ContentRange = body.Range;

    private WriteOnceContent(string contentType, long length, Func<Stream, Action<int>, CancellationToken, Task> write)
    {
        (_length, _write) = (length, write);
        Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
    }

    /// <summary>Bytes of it that were given to the connection.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Ends the possibility of sending. True: nothing was sent, and nothing will be.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref _state, Closed, Fresh) != Begun;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Begun, Fresh) != Fresh)
            throw new IOException("A body is sent once: this request was about to be repeated.");
        await _write(stream, bytes => Interlocked.Add(ref _written, bytes), cancellationToken);
    }

    private static async Task CopyAsync(FileBody body, Stream stream, string name, Action<int> sent, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(80 * 1_024);
        try
        {
            var (left, isBefore) = (body.Length, true);
            while (left > 0 && await body.Bytes.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), ct) is var read and > 0)
            {
                await stream.WriteAsync(buffer.AsMemory(0, read), ct);
                sent(read);
                left -= read;
                if (!Failpoint.IsSet || left > body.Length / 2) continue;
                await stream.FlushAsync(ct);
                if (isBefore && left > 0) Failpoint.Reach(name, ".mid_send");
                isBefore = false;
            }
            if (Failpoint.IsSet) Failpoint.Reach(name, ".after_send");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> bytes, string name, Action<int> sent, CancellationToken ct)
    {
        // Before it is done: what broke half-way may have arrived whole.
        sent(bytes.Length);
        if (!Failpoint.IsSet)
        {
            await stream.WriteAsync(bytes, ct);
            return;
        }
        await stream.WriteAsync(bytes[..(bytes.Length / 2)], ct);
        await stream.FlushAsync(ct);
        Failpoint.Reach(name, ".mid_send");
        await stream.WriteAsync(bytes[(bytes.Length / 2)..], ct);
        await stream.FlushAsync(ct);
        Failpoint.Reach(name, ".after_send");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
