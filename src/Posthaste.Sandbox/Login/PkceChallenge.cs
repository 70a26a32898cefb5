using System.Security.Cryptography;
using System.Text;

namespace Posthaste.Sandbox.Login;

/// <summary>The challenge a dialog was opened with (RFC 7636).</summary>
/// <param name="Value">As sent.</param>
/// <param name="IsPlain">Whether it is the verifier itself and not its hash.</param>
internal sealed record PkceChallenge(string Value, bool IsPlain)
{
    public bool IsMetBy(string? verifier) => verifier is not null && Value == (IsPlain ? verifier : Hash(verifier));

    private static string Hash(string verifier) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
