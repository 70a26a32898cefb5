using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Posthaste.Media.Hosting;
using Posthaste.Platforms;

namespace Posthaste.Posts.Readiness;

/// <summary>Whether networks can fetch media from here. Pure; no finding says more of an address than its host.</summary>
internal static class AddressRules
{
    private const string Field = "mediaIds";

    /// <summary>Names that mean something at home only.</summary>
    private static readonly string[] HomeNames = [".localhost", ".local", ".internal", ".lan", ".home", ".home.arpa", ".test", ".invalid"];

    public static Finding? Check(MediaOrigin origin)
    {
        var advice = $"Set {origin.Setting} to the https address under which the world reaches {(IsOurs(origin) ? "this server" : "the media store")}.";
        if (IsPrivate(origin.Url))
            return new("public_url_private", Field, $"Networks fetch media from {Host(origin)}, which only this network can reach.", Advice: advice);
        if (origin.Url.Scheme != Uri.UriSchemeHttps)
            return new("public_url_not_https", Field, $"Networks fetch media from {Host(origin)}, which is not https.", Advice: advice);
        return origin.Url.OriginalString.All(char.IsAscii)
            ? null
            : new("public_url_not_ascii", Field, $"{origin.Setting} has characters beyond ASCII, which networks refuse. Its host in ASCII is {origin.Url.IdnHost}.", Advice: advice);
    }

    public static Finding From(FetchFault fault, MediaOrigin origin, PlatformMedia media, string field)
    {
        var host = Host(origin);
        var server = IsOurs(origin) ? "this server" : "the media store";
        var unchanged = $"See that whatever stands before {server} hands out {(IsOurs(origin) ? "addresses below /m/" : "its addresses")} unchanged.";
        return fault switch
        {
            FetchFault.Unreachable unreachable => new("public_url_unreachable", field, $"Fetching the media from {host}, as the network does, did not work: {unreachable.Reason}.",
                Advice: $"See that {(IsOurs(origin) ? "the server" : "the media store")} can be reached from outside under its public name; the post then goes on by itself."),
            FetchFault.Redirects redirects => new("public_url_redirects", field, $"{host} sends whoever fetches the media elsewhere (status {redirects.Status}), which networks do not follow.",
                Advice: $"Set {origin.Setting} to where it leads, and let no sign-in stand before {(IsOurs(origin) ? "addresses below /m/" : "it")}."),
            FetchFault.WrongType wrong => new("public_url_wrong_type", field, $"{host} answers with {wrong.Found ?? "something unknown"} where the file is {media.ContentType}.",
                Advice: unchanged),
            FetchFault.WrongSize wrong => new("public_url_wrong_size", field, $"{host} answers with {Bytes(wrong.Found)} where the file has {Bytes(media.Bytes)}.",
                Advice: unchanged),
            FetchFault.NoRange => new("public_url_no_range", field, $"{host} does not answer requests for a part of a video, which networks make.",
                Advice: $"Let whatever stands before {server} pass the Range header on."),
            _ => throw new UnreachableException(),
        };
    }

    private static string Host(MediaOrigin origin) => $"{origin.Url.IdnHost} ({origin.Setting})";

    private static bool IsOurs(MediaOrigin origin) => origin.Setting == MediaOrigin.OwnSetting;

    private static string Bytes(long? count) => count is { } known ? $"{known.ToString("N0", CultureInfo.InvariantCulture)} bytes" : "no size";

    private static bool IsPrivate(Uri address)
    {
        var name = address.IdnHost.TrimEnd('.');
        if (IPAddress.TryParse(name.Trim('[', ']'), out var ip)) return IsPrivate(ip);
        return !name.Contains('.', StringComparison.Ordinal) || HomeNames.Any(home => name.EndsWith(home, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsPrivate(IPAddress ip)
    {
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        if (IPAddress.IsLoopback(ip)) return true;
        if (ip.AddressFamily == AddressFamily.InterNetworkV6) return ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal || ip.IsIPv6SiteLocal || ip.Equals(IPAddress.IPv6Any);
        var bytes = ip.GetAddressBytes();
        return bytes[0] is 0 or 10
            || (bytes[0] == 172 && bytes[1] is >= 16 and < 32)
            || (bytes[0] == 192 && bytes[1] == 168)
            || (bytes[0] == 169 && bytes[1] == 254)
            // Shared by the customers of a provider.
            || (bytes[0] == 100 && bytes[1] is >= 64 and < 128);
    }
}
