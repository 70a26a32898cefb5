using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

/// <summary>What was approved beside what the platform really got.</summary>
public sealed class SentApiTests : IAsyncLifetime
{
    private ServerUnderTest _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ServerUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_live_post_shows_each_part_as_it_was_sent_and_as_it_was_approved()
    {
        var body = new
        {
            type = "image",
            channelIds = new[] { await _server.ConnectAsync() },
            mediaIds = new[] { await _server.UploadAsync(Samples.Jpeg(1080, 1080)) },
            caption = "Fresh bread",
            hashtags = new[] { "bread" },
            altTexts = new[] { "A loaf" },
            options = new { firstComment = "Come early" },
        };
        var post = (await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct))).GetProperty("id").GetGuid();
        var published = await ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/posts/{post}/publish-now", null, Ct));
        var job = published.GetProperty("jobs")[0].GetProperty("id").GetGuid();

        var sent = await WaitForPartsAsync(job, 2);

        var approved = sent.GetProperty("approved");
        Assert.Equal(("scheduled", "bootstrap"), (approved.GetProperty("kind").GetString(), approved.GetProperty("by").GetString()));
        var parts = sent.GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal([("post", "Fresh bread\n\n#bread"), ("comment", "Come early")], parts.Select(part => (part.GetProperty("part").GetString()!, part.GetProperty("content").GetProperty("text").GetString()!)));
        Assert.All(parts, part => Assert.Equal((true, "happened", approved.GetProperty("hash").GetString()),
            (part.GetProperty("asApproved").GetBoolean(), part.GetProperty("outcome").GetString()!, part.GetProperty("hash").GetString())));
        var file = Assert.Single(parts[0].GetProperty("content").GetProperty("media").EnumerateArray());
        Assert.Equal(("image/jpeg", "A loaf"), (file.GetProperty("contentType").GetString(), file.GetProperty("altText").GetString()));
        var ledger = await ServerUnderTest.ReadAsync(_server.SandboxHttp.GetAsync("/sandbox/ledger", Ct));
        Assert.Equal(Assert.Single(ledger.GetProperty("posts").EnumerateArray()).GetProperty("caption").GetString(), parts[0].GetProperty("content").GetProperty("text").GetString());
        Assert.DoesNotContain("/m/", sent.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ServerUnderTest.AccountToken, sent.ToString(), StringComparison.Ordinal);
        await Problems.AssertAsync(_server.Http.GetAsync($"/api/v1/jobs/{post}/sent", Ct), HttpStatusCode.NotFound, "not_found");
    }

    /// <summary>Waits until so many calls are answered.</summary>
    private async Task<JsonElement> WaitForPartsAsync(Guid job, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90), TimeProvider.System);
        while (true)
        {
            var sent = await _server.GetAsync($"/api/v1/jobs/{job}/sent");
            if (sent.GetProperty("parts").EnumerateArray().Count(part => part.GetProperty("outcome").ValueKind == JsonValueKind.String) >= count) return sent;
            Assert.False(patience.IsCancellationRequested, sent.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
    }
}
