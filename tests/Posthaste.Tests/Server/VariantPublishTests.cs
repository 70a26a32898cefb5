using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

/// <summary>One post, two accounts, each with words and a picture of its own, all the way to the platform.</summary>
public sealed class VariantPublishTests : IAsyncLifetime
{
    private const string OtherToken = "token-of-the-second-account";

    private ServerUnderTest _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ServerUnderTest.StartAsync(secrets: [OtherToken]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Each_account_shows_its_own_and_the_record_of_what_was_sent_says_so()
    {
        var first = await _server.ConnectAsync();
        var (second, account) = await ConnectOtherAsync();
        var own = await _server.UploadAsync(Samples.Jpeg(1080, 1350), "own.jpg");
        var body = new
        {
            type = "image",
            channelIds = new[] { first, second },
            mediaIds = new[] { await _server.UploadAsync(Samples.Jpeg(1080, 1080)) },
            caption = "For everybody",
            hashtags = new[] { "bread" },
            options = new { firstComment = "First for everybody" },
            variants = new[] { new { channelId = second, caption = "For the second alone", hashtags = Array.Empty<string>(), mediaIds = new[] { own }, options = new { firstComment = "Second" } } },
        };
        var post = (await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct))).GetProperty("id").GetGuid();

        await ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/posts/{post}/publish-now", null, Ct));
        var ledger = await WaitForLedgerAsync();

        Assert.Equal([("For everybody\n\n#bread", "First for everybody"), ("For the second alone", "Second")],
            ((string[])[ServerUnderTest.AccountId, account]).Select(id => (Of(ledger, "posts", id).GetProperty("caption").GetString()!, Of(ledger, "comments", id).GetProperty("text").GetString()!)));
        Assert.NotEqual(Of(ledger, "posts", ServerUnderTest.AccountId).GetProperty("imageSha256").GetString(), Of(ledger, "posts", account).GetProperty("imageSha256").GetString());
        var job = (await _server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items").EnumerateArray().Single(job => job.GetProperty("channelId").GetGuid() == second);
        var sent = await WaitForSentAsync(job.GetProperty("id").GetGuid());
        Assert.Equal(["For the second alone", "Second"], sent.Select(part => part.GetProperty("content").GetProperty("text").GetString()!));
        Assert.All(sent, part => Assert.True(part.GetProperty("asApproved").GetBoolean()));
        Assert.Equal(own, sent[0].GetProperty("content").GetProperty("media")[0].GetProperty("mediaId").GetGuid());
    }

    private async Task<(Guid Channel, string Account)> ConnectOtherAsync()
    {
        var account = await ServerUnderTest.ReadAsync(_server.SandboxHttp.PostAsJsonAsync("/sandbox/accounts", new { username = "second.bakery", token = OtherToken }, Ct));
        var channel = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = OtherToken }, Ct));
        return (channel.GetProperty("id").GetGuid(), account.GetProperty("id").GetString()!);
    }

    private static JsonElement Of(JsonElement ledger, string list, string account) =>
        Assert.Single(ledger.GetProperty(list).EnumerateArray(), entry => entry.GetProperty("accountId").GetString() == account);

    /// <summary>Waits until both accounts have their post and its comment.</summary>
    private Task<JsonElement> WaitForLedgerAsync() => WaitAsync(
        async () => await ServerUnderTest.ReadAsync(_server.SandboxHttp.GetAsync("/sandbox/ledger", Ct)),
        ledger => ledger.GetProperty("posts").GetArrayLength() >= 2 && ledger.GetProperty("comments").GetArrayLength() >= 2);

    /// <summary>Waits until it is on record that both calls of the job happened.</summary>
    private async Task<List<JsonElement>> WaitForSentAsync(Guid job) => [.. (await WaitAsync(
        () => _server.GetAsync($"/api/v1/jobs/{job}/sent"),
        sent => sent.GetProperty("parts").EnumerateArray().Count(part => part.GetProperty("outcome").ValueKind == JsonValueKind.String) >= 2)).GetProperty("parts").EnumerateArray()];

    private static async Task<JsonElement> WaitAsync(Func<Task<JsonElement>> look, Func<JsonElement, bool> isDone)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90), TimeProvider.System);
        while (true)
        {
            var seen = await look();
            if (isDone(seen)) return seen;
            Assert.False(patience.IsCancellationRequested, seen.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
    }
}
