using System.Text.Json;
using System.Text.RegularExpressions;
using Posthaste.Platforms.Graph;
using Posthaste.Platforms.Instagram.Login;

namespace Posthaste.Platforms.Instagram;

/// <summary>Turns a pasted token into an account, for either login product.</summary>
internal sealed partial class InstagramConnect(GraphApi graph, TokenInspection inspection, InstagramOptions options)
{
    public async Task<ConnectResult> RunAsync(ConnectCall call, CancellationToken ct)
    {
        if (!call.HasHeaderToken) return ConnectResult.Refused.MalformedToken;
        if (call.RemoteId is { } id && !Digits().IsMatch(id))
            return ConnectResult.Refused.For("remoteId", "account_id_malformed", "The account's id is a number such as 17841400000000001.", "Use the id of the Instagram account, not its name.");

        ConnectResult? refused = null;
        foreach (var login in Logins(call))
        {
            var result = login == InstagramLogin.Facebook ? await ByIdAsync(call, ct) : await AsMeAsync(call, ct);
            if (result is ConnectResult.Connected) return result;
            refused ??= result;
        }
        return refused ?? (call.Login is not (null or InstagramLogin.Facebook or InstagramLogin.Instagram)
            ? ConnectResult.Refused.For("login", "login_unknown", "Instagram has two kinds of sign-in: facebook and instagram.", "Use one of the two words, or leave it out.")
            : ConnectResult.Refused.For("remoteId", "account_id_missing", "A token of Facebook Login does not say which Instagram account it is for.", "Give the id of the Instagram account as well."));
    }

    /// <summary>Which logins to try, in order. Tokens of Instagram Login begin with IG; where one host answers for
    /// both products, as a sandbox does, either may work.</summary>
    private IEnumerable<string> Logins(ConnectCall call) => call switch
    {
        { Login: InstagramLogin.Instagram } => [InstagramLogin.Instagram],
        { Login: InstagramLogin.Facebook } => call.RemoteId is null ? [] : [InstagramLogin.Facebook],
        { Login: not null } => [],
        _ when call.AccessToken.Reveal().StartsWith("IG", StringComparison.Ordinal) => [InstagramLogin.Instagram],
        { RemoteId: null } => options.IsOneHostForBoth() ? [InstagramLogin.Instagram] : [],
        _ => options.IsOneHostForBoth() ? [InstagramLogin.Facebook, InstagramLogin.Instagram] : [InstagramLogin.Facebook],
    };

    private async Task<ConnectResult> ByIdAsync(ConnectCall call, CancellationToken ct)
    {
        var answer = await graph.GetAsync(
            Account(call, InstagramLogin.Facebook), call.RemoteId!, [new("fields", "id,username,name,profile_picture_url")], ct);
        if (answer is not GraphAnswer.Done done) return Refuse(answer, "remoteId");
        return Profile(call, done.Body, "id", InstagramLogin.Facebook) is var result && result is ConnectResult.Connected connected
            ? new ConnectResult.Connected(await WithFactsAsync(connected.Account, call.AccessToken, ct))
            : result;
    }

    /// <summary>What the token may do and when it ends, where the app is known that may ask. That it cannot be told keeps nobody from connecting.</summary>
    private async Task<AccountProfile> WithFactsAsync(AccountProfile account, Secret token, CancellationToken ct)
    {
        if (!inspection.IsPossible) return account;
        var (facts, _) = await inspection.ReadAsync(token, ct);
        return facts is { IsValid: true } ? account with { Scopes = facts.Scopes, TokenExpiresAt = facts.ExpiresAt } : account;
    }

    private async Task<ConnectResult> AsMeAsync(ConnectCall call, CancellationToken ct)
    {
        var answer = await graph.GetAsync(
            Account(call, InstagramLogin.Instagram), "me", [new("fields", "user_id,username,name,profile_picture_url")], ct);
        if (answer is not GraphAnswer.Done done) return Refuse(answer, "accessToken");
        // Meta's page wraps the account in a list; the field sees it flat.
        var body = done.Body.Data().FirstOrDefault() is { ValueKind: JsonValueKind.Object } wrapped ? wrapped : done.Body;
        return Profile(call, body, "user_id", InstagramLogin.Instagram);
    }

    private static ConnectResult Profile(ConnectCall call, JsonElement body, string idField, string login)
    {
        if (body.Text(idField) is not { } id || body.Text("username") is not { } username)
            return ConnectResult.Refused.For(login == InstagramLogin.Facebook ? "remoteId" : "accessToken", "not_an_instagram_account", "Instagram answered, but not with a professional Instagram account.", "Use the id and the token of a Business or Creator account, not those of a Facebook Page or person.");
        if (call.RemoteId is { } wanted && wanted != id)
            return ConnectResult.Refused.For("remoteId", "another_account", $"The token belongs to the account {username} with the id {id}.", "Correct the id, or use the token of the other account.");
        return new ConnectResult.Connected(new AccountProfile
        {
            RemoteId = id,
            Username = username,
            DisplayName = body.Text("name"),
            PictureUrl = body.Link("profile_picture_url"),
            Login = login,
        });
    }

    /// <summary>Says what to mend where Graph said no, and nothing where it could not be asked.</summary>
    private static ConnectResult.Refused Refuse(GraphAnswer answer, string fieldInDoubt)
    {
        var error = StepAnswers.Describe(answer);
        if (answer is not GraphAnswer.Refused refused) return new(null, error);
        return InstagramErrors.Table.Find(refused.Error.Code, refused.Error.Subcode)?.Class switch
        {
            GraphErrorClass.Access or GraphErrorClass.Restricted => new("accessToken", error),
            GraphErrorClass.NotFound or GraphErrorClass.Content => new(fieldInDoubt, error with { Kind = ErrorKind.ReconnectAccount }),
            _ => new(null, error),
        };
    }

    private static PlatformAccount Account(ConnectCall call, string login) => new(Guid.Empty, call.RemoteId ?? "me", login, call.AccessToken);

    [GeneratedRegex(@"^[0-9]{1,32}\z")]
    private static partial Regex Digits();
}
