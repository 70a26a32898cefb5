namespace Posthaste.Tests.Sandbox;

public sealed class CommentTests : SandboxFixture
{
    [Fact]
    public async Task The_ledger_knows_every_comment_and_every_call_that_would_make_one()
    {
        var media = (await PublishAsync(await FinishedAsync())).Id;

        var comment = await PostAsync($"/v26.0/{media}/comments", ("message", "#first"));
        await PostAsync($"/v26.0/{media}/comments");
        var reply = await PostAsync($"/v26.0/{comment.Id}/replies", ("message", "thanks"));
        await GetAsync($"/v26.0/{media}/comments");

        var ledger = await LedgerAsync();
        var comments = ledger["comments"]!.AsArray();
        Assert.Equal([comment.Id, reply.Id], comments.Select(line => (string)line!["commentId"]!));
        Assert.Equal((media, Account, "#first", null), ((string)comments[0]!["mediaId"]!, (string)comments[0]!["accountId"]!, (string)comments[0]!["text"]!, (string?)comments[0]!["parentId"]));
        Assert.Equal(["True 200", "False 400", "True 200"], ledger["commentCalls"]!.AsArray().Select(call => $"{(bool)call!["accepted"]!} {call["status"]}"));
        Assert.Single(ledger["calls"]!.AsArray());
    }

    [Theory]
    [InlineData("server_error", "before", 0, "given")]
    [InlineData("reset", "before", 0, "dropped")]
    [InlineData("reset", "after", 1, "dropped")]
    [InlineData("comment_then_500", "after", 1, "replaced")]
    [InlineData("comment_then_reset", "after", 1, "dropped")]
    public async Task A_comment_can_be_lost_before_or_after_it_is_made(string kind, string when, int made, string told)
    {
        var media = (await PublishAsync(await FinishedAsync())).Id;
        await OrderFaultAsync(new { kind, when, step = "comment" });

        try
        {
            Assert.Equal(500, (await PostAsync($"/v26.0/{media}/comments", ("message", "once"))).Status);
        }
        catch (HttpRequestException)
        {
            Assert.Equal("dropped", told);
        }

        var ledger = await LedgerAsync();
        var call = Assert.Single(ledger["commentCalls"]!.AsArray())!;
        Assert.Equal(made, ledger["comments"]!.AsArray().Count);
        Assert.Equal((made == 1, told, media), ((bool)call["accepted"]!, (string)call["answer"]!, (string)call["targetId"]!));
        Assert.Equal(made, (await GetAsync($"/v26.0/{media}/comments")).Body["data"]!.AsArray().Count);
    }

    [Fact]
    public async Task Reading_comments_is_a_step_of_its_own_and_may_lag()
    {
        await SetAsync(new { commentListLagSeconds = 30 });
        var media = (await PublishAsync(await FinishedAsync())).Id;
        await PostAsync($"/v26.0/{media}/comments", ("message", "once"));
        await OrderFaultAsync(new { kind = "server_error", step = "comment_list" });

        Assert.Equal(500, (await GetAsync($"/v26.0/{media}/comments")).Status);
        Assert.Empty((await GetAsync($"/v26.0/{media}/comments")).Body["data"]!.AsArray());
        Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Single((await GetAsync($"/v26.0/{media}/comments")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task Comments_come_newest_first_fifty_at_most_and_inside_a_post_too()
    {
        var media = (await PublishAsync(await FinishedAsync())).Id;
        for (var i = 0; i < 52; i++) await PostAsync($"/v26.0/{media}/comments", ("message", $"Comment {i}"));

        var page = await GetAsync($"/v26.0/{media}/comments?limit=100");
        var inside = await GetAsync($"/v26.0/{media}?fields=comments{{text}}");

        var shown = page.Body["data"]!.AsArray();
        Assert.Equal((50, "Comment 51"), (shown.Count, (string)shown[0]!["text"]!));
        Assert.Equal(["timestamp", "text", "id"], shown[0]!.AsObject().Select(field => field.Key));
        Assert.NotNull(page.Body["paging"]!["next"]);
        Assert.Equal("Comment 51", (string?)inside.Body["comments"]!["data"]![0]!["text"]);
    }

    [Fact]
    public async Task Comments_can_be_switched_off_hidden_and_deleted()
    {
        var media = (await PublishAsync(await FinishedAsync())).Id;
        var comment = await PostAsync($"/v26.0/{media}/comments", ("message", "once"));

        Assert.Equal("400 100/", (await PostAsync($"/v26.0/{media}")).Refusal);
        Assert.True((bool)(await PostAsync($"/v26.0/{comment.Id}", ("hide", "true"))).Body["success"]!);
        Assert.True((bool)(await PostAsync($"/v26.0/{media}", ("comment_enabled", "false"))).Body["success"]!);
        Assert.Equal("400 100/", (await PostAsync($"/v26.0/{media}/comments", ("message", "again"))).Refusal);
        Assert.Equal(200, (int)(await Http.DeleteAsync($"/v26.0/{comment.Id}?access_token={Token}", Ct)).StatusCode);
        Assert.Single((await LedgerAsync())["comments"]!.AsArray());
    }
}
