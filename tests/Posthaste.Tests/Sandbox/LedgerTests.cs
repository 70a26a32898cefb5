using System.Text.Json;

namespace Posthaste.Tests.Sandbox;

public sealed class LedgerTests : SandboxFixture
{
    [Fact]
    public async Task The_ledger_stays_true_when_many_callers_are_lied_to_at_once()
    {
        string[] kinds = ["publish_then_500", "publish_then_reset", "publish_then_close", "publish_then_truncate", "publish_then_24", "not_ready", "reset", "cut"];
        foreach (var kind in kinds) await OrderFaultAsync(new { kind, step = "publish", times = 0, probability = 0.15 });
        await SetAsync(new { quotaTotal = 1000 });
        var containers = new List<string>();
        for (var i = 0; i < 40; i++) containers.Add((await CreateAsync(("caption", $"Post {i}"))).Id);
        Time.Advance(TimeSpan.FromSeconds(1));

        await Task.WhenAll(containers.Concat(containers).Concat(containers).Select(TryPublishAsync));

        var ledger = await LedgerAsync();
        var calls = ledger["calls"]!.AsArray();
        var posts = ledger["posts"]!.AsArray();
        var live = posts.Select(post => (string)post!["containerId"]!).ToList();
        Assert.Equal(120, calls.Count);
        Assert.Equal(live.Count, live.Distinct().Count());
        Assert.Equal(live.Order(), calls.Where(call => (bool)call!["accepted"]!).Select(call => (string)call!["containerId"]!).Order());
        Assert.DoesNotContain(calls, call => (string?)call!["answer"] == "pending");
        foreach (var container in containers)
            Assert.Equal(live.Contains(container) ? "PUBLISHED" : "FINISHED", await StatusAsync(container));
        var listed = await GetAsync($"/v26.0/{Account}/media?limit=100");
        Assert.Equal(posts.Select(post => (string)post!["mediaId"]!).Reverse(), listed.Body["data"]!.AsArray().Select(media => (string)media!["id"]!));
    }

    [Fact]
    public async Task Every_comment_has_the_one_call_that_made_it()
    {
        foreach (var kind in new[] { "comment_then_500", "comment_then_reset", "reset", "server_error", "truncate" })
            await OrderFaultAsync(new { kind, step = "comment", times = 0, probability = 0.15 });
        var media = (await PublishAsync(await FinishedAsync())).Id;

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => TryAsync(() => PostAsync($"/v26.0/{media}/comments", ("message", $"Comment {i}")))));

        var ledger = await LedgerAsync();
        var calls = ledger["commentCalls"]!.AsArray();
        var comments = ledger["comments"]!.AsArray().Select(comment => (string)comment!["commentId"]!).ToList();
        Assert.Equal(60, calls.Count);
        Assert.Equal(comments.Order(), calls.Where(call => (bool)call!["accepted"]!).Select(call => (string)call!["commentId"]!).Order());
        Assert.Equal(comments.Count, (int)(await GetAsync($"/v26.0/{media}?fields=comments_count")).Body["comments_count"]!);
        Assert.DoesNotContain(calls, call => (string?)call!["answer"] == "pending");
    }

    private Task TryPublishAsync(string container) => TryAsync(() => PublishAsync(container));

    private static async Task TryAsync(Func<Task<Answer>> call)
    {
        try
        {
            await call();
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            // Lied to, as ordered.
        }
    }
}
