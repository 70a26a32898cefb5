using Posthaste.Platforms.Mastodon.Answers;

namespace Posthaste.Platforms.Mastodon;

/// <summary>Turns a pasted token into an account. The token is of the person's own application at their server, and has no end.</summary>
internal sealed class MastodonConnect(MastodonAccounts accounts)
{
    public static ConnectForm Form(MastodonOptions options) => new()
    {
        SecretLabel = "Access token",
        SecretHelp = "At your server: Preferences → Development → New application. Tick read:accounts, read:statuses, write:statuses and write:media, then open the application and copy “Your access token”.",
        AccountLabel = "The account’s id at its server",
        AccountHelp = null,
        ServerLabel = "Server",
        UsualServer = options.Server,
    };

    public async Task<ConnectResult> RunAsync(ConnectCall call, CancellationToken ct)
    {
        if (!call.HasHeaderToken) return ConnectResult.Refused.MalformedToken;
        if (call.Login is not null) return ConnectResult.Refused.For("login", "login_unknown", "Mastodon has one kind of sign-in.", "Leave the login out.");
        if (call.Server is null) return ConnectResult.Refused.For("server", "server_missing", "Mastodon has many servers, and nobody said which.", "Give server: the address of the account's server.");

        var (account, answer) = await accounts.ReadAsync(call.Server, call.AccessToken, ct);
        if (account is null) return Judge(answer);
        return call.RemoteId is { } wanted && wanted != account.RemoteId && wanted != account.RemoteId.Split('@')[0]
            ? ConnectResult.Refused.For("remoteId", "other_account", "The token belongs to another account.", "Leave the id out, or use the one that belongs to the token.")
            : new ConnectResult.Connected(account);
    }

    private static ConnectResult.Refused Judge(MastodonAnswer answer) => answer switch
    {
        MastodonAnswer.Refused { Status: 401 or 403 or 422 } => new("accessToken", StepAnswers.Describe(answer) with
        {
            Advice = "Copy the token again from the account's own server (Preferences → Development), and check that the application may read:accounts.",
            Field = "accessToken",
        }),
        MastodonAnswer.Unreadable { Status: >= 300 and < 400 } => ConnectResult.Refused.For("server", "server_redirects", "The server sends its callers to another address.", "Give the address at which the server itself is, as it stands in the browser where you read your posts."),
        MastodonAnswer.Done or MastodonAnswer.Refused { Status: 404 } or MastodonAnswer.Unreadable { Status: < 500 and not 429 } =>
            ConnectResult.Refused.For("server", "server_not_mastodon", "This server does not answer as a Mastodon server does.", "Check the address: it is that of your server, such as https://mastodon.social."),
        MastodonAnswer.NotSent => new("server", StepAnswers.Describe(answer) with { Advice = "Check the server's address.", Field = "server" }),
        _ => new(null, StepAnswers.Describe(answer)),
    };
}
