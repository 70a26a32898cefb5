using System.Globalization;
using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram.Login;

public sealed class LoginByFacebookTests : LoginInSandbox
{
    [Fact]
    public async Task A_person_s_Page_becomes_an_account_with_a_token_that_does_not_end()
    {
        var grant = Assert.Single(await GrantedAsync(Facebook));

        Assert.Equal((Account, "facebook", Person), (grant.Account.RemoteId, grant.Account.Login, grant.GrantorId));
        Assert.Null(grant.Account.TokenExpiresAt);
        Assert.Equal(Time.GetUtcNow().AddSeconds(5_183_944), grant.Tokens.GrantExpiresAt);
        Assert.Empty(Facebook.NeededScopes.Except(grant.Account.Scopes!));
        Assert.NotEqual(grant.Tokens.Access.Reveal(), grant.Tokens.Grant!.Reveal());
        Assert.Equal(PageId, (await GetAsync($"/v26.0/me?access_token={grant.Tokens.Access.Reveal()}")).Id);
        Assert.Equal(Person, (await GetAsync($"/v26.0/me?access_token={grant.Tokens.Grant.Reveal()}")).Id);
        Assert.Equal(TokenTerms.ByPerson, Facebook.Terms);
    }

    [Fact]
    public async Task Every_Page_is_listed_however_many_pages_the_list_has()
    {
        for (var i = 0; i < 120; i++) await ControlAsync(HttpMethod.Post, "accounts", new { username = string.Create(CultureInfo.InvariantCulture, $"shop{i}") });

        var grants = await GrantedAsync(Facebook);

        Assert.Equal(121, grants.Count);
        Assert.Equal(121, grants.Select(grant => grant.Account.RemoteId).Distinct().Count());
        Assert.Equal(121, grants.Select(grant => grant.Tokens.Access.Reveal()).Distinct().Count());
    }

    [Fact]
    public async Task Only_Pages_with_a_professional_account_can_be_connected()
    {
        var second = (await ControlAsync(HttpMethod.Post, "accounts", new { username = "second" })).Id;
        await ControlAsync(HttpMethod.Patch, $"accounts/{Account}", new { type = "personal" });

        Assert.Equal(second, Assert.Single(await GrantedAsync(Facebook)).Account.RemoteId);
        await ControlAsync(HttpMethod.Patch, $"accounts/{second}", new { type = "personal" });
        var none = Assert.IsType<LoginResult.NoAccount>(await SignInAsync(Facebook));
        Assert.Equal("no_professional_account", none.Error.Code);
        Assert.Contains("None of the Pages", none.Error.Message, StringComparison.Ordinal);
        var unshared = Assert.IsType<LoginResult.NoAccount>(await SignInAsync(Facebook, fields => [.. fields.Where(field => field.Name != "page")]));
        Assert.Equal("No Facebook Page was shared with the app.", unshared.Error.Message);
    }

    [Theory]
    [InlineData("instagram_content_publish")]
    [InlineData("pages_show_list")]
    public async Task A_permission_that_publishing_needs_is_named_where_it_is_missing(string scope)
    {
        var result = await SignInAsync(Facebook, fields => [.. fields.Where(field => field.Value != scope)]);

        Assert.Equal([scope], Assert.IsType<LoginResult.ScopesMissing>(result).Missing);
    }

    [Fact]
    public async Task What_publishing_can_do_without_may_be_declined()
    {
        var grant = Assert.Single(await GrantedAsync(Facebook, fields => [.. fields.Where(field => field.Value != "instagram_manage_insights")]));

        Assert.DoesNotContain("instagram_manage_insights", grant.Account.Scopes!);
    }

    [Fact]
    public async Task A_code_is_refused_in_words_of_ours()
    {
        var first = Assert.IsType<LoginResult.Refused>(await SignInAsync(Facebook, code: code => code with { Code = new Secret("nonsense") }));
        var other = Assert.IsType<LoginResult.Refused>(await SignInAsync(Facebook, code: code => code with { RedirectUri = new Uri("https://elsewhere.example/back") }));
        var unmet = Assert.IsType<LoginResult.Refused>(await SignInAsync(Facebook, code: code => code with { CodeVerifier = new Secret("another") }));
        var late = Assert.IsType<LoginResult.Refused>(await SignInAsync(Facebook, meanwhile: () =>
        {
            Time.Advance(TimeSpan.FromMinutes(11));
            return Task.CompletedTask;
        }));

        Assert.Equal(("code_refused", "100"), (first.Error.Code, first.Error.Subcode));
        Assert.Equal(("redirect_refused", "100/36008"), (other.Error.Code, other.Error.Subcode));
        Assert.Equal("code_refused", unmet.Error.Code);
        Assert.Equal(("code_refused", "100/36007"), (late.Error.Code, late.Error.Subcode));
        Assert.Contains("too old", late.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_is_set_up_wrong_is_told_from_a_bad_code()
    {
        await ChangeAppAsync(FacebookApp, new { secret = "changed-at-the-network" });

        var refused = Assert.IsType<LoginResult.Refused>(await SignInAsync(Facebook));

        Assert.Equal("app_refused", refused.Error.Code);
        Assert.Contains("Platforms:Instagram", refused.Error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("exchange")]
    [InlineData("debug")]
    [InlineData("pages")]
    public async Task Trouble_of_the_network_at_any_step_is_told_as_that(string step)
    {
        await OrderFaultAsync(new { kind = "server_error", step });

        Assert.Equal("network_unreachable", Assert.IsType<LoginResult.Refused>(await SignInAsync(Facebook)).Error.Code);
    }

    [Fact]
    public async Task Each_call_with_a_token_carries_the_proof_of_the_app()
    {
        await ChangeAppAsync(FacebookApp, new { requireProof = true });

        var grant = Assert.Single(await GrantedAsync(Facebook));

        Assert.Null(await Facebook.RevokeAsync(AccountOf(grant), grant.Tokens.Grant, Ct));
    }

    [Fact]
    public async Task What_was_granted_can_be_ended_once_for_all_its_tokens()
    {
        var grant = Assert.Single(await GrantedAsync(Facebook));

        Assert.Null(await Facebook.RevokeAsync(AccountOf(grant), grant.Tokens.Grant, Ct));

        Assert.Equal("400 190/458", (await GetAsync($"/v26.0/me?access_token={grant.Tokens.Access.Reveal()}")).Refusal);
        // It is over already: that is what was wanted.
        Assert.Null(await Facebook.RevokeAsync(AccountOf(grant), grant.Tokens.Grant, Ct));
        Assert.Equal("revoke_by_person", (await Facebook.RevokeAsync(AccountOf(grant), null, Ct))!.Code);
    }

    [Fact]
    public async Task A_configuration_takes_the_place_of_the_permissions()
    {
        using var harness = new PlatformHttpHarness(Time, services => services.AddInstagram(),
            new Dictionary<string, string?>(Settings) { ["Platforms:Instagram:ConfigId"] = "77" });
        var login = harness.Get<IPlatform>().Logins.Single(login => login.Name == "facebook");
        await ChangeAppAsync(FacebookApp, new { configurations = new Dictionary<string, IReadOnlyList<string>> { ["77"] = login.Scopes } });

        var address = login.SignInAddress(new LoginAsk("s", new Uri(FacebookBack), null)).Query;
        var granted = await SignInAsync(login);

        Assert.Contains("config_id=77", address, StringComparison.Ordinal);
        Assert.DoesNotContain("scope=", address, StringComparison.Ordinal);
        Assert.IsType<LoginResult.Granted>(granted);
    }

    [Fact]
    public async Task A_pasted_token_tells_what_it_may_do_and_when_it_ends_where_the_app_is_known()
    {
        var userToken = await LongFacebookAsync();
        var pasted = new ConnectCall(new Secret(userToken), Account, "facebook");

        var account = Assert.IsType<ConnectResult.Connected>(await Platform.ConnectAsync(pasted, Ct)).Account;

        Assert.Contains("instagram_content_publish", account.Scopes!);
        Assert.Equal(Time.GetUtcNow().AddSeconds(5_183_944), account.TokenExpiresAt);
        // Not telling it keeps nobody from connecting.
        await OrderFaultAsync(new { kind = "server_error", step = "debug" });
        Assert.Null(Assert.IsType<ConnectResult.Connected>(await Platform.ConnectAsync(pasted, Ct)).Account.Scopes);
    }

    [Fact]
    public async Task No_secret_code_or_token_is_in_the_log_or_in_an_error()
    {
        var grant = Assert.Single(await GrantedAsync(Facebook));
        await Facebook.RevokeAsync(AccountOf(grant), grant.Tokens.Grant, Ct);
        var refused = Assert.IsType<LoginResult.Refused>(await SignInAsync(Facebook, code: code => code with { Code = new Secret("a-code-of-nobody") }));

        string[] secrets = [FacebookSecret, grant.Tokens.Access.Reveal(), grant.Tokens.Grant!.Reveal(), "a-code-of-nobody", "dBjftJeZ4CVP", "state-of-a-test"];
        Assert.NotEmpty(LogLines);
        Assert.All(secrets, secret => Assert.DoesNotContain(LogLines, line => line.Contains(secret, StringComparison.Ordinal)));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, refused.ToString(), StringComparison.Ordinal));
    }
}
