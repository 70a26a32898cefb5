using Microsoft.AspNetCore.WebUtilities;
using Posthaste.Platforms;
using Posthaste.Platforms.TikTok;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.TikTok.Login;

/// <summary>Signing in at TikTok as the server registers it, before a sandbox in which somebody agrees (R-ACC-1, R-ACC-3).</summary>
public sealed class LoginByTikTokTests : LoginFixture
{
    private const string OpenId = "-000sandbox0demo0user";
    private const string App = "sandboxtiktokkey";
    private const string AppSecret = "sandbox-tiktok-secret";
    private static readonly Uri Back = new("http://127.0.0.1:5080/connect/tiktok/callback");

    private PlatformHttpHarness? _http;

    private PlatformHttpHarness Harness => _http ??= new PlatformHttpHarness(Time, services => services.AddTikTok(), new Dictionary<string, string?>
    {
        ["Platforms:TikTok:ApiBaseUrl"] = Http.BaseAddress!.AbsoluteUri,
        ["Platforms:TikTok:ClientKey"] = App,
        ["Platforms:TikTok:ClientSecret"] = AppSecret,
    });

    private IPlatform Platform => Harness.Get<IPlatform>();

    private ILogin Login => Platform.Logins.Single();

    [Fact]
    public async Task An_account_signs_in_for_a_day_with_a_year_of_renewals()
    {
        var grant = Assert.Single(Assert.IsType<LoginResult.Granted>(await SignInAsync()).Accounts);

        Assert.Equal((OpenId, "harbour.bakery", "tiktok", OpenId), (grant.Account.RemoteId, grant.Account.Username, grant.Account.Login, grant.GrantorId));
        Assert.Equal((Time.GetUtcNow().AddDays(1), Time.GetUtcNow().AddDays(365)), (grant.Account.TokenExpiresAt, grant.Tokens.GrantExpiresAt));
        Assert.Equal(Login.Scopes.Order(), grant.Account.Scopes!.Order());
        Assert.NotNull(grant.Tokens.Grant);
    }

    [Fact]
    public async Task Whose_name_may_not_be_read_is_called_by_the_name_people_see()
    {
        var result = await SignInAsync(fields => [.. fields.Where(field => field.Value != "user.info.profile")]);

        Assert.Equal("Harbour Bakery", Assert.Single(Assert.IsType<LoginResult.Granted>(result).Accounts).Account.Username);
    }

    [Fact]
    public async Task Without_the_permission_to_post_it_is_named()
    {
        var result = await SignInAsync(fields => [.. fields.Where(field => field.Value != "video.publish")]);

        Assert.Equal(["video.publish"], Assert.IsType<LoginResult.ScopesMissing>(result).Missing);
    }

    [Fact]
    public void An_app_that_may_bring_posts_into_the_inbox_alone_is_enough()
    {
        var harness = new PlatformHttpHarness(Time, services => services.AddTikTok(), new Dictionary<string, string?> { ["Platforms:TikTok:Scopes"] = "user.info.basic,video.upload" });

        Assert.Equal(["video.upload"], harness.Get<IPlatform>().Logins.Single().NeededScopes);
        Assert.Equal(["video.publish"], Login.NeededScopes);
        harness.Dispose();
    }

    [Fact]
    public async Task Each_renewal_brings_another_refresh_token_and_the_one_before_is_dead()
    {
        var first = (await GrantedAsync()).Tokens;

        var second = Assert.IsType<RenewResult.Renewed>(await Login.RenewAsync(Of(first.Access), first.Grant, Ct));
        var third = Assert.IsType<RenewResult.Renewed>(await Login.RenewAsync(Of(second.Tokens.Access), second.Tokens.Grant, Ct));

        Assert.Equal(3, new[] { first.Grant, second.Tokens.Grant, third.Tokens.Grant }.Select(grant => grant!.Reveal()).Distinct().Count());
        Assert.Equal(Time.GetUtcNow().AddDays(1), third.ExpiresAt);
        var reused = Assert.IsType<RenewResult.Refused>(await Login.RenewAsync(Of(third.Tokens.Access), first.Grant, Ct));
        Assert.Equal((false, "code_refused"), (reused.TokenIsDead, reused.Error.Code));
    }

    [Fact]
    public async Task A_renewal_that_cannot_be_reached_is_tried_later()
    {
        var tokens = (await GrantedAsync()).Tokens;
        await OrderFaultAsync(new { kind = "reset", step = "refresh" });

        var later = Assert.IsType<RenewResult.Later>(await Login.RenewAsync(Of(tokens.Access), tokens.Grant, Ct));

        Assert.Equal("network_unreachable", later.Error.Code);
        Assert.IsType<RenewResult.Renewed>(await Login.RenewAsync(Of(tokens.Access), tokens.Grant, Ct));
    }

    [Fact]
    public async Task What_was_granted_can_be_ended_and_is_over_then()
    {
        var tokens = (await GrantedAsync()).Tokens;

        Assert.Null(await Login.RevokeAsync(Of(tokens.Access), tokens.Grant, Ct));

        Assert.IsType<RenewResult.Refused>(await Login.RenewAsync(Of(tokens.Access), tokens.Grant, Ct));
        Assert.IsType<ConnectResult.Refused>(await Platform.ConnectAsync(new ConnectCall(tokens.Access, null, null), Ct));
    }

    [Fact]
    public async Task A_pasted_token_connects_its_account_and_is_never_renewed()
    {
        var tokens = (await GrantedAsync()).Tokens;

        var connected = Assert.IsType<ConnectResult.Connected>(await Platform.ConnectAsync(new ConnectCall(tokens.Access, null, null), Ct));
        var other = Assert.IsType<ConnectResult.Refused>(await Platform.ConnectAsync(new ConnectCall(tokens.Access, "somebody-else", null), Ct));
        var wrong = Assert.IsType<ConnectResult.Refused>(await Platform.ConnectAsync(new ConnectCall(new Secret("act.nonsense"), null, null), Ct));

        Assert.Equal((OpenId, "harbour.bakery"), (connected.Account.RemoteId, connected.Account.Username));
        Assert.Equal(("remoteId", "accessToken"), (other.Field, wrong.Field));
        Assert.Equal("token_pasted", Assert.IsType<RenewResult.Refused>(await Login.RenewAsync(Of(tokens.Access), null, Ct)).Error.Code);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_as_one_and_no_secret_is_logged()
    {
        await ChangeAppAsync(App, new { secret = "changed-at-the-network" });

        var refused = Assert.IsType<LoginResult.Refused>(await SignInAsync());

        Assert.Equal("app_refused", refused.Error.Code);
        Assert.DoesNotContain(Harness.Lines, line => line.Contains(AppSecret, StringComparison.Ordinal) || line.Contains("code=", StringComparison.Ordinal));
        Assert.DoesNotContain(AppSecret, refused.Error.ToString(), StringComparison.Ordinal);
    }

    private async Task<AccountGrant> GrantedAsync() => Assert.Single(Assert.IsType<LoginResult.Granted>(await SignInAsync()).Accounts);

    /// <summary>Goes to the login's own address, agrees, and brings the code back as a browser would.</summary>
    private async Task<LoginResult> SignInAsync(Func<List<(string Name, string Value)>, List<(string Name, string Value)>>? change = null)
    {
        var page = await DecideAsync(Login.SignInAddress(new LoginAsk("state-of-a-test", Back, null)).PathAndQuery, "continue", change);
        var query = QueryHelpers.ParseQuery(new Uri(page.Location!).Query);
        return await Login.FinishAsync(new LoginCode(new Secret(query["code"].ToString()), Back, null), Ct);
    }

    private static PlatformAccount Of(Secret token) => new(Guid.Empty, OpenId, "tiktok", token);

    protected override void DisposeMore()
    {
        _http?.Dispose();
        base.DisposeMore();
    }
}
