namespace Posthaste.Platforms;

/// <summary>The server of an account, as a person writes it: with or without https://, with or without what follows the host.</summary>
public static class ServerAddress
{
    private const int MaxLength = 300;

    /// <summary>Whether a setting is the address of a web server.</summary>
    internal static bool IsWeb(Uri address) => address is { IsAbsoluteUri: true, Scheme: "https" or "http" };

    internal static bool IsWebOrNone(Uri? address) => address is null || IsWeb(address);

    /// <summary>Reads scheme, host and port; what follows them is left out. No name is looked up: that is for the call (<see cref="HostGuard"/>).</summary>
    /// <param name="text">As written.</param>
    /// <param name="takesPlainHttp">For a sandbox on this machine.</param>
    /// <returns>Null where it is no address of a web server.</returns>
    public static Uri? Read(string text, bool takesPlainHttp = false)
    {
        text = text.Trim();
        if (text.Length is 0 or > MaxLength) return null;
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(whole, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (takesPlainHttp && address.Scheme == Uri.UriSchemeHttp))
            && address is { UserInfo: "", Host.Length: > 0 }
            ? new Uri(address.GetLeftPart(UriPartial.Authority))
            : null;
    }
}
