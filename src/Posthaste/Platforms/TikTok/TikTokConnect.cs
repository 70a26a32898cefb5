using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok;

/// <summary>Turns a pasted token into an account. It lives for a day and cannot be renewed: signing in by browser is the way to stay connected.</summary>
internal sealed class TikTokConnect(TikTokAccounts accounts)
{
    public async Task<ConnectResult> RunAsync(ConnectCall call, CancellationToken ct)
    {
        if (!call.HasHeaderToken) return ConnectResult.Refused.MalformedToken;
        if (call.Login is not (null or TikTokApps.Login))
            return ConnectResult.Refused.For("login", "login_unknown", "TikTok has one kind of sign-in: tiktok.", "Use that word, or leave it out.");

        var (account, answer) = await accounts.ReadAsync(call.AccessToken, ct);
        if (account is null) return new ConnectResult.Refused(answer is TikTokAnswer.Refused { Status: < 500 } ? "accessToken" : null, StepAnswers.Describe(answer));
        return call.RemoteId is { } wanted && wanted != account.RemoteId
            ? ConnectResult.Refused.For("remoteId", "other_account", "The token belongs to another account.", "Leave the id out, or use the open_id that belongs to the token.")
            : new ConnectResult.Connected(account);
    }
}
