using Posthaste.Sandbox.Accounts;

namespace Posthaste.Sandbox.Login;

/// <summary>The tokens of Pages, given out with the list of Pages.</summary>
internal static class PageTokens
{
    /// <summary>The same one at every call. From a long-lived token it never expires by time; from a short-lived one it ends with that.
    /// For a token made by the control API it is that token: the sandbox keeps one kind of those.</summary>
    public static FakeToken For(World world, FakeToken token, FakeAccount account, DateTimeOffset now)
    {
        if (token.Kind is TokenKind.Page || token.ClientId is null) return token;
        var known = world.Tokens.Values.FirstOrDefault(page => page.UserToken == token.Value && page.AccountId == account.Id && page.RevokedSubcode is null);
        return known ?? world.Issue(token with
        {
            Value = $"EAAsandboxPage{NewIds.Random(24)}",
            AccountId = account.Id,
            Shared = null,
            Kind = TokenKind.Page,
            IsShort = false,
            IssuedAt = now,
            ExpiresAt = token.IsShort ? token.ExpiresAt : null,
            UserToken = token.Value,
        });
    }
}
