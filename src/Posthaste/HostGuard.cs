using System.Net;
using System.Net.Sockets;

namespace Posthaste;

/// <summary>Decides which hosts the server goes to where somebody else names them: only those of the public web, so that nobody reaches through it what only it can. Each name is
/// looked up once, and the connection goes to the very address that was looked at: a name that changes its mind in between gains nothing.</summary>
internal sealed class HostGuard
{
    /// <summary>The addresses behind a name; the system's resolver outside of tests.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    public Func<IPAddress, bool> MayReach { get; init; } = PublicIp.IsPublic;

    /// <summary>Goes where it is let, and does nothing by itself: no redirect, no cookie, no password, no trace.</summary>
    /// <param name="connect">Opens a connection to a host, or refuses it.</param>
    public static SocketsHttpHandler CreateHandler(Func<DnsEndPoint, CancellationToken, ValueTask<Stream>> connect) => new()
    {
        // Each hop is looked at before it is made.
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would look names up where we cannot see it.
        UseProxy = false,
        Credentials = null,
        PreAuthenticate = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = (context, ct) => connect(context.DnsEndPoint, ct),
        // Each call looks the name up anew: one that turned to a private address is noticed.
        PooledConnectionLifetime = TimeSpan.Zero,
        MaxResponseHeadersLength = 64,
        ActivityHeadersPropagator = null,
    };

    /// <summary>False where the address names no host but an IP that may not be gone to. A name is looked up only when it is gone to.</summary>
    public bool MayName(Uri address) =>
        address.HostNameType is not (UriHostNameType.IPv4 or UriHostNameType.IPv6) || !IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var ip) || MayReach(ip);

    /// <summary>Looks the host up and connects to what was found.</summary>
    /// <exception cref="HostNotPublicException">The host is not of the public web.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken ct)
    {
        IPAddress[] found = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await Resolve(host.Host, ct);
        // One that is not public is enough: who owns the name put it there to be gone to.
        if (!found.All(MayReach)) throw new HostNotPublicException(host.Host);

        // The first that answers, IPv4 first: it is reached from everywhere.
        var addresses = found.OrderBy(ip => ip.AddressFamily == AddressFamily.InterNetworkV6).ToList();
        for (var i = 0; ; i++)
        {
            if (i == addresses.Count) throw new SocketException((int)SocketError.HostNotFound);
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], host.Port), ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i < addresses.Count - 1)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}

/// <summary>A host lies in no public network.</summary>
internal sealed class HostNotPublicException(string host) : Exception($"{host} is not on the public web.")
{
    public string Host { get; } = host;
}
