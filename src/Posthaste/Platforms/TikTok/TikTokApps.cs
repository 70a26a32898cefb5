namespace Posthaste.Platforms.TikTok;

/// <summary>The app at TikTok: from the settings, else as somebody entered it on screen. Asked for at every call, since it may change meanwhile.</summary>
internal sealed class TikTokApps(TikTokOptions options, IAppKeys keys)
{
    /// <summary>The word for the one way of signing in.</summary>
    public const string Login = "tiktok";

    public TikTokApp App => !string.IsNullOrWhiteSpace(options.ClientKey) || !string.IsNullOrWhiteSpace(options.ClientSecret)
        ? new TikTokApp(options.ClientKey, options.ClientSecret, FromSettings: true)
        : keys.Find(Login) is { } entered ? new TikTokApp(entered.ClientId, entered.ClientSecret.Reveal(), FromSettings: false) : default;
}

/// <summary>One app. Of no use in a log: it prints nothing.</summary>
/// <param name="Key">Null where it is not known.</param>
/// <param name="Secret">Null where it is not known.</param>
/// <param name="FromSettings">The settings have it, or a part of it.</param>
internal readonly record struct TikTokApp(string? Key, string? Secret, bool FromSettings)
{
    public LoginApp ToLoginApp() => new(Key, FromSettings);

    public override string ToString() => "(secret)";
}
