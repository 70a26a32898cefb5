namespace Posthaste.Platforms.Instagram.Login;

/// <summary>What the two logins have in common.</summary>
internal static class LoginSettings
{
    /// <returns>The keys of those that are not given.</returns>
    public static IReadOnlyList<string> Missing(params ReadOnlySpan<(string Key, string? Value)> settings)
    {
        var missing = new List<string>();
        foreach (var (key, value) in settings)
        {
            if (string.IsNullOrWhiteSpace(value)) missing.Add($"{InstagramOptions.Section}:{key}");
        }
        return missing;
    }

    /// <summary>Instagram appends <c>#_</c> to the address it sends people back to; some browsers and proxies make it part of the code.</summary>
    public static string WithoutTail(Secret code) => code.Reveal() is var text && text.EndsWith("#_", StringComparison.Ordinal) ? text[..^2] : text;

    /// <summary>Ending what was granted is not possible from here.</summary>
    public static PlatformError OnlyByPerson(string message, string where) => new()
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "revoke_by_person",
        Message = message,
        Advice = $"The token is forgotten here. To end it at the network too, remove the app there ({where}).",
    };
}
