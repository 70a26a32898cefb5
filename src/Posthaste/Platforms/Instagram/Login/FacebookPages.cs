using System.Text.Json;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram.Login;

/// <summary>Reads the Pages that a person shared, all of them, with their Instagram accounts and tokens.</summary>
internal sealed class FacebookPages(GraphApi graph)
{
    private const int PageSize = 100;

    /// <summary>Bounds a list that never ends: five thousand Pages.</summary>
    private const int MaxRounds = 50;

    private const string Fields = "id,name,access_token,instagram_business_account{id,username,name,profile_picture_url}";

    /// <returns>The Pages, or the answer in the way.</returns>
    public async Task<(IReadOnlyList<SharedPage> Pages, GraphAnswer? Failure)> ListAsync(Secret userToken, CancellationToken ct)
    {
        var person = new PlatformAccount(Guid.Empty, "me", InstagramLogin.Facebook, userToken);
        var (pages, after) = (new List<SharedPage>(), (string?)null);
        for (var round = 0; round < MaxRounds; round++)
        {
            List<KeyValuePair<string, string>> query = [new("fields", Fields), new("limit", $"{PageSize}")];
            if (after is not null) query.Add(new("after", after));
            var answer = await graph.GetAsync(person, "me/accounts", query, ct);
            if (answer is not GraphAnswer.Done done) return ([], answer);
            pages.AddRange(done.Body.Data().Select(Read));
            after = done.Body.Next();
            if (after is null) break;
        }
        return (pages, null);
    }

    private static SharedPage Read(JsonElement page) => new(
        page.Text("name") ?? page.Text("id") ?? "",
        page.Text("access_token") is { } token ? new Secret(token) : null,
        page.TryGetProperty("instagram_business_account", out var account) ? Profile(account) : null);

    private static AccountProfile? Profile(JsonElement account) => account.Text("id") is not { } id ? null : new AccountProfile
    {
        RemoteId = id,
        Username = account.Text("username") ?? id,
        DisplayName = account.Text("name"),
        PictureUrl = account.Link("profile_picture_url"),
        Login = InstagramLogin.Facebook,
    };
}

/// <summary>A Page.</summary>
/// <param name="Name">For people.</param>
/// <param name="Token">Null where the person may not act for it.</param>
/// <param name="Account">The professional Instagram account that is linked to it; null where there is none.</param>
internal sealed record SharedPage(string Name, Secret? Token, AccountProfile? Account);
