using System.Text.Json;
using Posthaste.Platforms;

namespace Posthaste.Channels.Logins;

/// <summary>Keeps accounts and what opens them while a person chooses: as one sealed text, bound to the sign-in.</summary>
internal static class SealedGrants
{
    public static string Seal(TokenVault vault, Guid attemptId, IReadOnlyList<AccountGrant> grants) =>
        vault.Seal(new Secret(JsonSerializer.Serialize(grants.Select(Kept.From))), attemptId);

    /// <exception cref="SealedTokenException">Its key is gone, or it belongs to another sign-in.</exception>
    public static IReadOnlyList<AccountGrant> Open(TokenVault vault, Guid attemptId, string text) =>
        [.. JsonSerializer.Deserialize<List<Kept>>(vault.Open(text, attemptId).Reveal())!.Select(kept => kept.ToGrant())];

    /// <summary>A secret prints nothing, so it must be spelled out to be kept.</summary>
    private sealed record Kept(AccountProfile Account, string Access, string? Grant, DateTimeOffset? GrantExpiresAt, string? GrantorId)
    {
        public static Kept From(AccountGrant grant) =>
            new(grant.Account, grant.Tokens.Access.Reveal(), grant.Tokens.Grant?.Reveal(), grant.Tokens.GrantExpiresAt, grant.GrantorId);

        public AccountGrant ToGrant() => new()
        {
            Account = Account,
            Tokens = new AccountTokens(new Secret(Access), Grant is null ? null : new Secret(Grant), GrantExpiresAt),
            GrantorId = GrantorId,
        };

        public override string ToString() => "(secret)";
    }
}
