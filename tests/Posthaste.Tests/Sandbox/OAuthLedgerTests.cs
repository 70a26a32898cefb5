namespace Posthaste.Tests.Sandbox;

public sealed class OAuthLedgerTests : LoginFixture
{
    [Fact]
    public async Task Every_refresh_of_a_token_is_counted_with_what_came_of_it()
    {
        var token = await LongInstagramAsync();
        await RefreshAsync(token);
        Time.Advance(TimeSpan.FromDays(2));
        var fresh = TokenIn(await RefreshAsync(token));

        var ledger = await OAuthLedgerAsync($"?token={token}&step=refresh");

        var counts = ledger["counts"]!["refresh"]!;
        Assert.Equal((2, 1), ((int)counts["calls"]!, (int)counts["accepted"]!));
        Assert.Equal([(false, 400, null), (true, 200, fresh)], ledger["items"]!.AsArray().Select(call => ((bool)call!["accepted"]!, (int)call["status"]!, (string?)call["newToken"])));
        Assert.All(ledger["items"]!.AsArray(), call => Assert.Equal((InstagramApp, Account), ((string)call!["clientId"]!, (string)call["accountId"]!)));
    }

    [Fact]
    public async Task A_login_leaves_its_steps_in_order()
    {
        await LongFacebookAsync();
        await LongInstagramAsync();

        var items = (await OAuthLedgerAsync())["items"]!.AsArray();

        Assert.Equal([("code", FacebookApp), ("exchange", FacebookApp), ("code", InstagramApp), ("exchange", InstagramApp)],
            items.Select(call => ((string)call!["step"]!, (string)call["clientId"]!)));
        Assert.Equal([1, 2, 3, 4], items.Select(call => (int)call!["seq"]!));
        Assert.Equal((string?)items[0]!["newToken"], (string?)items[1]!["token"]);
        Assert.Equal(2, (await OAuthLedgerAsync($"?clientId={FacebookApp}"))["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("token")]
    [InlineData("any")]
    public async Task A_server_error_before_the_effect_leaves_the_code_good(string step)
    {
        await OrderFaultAsync(new { kind = "server_error", step });
        var code = await CodeAsync(InstagramDialog());

        Assert.Equal("500 2/", (await InstagramTokenOfAsync(code)).Refusal);
        Assert.Equal(200, (await InstagramTokenOfAsync(code)).Status);
    }

    [Fact]
    public async Task A_lost_answer_to_a_code_has_used_it_up()
    {
        await OrderFaultAsync(new { kind = "reset", step = "code", when = "after" });
        var code = await CodeAsync(FacebookDialog());

        await Assert.ThrowsAsync<HttpRequestException>(() => FacebookTokenOfAsync(code));

        Assert.Equal("400 100/36009", (await FacebookTokenOfAsync(code)).Refusal);
        var lost = (await OAuthLedgerAsync())["items"]![0]!;
        Assert.Equal((true, "dropped"), ((bool)lost["accepted"]!, (string)lost["answer"]!));
        Assert.Equal(200, (await GetAsync($"/v26.0/me?access_token={lost["newToken"]}")).Status);
    }

    [Theory]
    [InlineData("exchange")]
    [InlineData("refresh")]
    public async Task A_server_error_after_the_effect_has_made_a_token_nobody_was_told(string step)
    {
        var brief = TokenIn(await InstagramTokenOfAsync(await CodeAsync(InstagramDialog())));
        var lasting = await LongInstagramAsync();
        Time.Advance(TimeSpan.FromMinutes(30));
        if (step == "refresh") Time.Advance(TimeSpan.FromDays(2));
        await OrderFaultAsync(new { kind = "error", step, when = "after", status = 500, code = 1 });

        var answer = step == "refresh" ? await RefreshAsync(lasting) : await LongInstagramAsync(brief);

        Assert.Equal("500 1/", answer.Refusal);
        var line = (await OAuthLedgerAsync($"?step={step}"))["items"]!.AsArray()[^1]!;
        Assert.Equal((true, "replaced", 500), ((bool)line["accepted"]!, (string)line["answer"]!, (int)line["status"]!));
        Assert.Equal(200, (await GetAsync($"/v26.0/me?access_token={line["newToken"]}")).Status);
    }

    [Fact]
    public async Task A_slow_refresh_takes_effect_even_when_its_caller_has_left()
    {
        var token = await LongInstagramAsync();
        Time.Advance(TimeSpan.FromDays(2));
        await OrderFaultAsync(new { kind = "slow", step = "refresh", delaySeconds = 60 });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var refreshing = Http.GetAsync($"/refresh_access_token?grant_type=ig_refresh_token&access_token={token}", patience.Token);
        while ((await OAuthLedgerAsync("?step=refresh"))["items"]!.AsArray().Count == 0) Ct.ThrowIfCancellationRequested();
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refreshing);

        while (!(bool)(await OAuthLedgerAsync("?step=refresh"))["items"]![0]!["accepted"]!) Time.Advance(TimeSpan.FromSeconds(30));

        Assert.NotNull((string?)(await OAuthLedgerAsync("?step=refresh"))["items"]![0]!["newToken"]);
    }

    [Fact]
    public async Task A_slow_exchange_of_a_code_takes_effect_when_it_is_through()
    {
        await OrderFaultAsync(new { kind = "slow", step = "code", delaySeconds = 60 });
        var exchanging = InstagramTokenOfAsync(await CodeAsync(InstagramDialog()));
        while ((await OAuthLedgerAsync())["items"]!.AsArray().Count == 0) Ct.ThrowIfCancellationRequested();
        Assert.Equal("pending", (string?)(await OAuthLedgerAsync())["items"]![0]!["answer"]);

        while (!exchanging.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(30));
            await OAuthLedgerAsync();
        }

        Assert.Equal(200, (await exchanging).Status);
    }

    [Fact]
    public async Task A_fault_of_one_account_finds_its_code()
    {
        await ControlAsync(HttpMethod.Post, "accounts", new { username = "second" });
        await OrderFaultAsync(new { kind = "server_error", step = "code", account = "second" });

        Assert.Equal(200, (await InstagramTokenOfAsync(await CodeAsync(InstagramDialog()))).Status);
    }

    [Fact]
    public async Task A_reset_forgets_apps_codes_and_the_ledger()
    {
        var code = await CodeAsync(InstagramDialog());
        await ChangeAppAsync(FacebookApp, new { mode = "development" });

        await ControlAsync(HttpMethod.Post, "reset");

        Assert.Equal(400, (await InstagramTokenOfAsync(code)).Status);
        Assert.Single((await OAuthLedgerAsync())["items"]!.AsArray());
        Assert.All((await ControlAsync(HttpMethod.Get, "apps")).Body["items"]!.AsArray(), app => Assert.Equal("live", (string)app!["mode"]!));
    }
}
