using System.Diagnostics;
using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok.Login;

/// <summary>Why a sign-in or a renewal did not give a token, in words of ours.</summary>
/// <remarks>docs/platforms/tiktok.md#signing-in-by-browser.</remarks>
internal static class LoginErrors
{
    private const string Again = "Begin again from the page of connections.";

    public static PlatformError Of(TikTokAnswer answer) => answer switch
    {
        TikTokAnswer.NotSent => Unreachable("TikTok could not be reached."),
        TikTokAnswer.Lost => Unreachable("The connection to TikTok ended before its answer was read; the sign-in may be used up."),
        TikTokAnswer.Refused { Status: >= 500 } refused => Unreachable("TikTok has trouble of its own.") with { PlatformMessage = refused.Message },
        TikTokAnswer.Refused refused => Of(refused) with { Subcode = refused.Code, PlatformMessage = refused.Message },
        TikTokAnswer.Unreadable or TikTokAnswer.Done => Unreachable("TikTok's answer could not be read."),
        _ => throw new UnreachableException(),
    };

    private static PlatformError Of(TikTokAnswer.Refused refused) => refused.Code switch
    {
        "invalid_client" or "unauthorized_client" or "invalid_scope" => new PlatformError
        {
            Kind = ErrorKind.ReconnectAccount,
            Code = "app_refused",
            Message = "TikTok does not accept the app: its key or secret is wrong, or it is not set up for this.",
            Advice = "Check the app's key and secret in the settings (Platforms:TikTok), its products, scopes and status at TikTok.",
        },
        "invalid_grant" => CodeRefused("TikTok did not take the sign-in: it is too old, was used before, or was taken back."),
        "rate_limit_exceeded" => new PlatformError { Kind = ErrorKind.WaitUntil, Code = "network_busy", Message = "The app has made too many calls to TikTok.", Advice = "Wait a minute, then begin again." },
        _ => CodeRefused("TikTok did not take this sign-in."),
    };

    private static PlatformError Unreachable(string message) => new() { Kind = ErrorKind.RetryLater, Code = "network_unreachable", Message = message, Advice = Again };

    private static PlatformError CodeRefused(string message) => new()
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "code_refused",
        Message = message,
        Advice = $"{Again} If that happens each time, check the app's key and secret, and that the address people come back to is registered at TikTok letter by letter.",
    };
}
