using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Login;

/// <summary>Whether a code is good for the call that brings it.</summary>
internal static class CodeCheck
{
    public static CodeVerdict Judge(FakeCode? code, FakeApp app, GraphParams parameters, DateTimeOffset now)
    {
        if (code is null || code.ClientId != app.ClientId) return CodeVerdict.Unknown;
        if (code.IsUsed) return CodeVerdict.Used;
        if (code.ExpiresAt <= now) return CodeVerdict.Expired;
        if (code.RedirectUri != parameters.Get("redirect_uri")) return CodeVerdict.OtherRedirectUri;
        return code.Challenge is { } challenge && !challenge.IsMetBy(parameters.Get("code_verifier")) ? CodeVerdict.BadVerifier : CodeVerdict.Good;
    }
}

/// <summary>What a code is worth.</summary>
internal enum CodeVerdict
{
    Good,

    /// <summary>No such code, or another app's.</summary>
    Unknown,

    Used,
    Expired,
    OtherRedirectUri,
    BadVerifier,
}
