using System.Net;
using System.Net.Sockets;

namespace Posthaste;

/// <summary>Whether an address is one of the public internet: nobody's own network, no machine itself, nothing that a provider answers on from inside.</summary>
/// <remarks>The special-purpose registries of IANA (iana-ipv4-special-registry, iana-ipv6-special-registry), read 2026-11-21. What is not known to be
/// public is not.</remarks>
internal static class PublicIp
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Of IPv6 only 2000::/3 is given out; these lie within it and are none of it.
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");

    /// <summary>Carries an IPv4 address to networks that have none (RFC 6052).</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool IsPublic(IPAddress ip)
    {
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        if (ip.AddressFamily == AddressFamily.InterNetworkV6 && Translated.Contains(ip)) ip = new IPAddress(ip.GetAddressBytes().AsSpan(12));
        return ip.AddressFamily switch
        {
            AddressFamily.InterNetwork => !NotPublic.Any(network => network.Contains(ip)),
            AddressFamily.InterNetworkV6 => ip.ScopeId == 0 && GivenOut.Contains(ip) && !NotPublic.Any(network => network.Contains(ip)),
            _ => false,
        };
    }
}
