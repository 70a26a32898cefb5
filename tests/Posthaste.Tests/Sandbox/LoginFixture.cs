using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Posthaste.Tests.Sandbox;

/// <summary>A sandbox with somebody who logs in: fills in the consent pages as a browser would, and brings codes to the token endpoints.</summary>
public abstract partial class LoginFixture : SandboxFixture
{
    internal const string FacebookApp = "1000000000000001";
    internal const string FacebookSecret = "sandbox-facebook-secret";
    internal const string FacebookBack = "http://127.0.0.1:5080/connect/facebook/callback";
    internal const string FacebookScopes =
        "instagram_basic,instagram_content_publish,instagram_manage_comments,instagram_manage_insights,pages_show_list,pages_read_engagement";

    internal const string InstagramApp = "2000000000000002";
    internal const string InstagramSecret = "sandbox-instagram-secret";
    internal const string InstagramBack = "http://127.0.0.1:5080/connect/instagram/callback";
    internal const string InstagramScopes = "instagram_business_basic,instagram_business_content_publish,instagram_business_manage_comments";

    internal const string Person = "37841400000000001";
    internal const string PageId = "1841400000000001";

    /// <summary>Does not follow redirects: they lead to the app.</summary>
    private readonly HttpClient _browser = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    internal static string FacebookDialog(string? redirectUri = null, string scope = FacebookScopes, string extra = "&state=s1") =>
        $"/v26.0/dialog/oauth?client_id={FacebookApp}&redirect_uri={Uri.EscapeDataString(redirectUri ?? FacebookBack)}&scope={scope}{extra}";

    internal static string InstagramDialog(string? redirectUri = null, string scope = InstagramScopes, string extra = "&state=s1") =>
        $"/oauth/authorize?client_id={InstagramApp}&redirect_uri={Uri.EscapeDataString(redirectUri ?? InstagramBack)}&response_type=code&scope={scope}{extra}";

    internal async Task<ConsentPage> OpenAsync(string path) => await ConsentPage.FromAsync(await _browser.GetAsync(new Uri(Http.BaseAddress!, path), Ct));

    /// <summary>Sends the page's form as a browser does: what is ticked and not disabled.</summary>
    /// <param name="path">The dialog's address.</param>
    /// <param name="decision">Which button.</param>
    /// <param name="change">Unticks or chooses otherwise: takes the fields, gives back the fields.</param>
    internal async Task<ConsentPage> DecideAsync(string path, string decision, Func<List<(string Name, string Value)>, List<(string Name, string Value)>>? change = null)
    {
        var page = await OpenAsync(path);
        Assert.Equal(200, page.Status);
        var fields = FieldPattern().Matches(page.Html).Where(field => !field.Value.Contains(" disabled", StringComparison.Ordinal)
                && (field.Groups["type"].Value == "hidden" || field.Value.Contains(" checked", StringComparison.Ordinal)))
            .Select(field => (field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value))).ToList();
        if (change is not null) fields = change(fields);
        using var body = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2)), KeyValuePair.Create("decision", decision)]);
        var action = WebUtility.HtmlDecode(ActionPattern().Match(page.Html).Groups["action"].Value);
        return await ConsentPage.FromAsync(await _browser.PostAsync(new Uri(Http.BaseAddress!, action), body, Ct));
    }

    internal async Task<string> CodeAsync(string path, Func<List<(string Name, string Value)>, List<(string Name, string Value)>>? change = null) =>
        (await DecideAsync(path, "continue", change)).Query["code"];

    internal Task<Answer> FacebookTokenOfAsync(string code, string? redirectUri = null, string secret = FacebookSecret, string extra = "") => GetAsync(
        $"/v26.0/oauth/access_token?client_id={FacebookApp}&client_secret={secret}&redirect_uri={Uri.EscapeDataString(redirectUri ?? FacebookBack)}&code={code}{extra}");

    internal Task<Answer> LongFacebookAsync(string token) => GetAsync(
        $"/v26.0/oauth/access_token?grant_type=fb_exchange_token&client_id={FacebookApp}&client_secret={FacebookSecret}&fb_exchange_token={token}");

    internal Task<Answer> InstagramTokenOfAsync(string code, string? redirectUri = null, string secret = InstagramSecret, string client = InstagramApp) => PostAsync(
        "/oauth/access_token", ("client_id", client), ("client_secret", secret), ("grant_type", "authorization_code"), ("redirect_uri", redirectUri ?? InstagramBack), ("code", code));

    internal Task<Answer> LongInstagramAsync(string token, string secret = InstagramSecret) =>
        GetAsync($"/access_token?grant_type=ig_exchange_token&client_secret={secret}&access_token={token}");

    internal Task<Answer> RefreshAsync(string token) => GetAsync($"/refresh_access_token?grant_type=ig_refresh_token&access_token={token}");

    /// <summary>A short-lived token of a person who agreed to everything.</summary>
    internal async Task<string> ShortFacebookAsync(string scope = FacebookScopes) => TokenIn(await FacebookTokenOfAsync(await CodeAsync(FacebookDialog(scope: scope))));

    internal async Task<string> LongFacebookAsync() => TokenIn(await LongFacebookAsync(await ShortFacebookAsync()));

    /// <summary>The token of the only Page.</summary>
    internal async Task<string> PageTokenAsync(string userToken) =>
        (string)(await GetAsync($"/v26.0/me/accounts?access_token={userToken}")).Body["data"]![0]!["access_token"]!;

    internal async Task<string> LongInstagramAsync() =>
        TokenIn(await LongInstagramAsync(TokenIn(await InstagramTokenOfAsync(await CodeAsync(InstagramDialog())))));

    internal static string TokenIn(Answer answer)
    {
        Assert.Equal(200, answer.Status);
        return (string)answer.Body["access_token"]!;
    }

    internal Task<Answer> ChangeAppAsync(string clientId, object change) => ControlAsync(HttpMethod.Patch, $"apps/{clientId}", change);

    internal async Task<JsonNode> OAuthLedgerAsync(string query = "") => (await ControlAsync(HttpMethod.Get, $"oauth{query}")).Body;

    protected override void DisposeMore() => _browser.Dispose();

    [GeneratedRegex("""<input type="(?<type>\w+)" name="(?<name>\w+)" value="(?<value>[^"]*)"[^>]*>""")]
    private static partial Regex FieldPattern();

    [GeneratedRegex("""<form [^>]*action="(?<action>[^"]*)">""")]
    private static partial Regex ActionPattern();
}

/// <summary>What a browser got.</summary>
internal sealed record ConsentPage(int Status, string Html, string? Location, HttpResponseMessage Response)
{
    /// <summary>Of the address the person is sent back to, without its fragment.</summary>
    public IReadOnlyDictionary<string, string> Query =>
        QueryHelpers.ParseQuery(new Uri(Location!).Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);

    public static async Task<ConsentPage> FromAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers.Location?.OriginalString, response);
}
