using System.Security.Cryptography;
using System.Text;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Login;

/// <summary>What an app's own state does to the calls made with its tokens.</summary>
internal static class SecretProof
{
    /// <returns>Null when the call may go on.</returns>
    public static GraphError? Check(World world, FakeToken token, GraphCall call)
    {
        if (token.ClientId is null || world.Apps.GetValueOrDefault(token.ClientId) is not { } app) return null;
        if (app.Mode is AppMode.Misconfigured) return LoginErrors.UnsupportedRequest(call.Method);
        if (call.Params.Get("appsecret_proof") is not { } proof) return app.RequireProof ? LoginErrors.NoProof() : null;
        // The time is signed along where it is sent. How old it may be is not documented, and not looked at.
        var signed = call.Params.Get("appsecret_time") is { } time ? $"{token.Value}|{time}" : token.Value;
        return proof == Of(app.Secret, signed) ? null : LoginErrors.BadProof();
    }

    /// <summary>HMAC-SHA256 with the secret as key, in lower-case hex.</summary>
    public static string Of(string secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
