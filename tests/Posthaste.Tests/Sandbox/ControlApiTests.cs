namespace Posthaste.Tests.Sandbox;

public sealed class ControlApiTests : SandboxFixture
{
    [Theory]
    [InlineData("faults", """{"kind":"reset","stepp":"publish"}""", "stepp")]
    [InlineData("faults", """{"kind":"poem"}""", "kind must be one of")]
    [InlineData("faults", """{"kind":"reset","step":"poem"}""", "step must be one of")]
    [InlineData("faults", """{"kind":"reset","when":"later"}""", "when")]
    [InlineData("faults", """{"kind":"error","status":500}""", "needs a code")]
    [InlineData("faults", """{"kind":"reset","probability":2}""", "probability")]
    [InlineData("faults", """{"kind":"reset","account":"nobody"}""", "nobody")]
    [InlineData("faults", """{"kind":""", "not valid JSON")]
    [InlineData("accounts", """{"user":"a"}""", "user")]
    [InlineData("accounts", """{"username":"harbour.bakery"}""", "taken")]
    [InlineData("accounts", """{"username":"<b>"}""", "username")]
    [InlineData("accounts", """{"id":null}""", "id")]
    [InlineData("accounts", """{"token":5}""", "token")]
    [InlineData("accounts", """{"username":"a","username":"b"}""", "username")]
    [InlineData("faults", """{"kind":"reset","status":500}""", "takes no error")]
    [InlineData("faults", """{"kind":"not_ready","message":"mine"}""", "takes no error")]
    [InlineData("clock", """{"advanceSeconds":-1}""", "forward")]
    [InlineData("clock", """{}""", "advanceSeconds")]
    public async Task What_is_not_understood_is_refused_and_named(string path, string body, string named)
    {
        using var content = new StringContent(body);

        var answer = await Answer.FromAsync(await Http.PostAsync($"/sandbox/{path}", content, Ct));

        Assert.Equal(400, answer.Status);
        Assert.Contains(named, (string)answer.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_change_one_by_one_and_unknown_ones_are_refused()
    {
        var changed = await ControlAsync(HttpMethod.Patch, "settings", new { imageProcessingSeconds = 5 });
        var unknown = await ControlAsync(HttpMethod.Patch, "settings", new { imageProcessing = 5 });
        var wrong = await ControlAsync(HttpMethod.Patch, "settings", new { statusLagSeconds = -1 });

        Assert.Equal(5, (double)changed.Body["imageProcessingSeconds"]!);
        Assert.Equal(50, (int)changed.Body["quotaTotal"]!);
        Assert.Equal(400, unknown.Status);
        Assert.Equal(400, wrong.Status);
        Assert.Equal(400, (await ControlAsync(HttpMethod.Patch, "settings", new { permalinkBase = "javascript:alert(1)" })).Status);
        Assert.Equal(0, (double)(await ControlAsync(HttpMethod.Get, "settings")).Body["statusLagSeconds"]!);
    }

    [Fact]
    public async Task The_clock_is_moved_forward_and_said()
    {
        var before = await ControlAsync(HttpMethod.Get, "clock");

        var after = await ControlAsync(HttpMethod.Post, "clock", new { advanceSeconds = 3600 });

        Assert.Equal(3600, (double)after.Body["offsetSeconds"]!);
        Assert.Equal((DateTimeOffset)before.Body["now"]! + TimeSpan.FromHours(1), (DateTimeOffset)after.Body["now"]!);
    }

    [Fact]
    public async Task A_new_account_can_publish_with_its_token()
    {
        var account = await ControlAsync(HttpMethod.Post, "accounts", new { username = "second", quotaTotal = 3 });
        var token = (string)account.Body["tokens"]![0]!["value"]!;

        var created = await PostAsync($"/v26.0/{account.Id}/media?access_token={token}", ("image_url", Images.Url("square.jpg")));
        Time.Advance(TimeSpan.FromSeconds(1));
        var published = await PostAsync($"/v26.0/{account.Id}/media_publish?access_token={token}", ("creation_id", created.Id));

        Assert.Equal(201, account.Status);
        Assert.Equal(200, published.Status);
        Assert.Single((await ControlAsync(HttpMethod.Get, "ledger?account=second")).Body["posts"]!.AsArray());
        Assert.Empty((await ControlAsync(HttpMethod.Get, $"ledger?account={Account}")).Body["posts"]!.AsArray());
        Assert.Equal(2, (await ControlAsync(HttpMethod.Get, "accounts")).Body["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_ledger_counts_the_calls_of_each_step()
    {
        var container = await FinishedAsync();
        await StatusAsync(container);
        await StatusAsync(container);
        await PublishAsync(container);

        var counts = (await LedgerAsync())["counts"]!;

        Assert.Equal((1, 2, 1), ((int)counts["create"]!, (int)counts["status"]!, (int)counts["publish"]!));
    }

    [Fact]
    public async Task A_reset_leaves_the_sandbox_as_it_starts()
    {
        await PublishAsync(await FinishedAsync());
        await OrderFaultAsync(new { kind = "server_error", times = 0 });
        await SetAsync(new { quotaTotal = 1 });
        await ControlAsync(HttpMethod.Post, "clock", new { advanceSeconds = 3600 });

        Assert.Equal(204, (await ControlAsync(HttpMethod.Post, "reset")).Status);

        Assert.Empty(await PostsAsync());
        Assert.Equal(200, (await GetAsync("/v26.0/me")).Status);
        Assert.Equal(50, (int)(await ControlAsync(HttpMethod.Get, "settings")).Body["quotaTotal"]!);
        Assert.Equal(0, (double)(await ControlAsync(HttpMethod.Get, "clock")).Body["offsetSeconds"]!);
    }
}
