using Posthaste.Platforms.Mastodon.Answers;

namespace Posthaste.Platforms.Mastodon;

/// <summary>Reads whose a token is. An id is good at one server only, so ours is the id and the server's host together.</summary>
internal sealed class MastodonAccounts(MastodonApi api)
{
    /// <summary>The account's id as its server knows it.</summary>
    public static string IdOf(PlatformAccount account) => account.RemoteId.Split('@')[0];

    /// <returns>The account, or the answer that has none.</returns>
    public async Task<(AccountProfile? Account, MastodonAnswer Answer)> ReadAsync(Uri server, Secret token, CancellationToken ct)
    {
        var answer = await api.GetAsync(new PlatformAccount(Guid.Empty, "", null, token) { Server = server }, "api/v1/accounts/verify_credentials", ct);
        if (answer is not MastodonAnswer.Done done || done.Body.Word("id") is not { } id || done.Body.Word("username") is not { } name) return (null, answer);
        return (new AccountProfile
        {
            RemoteId = $"{id}@{server.Authority.ToLowerInvariant()}",
            Username = $"{name}@{server.Authority.ToLowerInvariant()}",
            DisplayName = done.Body.Word("display_name"),
            PictureUrl = done.Body.Link("avatar_static") ?? done.Body.Link("avatar"),
            Server = server,
        }, answer);
    }
}
