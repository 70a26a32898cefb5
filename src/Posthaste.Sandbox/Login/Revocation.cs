using Posthaste.Sandbox.Accounts;

namespace Posthaste.Sandbox.Login;

/// <summary>The death of tokens other than by time.</summary>
internal static class Revocation
{
    /// <returns>How many died; one that was revoked before keeps its reason.</returns>
    public static int Run(World world, Func<FakeToken, bool> hit, int subcode)
    {
        var dying = world.Tokens.Values.Where(token => token.RevokedSubcode is null && hit(token)).ToList();
        foreach (var token in dying) world.Tokens[token.Value] = token with { RevokedSubcode = subcode };
        if (dying.Count > 0) world.OAuth.TookEffect();
        return dying.Count;
    }
}
