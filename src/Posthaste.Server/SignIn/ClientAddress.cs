using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.SignIn;

/// <summary>Where a request came from. Behind a proxy that is what the proxy says, if it is one of <c>Api:TrustedProxies</c>.</summary>
internal static class ClientAddress
{
    public static void AddTrustedProxies(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().Validate(
            api => Networks(api.TrustedProxies) is not null,
            "Api:TrustedProxies: expected is a comma list of addresses and networks such as 127.0.0.1,10.0.0.0/8.");
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ApiOptions>>((forwarded, api) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in Networks(api.Value.TrustedProxies) ?? []) forwarded.KnownIPNetworks.Add(network);
        });
    }

    public static void UseTrustedProxies(this WebApplication app)
    {
        // With no proxy named the middleware would believe everybody.
        if (app.Configuration[$"{ApiOptions.Section}:{nameof(ApiOptions.TrustedProxies)}"] is { Length: > 0 }) app.UseForwardedHeaders();
    }

    /// <returns>An IPv4 address, or an IPv6 network of 64 bits, which is what one customer has; null where it is not known.</returns>
    public static string? Of(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } ip) return null;
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        if (ip.AddressFamily != AddressFamily.InterNetworkV6) return ip.ToString();
        var bytes = ip.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }

    public static SessionOrigin OriginOf(HttpContext context) =>
        new(Of(context), context.Request.Headers.UserAgent is { Count: > 0 } client ? client.ToString() : null);

    /// <returns>Null where the list cannot be read.</returns>
    private static List<System.Net.IPNetwork>? Networks(string? list)
    {
        var networks = new List<System.Net.IPNetwork>();
        foreach (var text in (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (System.Net.IPNetwork.TryParse(text, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(text, out var ip)) networks.Add(new System.Net.IPNetwork(ip, ip.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            else return null;
        }
        return networks;
    }
}
