using Microsoft.AspNetCore.Connections.Features;

namespace Posthaste.Sandbox.Faults;

/// <summary>Brings an answer to the caller, or fails to, as a fault demands. By then everything is decided.</summary>
internal sealed class AnswerDelivery(SandboxClock clock, CancellationToken stopping)
{
    /// <summary>How long a closed connection waits for the caller to close its side, so that no reset overtakes the close.</summary>
    private static readonly TimeSpan _linger = TimeSpan.FromSeconds(5);

    /// <returns>False when the caller was gone before the answer was written.</returns>
    public async Task<bool> SendAsync(HttpContext http, IReply reply, Fault? fault)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            // A slow fault before the effect has had its delay already.
            if (fault is not null and not { Kind: FaultKind.Slow, When: FaultWhen.Before } && fault.Delay > TimeSpan.Zero)
                await Task.Delay(fault.Delay, clock.Underlying, gone.Token);
            switch (fault?.Kind)
            {
                case FaultKind.Reset:
                    Reset(http);
                    return true;
                case FaultKind.Close or FaultKind.Hang:
                    await CloseAsync(http, gone.Token);
                    return true;
                case FaultKind.Truncate:
                    var bytes = reply.ToBytes();
                    await WriteAsync(http, reply, bytes[..(bytes.Length / 2)], http.RequestAborted);
                    return true;
                case FaultKind.Cut:
                    await WriteHalfAsync(http, reply, gone.Token);
                    return true;
                default:
                    await WriteAsync(http, reply, reply.ToBytes(), http.RequestAborted);
                    return !http.RequestAborted.IsCancellationRequested;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            http.Abort();
            return false;
        }
    }

    private static async Task WriteAsync(HttpContext http, IReply reply, byte[] bytes, CancellationToken ct)
    {
        reply.WriteHeaders(http.Response);
        // It has no body, not even an empty one: a write would end the connection after the answer.
        if (http.Response.StatusCode == StatusCodes.Status204NoContent) return;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, ct);
    }

    private async Task WriteHalfAsync(HttpContext http, IReply reply, CancellationToken ct)
    {
        var bytes = reply.ToBytes();
        reply.WriteHeaders(http.Response);
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), ct);
        await http.Response.Body.FlushAsync(ct);
        await CloseAsync(http, ct);
    }

    private static void Reset(HttpContext http)
    {
        if (SocketOf(http) is { } socket) socket.LingerState = new(enable: true, seconds: 0);
        http.Abort();
    }

    private async Task CloseAsync(HttpContext http, CancellationToken ct)
    {
        SocketOf(http)?.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        try
        {
            await Task.Delay(_linger, clock.Underlying, ct);
        }
        catch (OperationCanceledException)
        {
            // The caller has seen the close and closed its side: what was waited for.
        }
        http.Abort();
    }

    private static System.Net.Sockets.Socket? SocketOf(HttpContext http) => http.Features.Get<IConnectionSocketFeature>()?.Socket;
}
