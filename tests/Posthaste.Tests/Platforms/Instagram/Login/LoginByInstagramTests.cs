using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms.Instagram.Login;

public sealed class LoginByInstagramTests : LoginInSandbox
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task An_account_signs_in_whatever_shape_the_answers_have(bool wrapToken, bool wrapMe)
    {
        await SetAsync(new { wrapTokenAnswer = wrapToken, wrapMe });

        var grant = Assert.Single(await GrantedAsync(Instagram));

        Assert.Equal((Account, "instagram", "2" + Account[1..]), (grant.Account.RemoteId, grant.Account.Login, grant.GrantorId));
        Assert.Equal(Time.GetUtcNow().AddSeconds(5_183_944), grant.Account.TokenExpiresAt);
        Assert.Empty(Instagram.Scopes.Except(grant.Account.Scopes!));
        Assert.Null(grant.Tokens.Grant);
        Time.Advance(TimeSpan.FromDays(59));
        Assert.Equal(200, (await GetAsync($"/v26.0/me?access_token={grant.Tokens.Access.Reveal()}")).Status);
    }

    [Fact]
    public async Task The_tail_that_Instagram_appends_is_no_part_of_the_code()
    {
        var result = await SignInAsync(Instagram, code: code => code with { Code = new Secret(code.Code.Reveal() + "#_") });

        Assert.IsType<LoginResult.Granted>(result);
    }

    [Fact]
    public async Task A_permission_that_publishing_needs_is_named_where_it_is_missing()
    {
        var result = await SignInAsync(Instagram, fields => [.. fields.Where(field => field.Value != "instagram_business_content_publish")]);

        Assert.Equal(["instagram_business_content_publish"], Assert.IsType<LoginResult.ScopesMissing>(result).Missing);
    }

    [Fact]
    public async Task An_account_that_has_become_personal_cannot_be_connected()
    {
        var result = await SignInAsync(Instagram, meanwhile: () => ControlAsync(HttpMethod.Patch, $"accounts/{Account}", new { type = "personal" }));

        Assert.Equal("no_professional_account", Assert.IsType<LoginResult.NoAccount>(result).Error.Code);
    }

    [Fact]
    public async Task A_code_that_Instagram_refuses_without_a_code_of_its_own_is_a_refused_code()
    {
        var unknown = Assert.IsType<LoginResult.Refused>(await SignInAsync(Instagram, code: code => code with { Code = new Secret("nonsense") }));
        await ChangeAppAsync(InstagramApp, new { secret = "changed-at-the-network" });
        var secret = Assert.IsType<LoginResult.Refused>(await SignInAsync(Instagram));

        Assert.Equal("code_refused", unknown.Error.Code);
        Assert.Equal("code_refused", secret.Error.Code);
        Assert.Contains("secret", secret.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("exchange")]
    [InlineData("account")]
    public async Task Trouble_of_the_network_at_any_step_is_told_as_that(string step)
    {
        await OrderFaultAsync(new { kind = "server_error", step });

        Assert.Equal("network_unreachable", Assert.IsType<LoginResult.Refused>(await SignInAsync(Instagram)).Error.Code);
    }

    [Fact]
    public async Task A_token_of_a_day_is_renewed_for_sixty_more()
    {
        var grant = Assert.Single(await GrantedAsync(Instagram));
        Time.Advance(TimeSpan.FromDays(53));

        var renewed = Assert.IsType<RenewResult.Renewed>(await Instagram.RenewAsync(AccountOf(grant), null, Ct));

        Assert.NotEqual(grant.Tokens.Access.Reveal(), renewed.Tokens.Access.Reveal());
        Assert.Equal(Time.GetUtcNow().AddSeconds(5_183_944), renewed.ExpiresAt);
        Assert.Empty(Instagram.Scopes.Except(renewed.Scopes!));
        Assert.Equal(new TokenTerms(true, TimeSpan.FromDays(7), TimeSpan.FromHours(24)), Instagram.Terms);
    }

    [Fact]
    public async Task A_token_that_is_too_young_or_a_network_in_trouble_is_asked_again_later()
    {
        var grant = Assert.Single(await GrantedAsync(Instagram));

        var young = await Instagram.RenewAsync(AccountOf(grant), null, Ct);
        Time.Advance(TimeSpan.FromDays(2));
        await OrderFaultAsync(new { kind = "server_error", step = "refresh" });
        var troubled = await Instagram.RenewAsync(AccountOf(grant), null, Ct);
        await OrderFaultAsync(new { kind = "reset", step = "refresh" });
        var lost = await Instagram.RenewAsync(AccountOf(grant), null, Ct);

        Assert.IsType<RenewResult.Later>(young);
        Assert.IsType<RenewResult.Later>(troubled);
        Assert.IsType<RenewResult.Later>(lost);
        Assert.IsType<RenewResult.Renewed>(await Instagram.RenewAsync(AccountOf(grant), null, Ct));
    }

    [Theory]
    [InlineData("password_changed", "460")]
    [InlineData("app_removed", "458")]
    [InlineData("expired", "463")]
    public async Task A_dead_token_is_never_renewed(string reason, string subcode)
    {
        var grant = Assert.Single(await GrantedAsync(Instagram));
        Time.Advance(TimeSpan.FromDays(2));
        await ControlAsync(HttpMethod.Post, "revocations", new { account = Account, reason });

        var refused = Assert.IsType<RenewResult.Refused>(await Instagram.RenewAsync(AccountOf(grant), null, Ct));

        Assert.True(refused.TokenIsDead);
        Assert.Equal(("190", subcode), (refused.Error.Code, refused.Error.Subcode));
    }

    [Fact]
    public async Task What_was_granted_is_ended_by_the_person_at_Instagram()
    {
        var grant = Assert.Single(await GrantedAsync(Instagram));

        var error = await Instagram.RevokeAsync(AccountOf(grant), null, Ct);

        Assert.Equal("revoke_by_person", error!.Code);
    }

    [Fact]
    public async Task No_secret_code_or_token_is_in_the_log()
    {
        var grant = Assert.Single(await GrantedAsync(Instagram));
        Time.Advance(TimeSpan.FromDays(2));
        var renewed = Assert.IsType<RenewResult.Renewed>(await Instagram.RenewAsync(AccountOf(grant), null, Ct));

        string[] secrets = [InstagramSecret, grant.Tokens.Access.Reveal(), renewed.Tokens.Access.Reveal(), "state-of-a-test"];
        Assert.NotEmpty(LogLines);
        Assert.All(secrets, secret => Assert.DoesNotContain(LogLines, line => line.Contains(secret, StringComparison.Ordinal)));
    }
}
