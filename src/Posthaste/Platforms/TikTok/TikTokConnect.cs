using System.Text.RegularExpressions;
using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok;

/// <summary>Turns a pasted token into an account. It lives for a day and cannot be renewed: signing in by browser is the way to stay connected.</summary>
internal sealed partial class TikTokConnect(TikTokAccounts accounts)
{
    public async Task<ConnectResult> RunAsync(ConnectCall call, CancellationToken ct)
    {
        if (!HeaderText().IsMatch(call.AccessToken.Reveal()))
            return Refused("accessToken", "token_malformed", "This is not a token: it is empty, or has spaces or unusual characters.", "Copy the token again, whole and without line breaks.");
        if (call.Login is not (null or TikTokApps.Login))
            return Refused("login", "login_unknown", "TikTok has one kind of sign-in: tiktok.", "Use that word, or leave it out.");

        var (account, answer) = await accounts.ReadAsync(call.AccessToken, ct);
        if (account is null) return new ConnectResult.Refused(answer is TikTokAnswer.Refused { Status: < 500 } ? "accessToken" : null, StepAnswers.Describe(answer));
        return call.RemoteId is { } wanted && wanted != account.RemoteId
            ? Refused("remoteId", "other_account", "The token belongs to another account.", "Leave the id out, or use the open_id that belongs to the token.")
            : new ConnectResult.Connected(account);
    }

    private static ConnectResult.Refused Refused(string field, string code, string message, string advice) =>
        new(field, new PlatformError { Kind = ErrorKind.ReconnectAccount, Code = code, Message = message, Advice = advice, Field = field });

    /// <summary>What may stand in an Authorization header.</summary>
    [GeneratedRegex(@"^[\x21-\x7E]{1,4096}\z")]
    private static partial Regex HeaderText();
}
