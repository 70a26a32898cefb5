namespace Posthaste.Platforms.Instagram;

/// <summary>The apps at Meta: from the settings, else as somebody entered them on screen. Asked for at every call, since they may change meanwhile.</summary>
internal sealed class InstagramApps(InstagramOptions options, IAppKeys keys)
{
    public InstagramApp Facebook => Of(InstagramLogin.Facebook, options.AppId, options.AppSecret);

    public InstagramApp Instagram => Of(InstagramLogin.Instagram, options.InstagramAppId, options.InstagramAppSecret);

    /// <summary>What no error of the network may repeat.</summary>
    public IEnumerable<string?> Secrets => [Facebook.Secret, Instagram.Secret];

    private InstagramApp Of(string login, string? id, string? secret) => !string.IsNullOrWhiteSpace(id) || !string.IsNullOrWhiteSpace(secret)
        ? new InstagramApp(id, secret, FromSettings: true)
        : keys.Find(login) is { } entered ? new InstagramApp(entered.ClientId, entered.ClientSecret.Reveal(), FromSettings: false) : default;
}

/// <summary>One app. Of no use in a log: it prints nothing.</summary>
/// <param name="Id">Null where it is not known.</param>
/// <param name="Secret">Null where it is not known.</param>
/// <param name="FromSettings">The settings have it, or a part of it.</param>
internal readonly record struct InstagramApp(string? Id, string? Secret, bool FromSettings)
{
    public bool IsWhole => !string.IsNullOrEmpty(Id) && !string.IsNullOrEmpty(Secret);

    public LoginApp ToLoginApp() => new(Id, FromSettings);

    public override string ToString() => "(secret)";
}
