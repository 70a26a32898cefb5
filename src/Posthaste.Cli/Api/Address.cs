using System.Net;
using System.Text;

namespace Posthaste.Cli.Api;

/// <summary>Addresses: the server's, and those below it.</summary>
internal static class Address
{
    /// <param name="text">As a person gives it; the API's path may follow it.</param>
    /// <exception cref="CommandFailedException">It is no address of a server.</exception>
    public static Uri OfServer(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
            throw new CommandFailedException(ExitCode.Usage, $"\"{text}\" is not the address of a server; expected is one such as https://posthaste.example.");
        var path = url.AbsolutePath.TrimEnd('/');
        if (path.EndsWith("/api/v1", StringComparison.Ordinal)) path = path[..^"/api/v1".Length];
        return new Uri(url.GetLeftPart(UriPartial.Authority) + path + "/");
    }

    /// <summary>As it is shown and kept: without the slash at its end.</summary>
    public static string Shown(Uri server) => server.AbsoluteUri.TrimEnd('/');

    /// <summary>Whether what is sent there can be read on the way.</summary>
    public static bool IsOpen(Uri server) =>
        server.Scheme == "http" && !server.IsLoopback && !(IPAddress.TryParse(server.Host, out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>Adds what is not null; a name may come several times.</summary>
    public static string With(string path, params IEnumerable<(string Name, string? Value)> query)
    {
        var text = new StringBuilder(path);
        foreach (var (name, value) in query)
        {
            if (value is null) continue;
            text.Append(text.Length == path.Length ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
        return text.ToString();
    }
}
