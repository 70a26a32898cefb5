using System.Net;
using System.Net.Sockets;

namespace Posthaste.Bench.Stub;

/// <summary>As little of an HTTP server as a measurement needs: on two cores every instruction of it is taken from what is measured.</summary>
internal static class StubServer
{
    /// <param name="port">Of the loopback.</param>
    /// <param name="delay">How long each call takes.</param>
    public static async Task<int> RunAsync(int port, TimeSpan delay, CancellationToken ct)
    {
        var ledger = new StubLedger(delay);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(1024);
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync(ct);
                socket.NoDelay = true;
                _ = new StubConnection(socket, ledger).ServeAsync(ct);
            }
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }
}
