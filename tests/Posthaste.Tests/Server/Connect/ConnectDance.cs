using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Events;
using Posthaste.Tests.Sandbox;
using Posthaste.Tests.Server.Members;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Server.Connect;

/// <summary>A server whose apps are registered at the sandbox, and its owner in a browser, who goes there and back again: forms are filled in as they stand, and
/// redirects are followed one by one.</summary>
internal sealed partial class ConnectDance : IAsyncDisposable
{
    private readonly HttpClient _outside = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private ConnectDance(ServerUnderTest server, Browser owner) => (Server, Owner, Http) = (server, owner, ClientOf(server, owner));

    public ServerUnderTest Server { get; }

    public Browser Owner { get; }

    /// <summary>The owner's browser; does not follow redirects.</summary>
    public HttpClient Http { get; }

    public const string TikTokApp = "sandboxtiktokkey";

    public static Dictionary<string, string> Settings => new(TeamServer.Settings)
    {
        ["Platforms:Instagram:AppId"] = LoginFixture.FacebookApp,
        ["Platforms:Instagram:AppSecret"] = LoginFixture.FacebookSecret,
        ["Platforms:Instagram:InstagramAppId"] = LoginFixture.InstagramApp,
        ["Platforms:Instagram:InstagramAppSecret"] = LoginFixture.InstagramSecret,
        ["Platforms:TikTok:ClientKey"] = TikTokApp,
        ["Platforms:TikTok:ClientSecret"] = "sandbox-tiktok-secret",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ConnectDance> StartAsync(IReadOnlyDictionary<string, string>? settings = null, Action<IServiceCollection>? replace = null)
    {
        var server = await ServerUnderTest.StartAsync(settings ?? Settings, replace);
        foreach (var (app, login) in new[] { (LoginFixture.FacebookApp, "facebook"), (LoginFixture.InstagramApp, "instagram"), (TikTokApp, "tiktok") })
        {
            var root = new Uri(server.BaseUrl, $"/connect/{login}/").AbsoluteUri;
            await ServerUnderTest.ReadAsync(server.SandboxHttp.PatchAsJsonAsync(
                $"/sandbox/apps/{app}", new { redirectUris = new[] { root + "callback" }, deauthorizeUrl = root + "deauthorize", dataDeletionUrl = root + "deletion" }, Ct));
        }
        return new ConnectDance(server, await Browser.OwnerAsync(server));
    }

    public static HttpClient ClientOf(ServerUnderTest server, Browser browser) =>
        new(new HttpClientHandler { CookieContainer = browser.Cookies, AllowAutoRedirect = false }) { BaseAddress = server.BaseUrl };

    /// <summary>Presses the button of a login on the page of connections.</summary>
    /// <returns>Where the browser is sent.</returns>
    public async Task<Uri> BeginAsync(string login, HttpClient? http = null)
    {
        http ??= Http;
        var address = $"/connect/{(login == "tiktok" ? "tiktok" : "instagram")}/{login}";
        var page = await SeeAsync(http, "/connect");
        using var form = new FormUrlEncodedContent(page.FieldsOf(address));
        var answer = await http.PostAsync(address, form, Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync(Ct));
        return answer.Headers.Location!;
    }

    /// <summary>Answers the network's page of consent.</summary>
    /// <returns>Where the browser is sent back to.</returns>
    public async Task<Uri> DecideAsync(Uri dialog, string decision = "continue", Func<IEnumerable<KeyValuePair<string, string>>, IEnumerable<KeyValuePair<string, string>>>? change = null)
    {
        var page = await SeeAsync(_outside, dialog.AbsoluteUri);
        Assert.Equal(200, page.Status);
        var fields = change?.Invoke(page.Fields) ?? page.Fields;
        using var form = new FormUrlEncodedContent(fields.Append(KeyValuePair.Create("decision", decision)));
        var answer = await _outside.PostAsync(new Uri(dialog, page.Action), form, Ct);
        Assert.True(answer.Headers.Location is not null, await answer.Content.ReadAsStringAsync(Ct));
        return answer.Headers.Location;
    }

    /// <summary>Comes back, and on to the page there is to see. Browsers keep what is behind the <c>#</c> to themselves.</summary>
    public Task<SeenPage> ReturnAsync(Uri back, HttpClient? http = null) => SeeAsync(http ?? Http, back.GetLeftPart(UriPartial.Query));

    /// <summary>All of it.</summary>
    public async Task<SeenPage> ConnectAsync(string login, Func<IEnumerable<KeyValuePair<string, string>>, IEnumerable<KeyValuePair<string, string>>>? change = null) =>
        await ReturnAsync(await DecideAsync(await BeginAsync(login), change: change));

    /// <summary>Ticks accounts and presses the button.</summary>
    public async Task<SeenPage> ChooseAsync(SeenPage page, params string[] remoteIds)
    {
        var fields = page.Fields.Where(field => field.Key == "csrf").Concat(remoteIds.Select(id => KeyValuePair.Create("account", id)));
        using var form = new FormUrlEncodedContent(fields);
        var answer = await Http.PostAsync(page.Action, form, Ct);
        return answer.Headers.Location is { } next ? await SeeAsync(Http, next.OriginalString) : await SeenPage.ReadAsync(answer);
    }

    public async Task<List<JsonElement>> ChannelsAsync() => [.. (await Server.GetAsync("/api/v1/channels")).GetProperty("items").EnumerateArray()];

    public async Task<IEnumerable<string>> KindsOfEventsAsync(Guid channelId) =>
        (await Server.Services.GetRequiredService<IEventLog>().ListAsync(Workspace.FirstId, channelId, Ct)).Select(happened => happened.Kind);

    public Task<JsonElement> SandboxAsync(HttpMethod method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(method, $"/sandbox/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        return ServerUnderTest.ReadAsync(Server.SandboxHttp.SendAsync(request, Ct));
    }

    /// <summary>How often a step was asked for at the token endpoints, and did something.</summary>
    public async Task<(int Calls, int Accepted)> CountAsync(string step)
    {
        var counts = (await SandboxAsync(HttpMethod.Get, $"oauth?step={step}")).GetProperty("counts");
        return counts.TryGetProperty(step, out var count) ? (count.GetProperty("calls").GetInt32(), count.GetProperty("accepted").GetInt32()) : (0, 0);
    }

    public static async Task<SeenPage> SeeAsync(HttpClient http, string address)
    {
        var answer = await http.GetAsync(address, Ct);
        for (var hops = 0; answer.StatusCode == HttpStatusCode.SeeOther && hops < 5; hops++) answer = await http.GetAsync(answer.Headers.Location, Ct);
        return await SeenPage.ReadAsync(answer);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _outside.Dispose();
        Owner.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A page in a browser.</summary>
    internal sealed partial record SeenPage(int Status, string Html, HttpResponseMessage Response)
    {
        public string Path => Response.RequestMessage!.RequestUri!.AbsolutePath;

        /// <summary>Of the only form.</summary>
        public string Action => WebUtility.HtmlDecode(ActionPattern().Match(Html).Groups["action"].Value);

        /// <summary>What would be sent: hidden and ticked fields that are not disabled.</summary>
        public IEnumerable<KeyValuePair<string, string>> Fields => FieldsIn(Html);

        public IEnumerable<KeyValuePair<string, string>> FieldsOf(string action) =>
            FieldsIn(FormPattern().Matches(Html).Select(form => form.Value).Single(form => form.Contains($"action=\"{action}\"", StringComparison.Ordinal)));

        /// <summary>The stable word of a page that says what went wrong.</summary>
        public string? Code => CodePattern().Match(Html) is { Success: true } match ? match.Groups[1].Value : null;

        public static async Task<SeenPage> ReadAsync(HttpResponseMessage answer) => new((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct), answer);

        private static IEnumerable<KeyValuePair<string, string>> FieldsIn(string html) => FieldPattern().Matches(html)
            .Where(field => !field.Value.Contains(" disabled", StringComparison.Ordinal)
                && (field.Groups["type"].Value == "hidden" || field.Value.Contains(" checked", StringComparison.Ordinal)))
            .Select(field => KeyValuePair.Create(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)));

        [GeneratedRegex("""<input type="(?<type>\w+)" name="(?<name>\w+)" value="(?<value>[^"]*)"[^>]*>""")]
        private static partial Regex FieldPattern();

        [GeneratedRegex("""<form [^>]*action="(?<action>[^"]*)">""")]
        private static partial Regex ActionPattern();

        [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline)]
        private static partial Regex FormPattern();

        [GeneratedRegex("<code>([a-z_]+)</code></small>")]
        private static partial Regex CodePattern();
    }
}
