using System.Text.Json;
using System.Text.RegularExpressions;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Facebook;

/// <summary>Turns a Page's pasted token into a channel.</summary>
internal sealed partial class FacebookConnect(GraphApi graph, FacebookOptions options)
{
    public static ConnectForm Form { get; } = new()
    {
        SecretLabel = "Page access token",
        SecretHelp = "In the Graph API Explorer of your app at Meta, with pages_show_list, pages_read_engagement and pages_manage_posts: choose the Page under “User or Page”. Made from a long-lived token it has no end.",
        AccountLabel = "The Page’s id",
        AccountHelp = "Not needed: the token tells the Page. Given, both must fit.",
    };

    public async Task<ConnectResult> RunAsync(ConnectCall call, CancellationToken ct)
    {
        if (!call.HasHeaderToken) return ConnectResult.Refused.MalformedToken;
        if (call.Login is not null) return ConnectResult.Refused.For("login", "login_unknown", "Facebook Pages are connected by their token alone.", "Leave the login out.");
        if (call.RemoteId is { } id && !Digits().IsMatch(id))
            return ConnectResult.Refused.For("remoteId", "account_id_malformed", "A Page's id is a number such as 61550000000001.", "Use the id of the Page, not its name, or leave it out.");

        // Of a person there is no category: their token is refused here, and not at the first post.
        var answer = await graph.GetAsync(AccountOf(call.AccessToken), "me", [new("fields", "id,name,username,category,picture{url}")], ct);
        if (answer is not GraphAnswer.Done done) return Refuse(answer);
        if (done.Body.Text("id") is not { } pageId || done.Body.Text("name") is not { } name || done.Body.Text("category") is null) return NoPage();
        return call.RemoteId is { } wanted && wanted != pageId
            ? ConnectResult.Refused.For("remoteId", "another_account", $"The token belongs to the Page {name} with the id {pageId}.", "Correct the id, or use the token of the other Page.")
            : new ConnectResult.Connected(await WithFactsAsync(new AccountProfile
            {
                RemoteId = pageId,
                Username = done.Body.Text("username") ?? name,
                DisplayName = name,
                PictureUrl = PictureOf(done.Body),
            }, call.AccessToken, ct));
    }

    /// <summary>What the token may do and when it ends, where the app is known that may ask. That it cannot be told keeps nobody from connecting.</summary>
    private async Task<AccountProfile> WithFactsAsync(AccountProfile account, Secret token, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(options.AppId) || string.IsNullOrEmpty(options.AppSecret)) return account;
        var app = AccountOf(new Secret($"{options.AppId}|{options.AppSecret}"));
        var answer = await graph.GetAsync(app, "debug_token", [new("input_token", token.Reveal())], ct);
        if (answer is not GraphAnswer.Done done || !done.Body.TryGetProperty("data", out var data) || data.ValueKind is not JsonValueKind.Object) return account;
        if (!data.TryGetProperty("is_valid", out var valid) || valid.ValueKind is not JsonValueKind.True) return account;
        return account with
        {
            Scopes = data.TryGetProperty("scopes", out var scopes) && scopes.ValueKind is JsonValueKind.Array
                ? [.. scopes.EnumerateArray().Select(scope => scope.GetString()).OfType<string>()]
                : null,
            // Zero stands for never, which is how a Page's token is where it was made from a long-lived one.
            TokenExpiresAt = long.TryParse(data.Text("expires_at"), out var seconds) && seconds is > 0 and < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        };
    }

    /// <summary>Says what to mend where Graph said no, and nothing where it could not be asked.</summary>
    private static ConnectResult.Refused Refuse(GraphAnswer answer)
    {
        var error = GraphFailure.Describe(answer, FacebookErrors.Table);
        if (answer is not GraphAnswer.Refused refused) return new(null, error);
        return FacebookErrors.Table.Find(refused.Error.Code, refused.Error.Subcode)?.Class switch
        {
            GraphErrorClass.Access or GraphErrorClass.Restricted => new("accessToken", error),
            GraphErrorClass.NotFound or GraphErrorClass.Content => NoPage(error.PlatformMessage),
            _ => new(null, error),
        };
    }

    private static ConnectResult.Refused NoPage(string? said = null) => new("accessToken", new PlatformError
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "not_a_page",
        Message = "This token is not one of a Facebook Page.",
        Advice = "Use the Page's own token, not that of a person or of an Instagram account.",
        PlatformMessage = said,
    });

    private static Uri? PictureOf(JsonElement page) =>
        page.TryGetProperty("picture", out var picture) && picture.ValueKind is JsonValueKind.Object && picture.TryGetProperty("data", out var data) ? data.Link("url") : null;

    private static PlatformAccount AccountOf(Secret token) => new(Guid.Empty, "me", null, token);

    [GeneratedRegex(@"^[0-9]{1,32}\z")]
    private static partial Regex Digits();
}
