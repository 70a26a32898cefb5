using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok;

/// <summary>Reads whose a token is.</summary>
internal sealed class TikTokAccounts(TikTokApi api)
{
    private const string Always = "open_id,display_name,avatar_url";

    /// <summary>The account's name has a permission of its own; without it the name people see has to do.</summary>
    /// <returns>The account, or the answer that has none.</returns>
    public async Task<(AccountProfile? Account, TikTokAnswer Answer)> ReadAsync(Secret token, CancellationToken ct)
    {
        var nobody = new PlatformAccount(Guid.Empty, "", TikTokApps.Login, token);
        var answer = await api.GetAsync(nobody, $"v2/user/info/?fields={Always},username", ct);
        if (answer is TikTokAnswer.Refused { Code: "scope_not_authorized" }) answer = await api.GetAsync(nobody, $"v2/user/info/?fields={Always}", ct);
        if (answer is not TikTokAnswer.Done done || !done.Data.TryGetProperty("user", out var user) || user.Word("open_id") is not { } id) return (null, answer);
        return (new AccountProfile
        {
            RemoteId = id,
            Username = user.Word("username") ?? user.Word("display_name") ?? id,
            DisplayName = user.Word("display_name"),
            PictureUrl = Uri.TryCreate(user.Word("avatar_url"), UriKind.Absolute, out var picture) && picture.Scheme is "https" or "http" ? picture : null,
            Login = TikTokApps.Login,
        }, answer);
    }
}
