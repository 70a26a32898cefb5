using System.Net;
using System.Net.Sockets;

namespace Posthaste.Tests;

/// <summary>Ports for servers that must know their address before they listen.</summary>
/// <remarks>
/// They lie below the range from which Linux takes the port of an outgoing call and of a listener that asks for any:
/// nothing else in the run takes one between our look and the server's start, nor while a server is away to start again.
/// </remarks>
internal static class Ports
{
    private const int First = 20_000;
    private const int Count = 10_000;

    // Two runs on one machine begin at different places.
    private static int _last = Environment.ProcessId * 101 % Count;

    /// <summary>A port of 127.0.0.1 that is free and is given out once.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Another program has it.
            }
        }
    }
}
