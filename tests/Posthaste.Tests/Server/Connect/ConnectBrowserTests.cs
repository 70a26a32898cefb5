using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Posthaste.Channels.Renewal;
using Posthaste.Tests.Browsing;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server.Connect;

/// <summary>R-ACC-1, R-ACC-3: the life of an account's access, as a person in a browser lives it.</summary>
public sealed class ConnectBrowserTests : IAsyncLifetime
{
    private readonly ShiftedTime _time = new();
    private ConnectDance _dance = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ServerUnderTest Server => _dance.Server;

    public async ValueTask InitializeAsync()
    {
        // A node that seems to have slept is trusted again after its next heartbeat.
        var settings = new Dictionary<string, string>(ConnectDance.Settings) { ["Jobs:Enabled"] = "true", ["Jobs:Heartbeat"] = "00:00:00.300" };
        _dance = await ConnectDance.StartAsync(settings, services => services.AddSingleton<TimeProvider>(_time));
    }

    public ValueTask DisposeAsync() => _dance.DisposeAsync();

    [Fact]
    public async Task An_account_is_connected_published_to_renewed_revoked_and_connected_again()
    {
        await using var browser = Chromium.Start();
        await SignInAsync(browser);
        Assert.Contains("@harbour.bakery", await ConnectAsync(browser), StringComparison.Ordinal);
        var channel = Assert.Single(await _dance.ChannelsAsync()).GetProperty("id").GetGuid();
        await PublishAsync("Fresh bread", "published");

        await AgeAsync(TimeSpan.FromDays(55));
        // Rounds go by the real minute, and the engine's clock follows with its next heartbeat.
        var rounds = Server.Services.GetServices<IHostedService>().OfType<RenewTokens>().Single();
        await UntilAsync("it is renewed", async () =>
        {
            await rounds.RunAsync(Ct);
            return (await HealthAsync(channel)).GetProperty("lastRenewedAt").ValueKind != JsonValueKind.Null;
        });
        Assert.Equal("valid", (await HealthAsync(channel)).GetProperty("state").GetString());
        Assert.Equal(1, (await _dance.CountAsync("refresh")).Accepted);

        await _dance.SandboxAsync(HttpMethod.Post, "revocations", new { account = "harbour.bakery", reason = "password_changed" });
        var waiting = await PublishAsync("Fresh rolls", "scheduled");
        await UntilAsync("somebody is told", async () => (await HistoryAsync(channel)).Contains("channel.reconnect_needed"));
        Assert.Equal("dead", (await HealthAsync(channel)).GetProperty("state").GetString());

        // The session is over as well by now.
        await SignInAsync(browser);
        await ConnectAsync(browser);

        await UntilAsync("what waited is live", async () => (await JobAsync(waiting)).GetProperty("state").GetString() == "published");
        Assert.Equal(
            ["channel.connected", "channel.token_renewed", "channel.reconnect_needed", "channel.reconnected"],
            (await HistoryAsync(channel)).Where(kind => kind.StartsWith("channel.", StringComparison.Ordinal)));
        var ledger = await ServerUnderTest.ReadAsync(Server.SandboxHttp.GetAsync("/sandbox/ledger", Ct));
        Assert.Equal(2, ledger.GetProperty("posts").GetArrayLength());
        await AssertNothingForbiddenAsync(browser);
    }

    [Theory]
    [InlineData(1440, "light")]
    [InlineData(390, "dark")]
    public async Task Whoever_says_no_is_told_that_nothing_was_connected_and_what_to_do(int width, string scheme)
    {
        await using var browser = Chromium.Start(width, scheme);
        await SignInAsync(browser);
        Assert.Equal(0, await browser.OverflowAsync());
        await browser.PressAsync("Connect Instagram with Facebook Login");
        await browser.PressAsync("Cancel");

        Assert.Contains("Nothing was connected", await browser.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await browser.OverflowAsync());
        await browser.FollowAsync("To the page of connections");
        Assert.Equal("/connect", (await browser.AddressAsync()).AbsolutePath);
        Assert.Empty(await _dance.ChannelsAsync());
        await AssertNothingForbiddenAsync(browser);
    }

    private async Task SignInAsync(Chromium browser)
    {
        await browser.GoAsync(new Uri(Server.BaseUrl, "/connect"));
        Assert.Equal("/sign-in", (await browser.AddressAsync()).AbsolutePath);
        await browser.FillAsync("E-mail", "ann@example.com");
        await browser.FillAsync("Password", Members.Browser.Password);
        await browser.PressAsync("Sign in");
        Assert.Equal("/connect", (await browser.AddressAsync()).AbsolutePath);
    }

    /// <returns>What the last page says.</returns>
    private static async Task<string> ConnectAsync(Chromium browser)
    {
        await browser.PressAsync("Connect Instagram with Instagram Login");
        await browser.PressAsync("Allow");
        return await browser.TextAsync();
    }

    /// <summary>No script failed, and the pages' policy kept nothing of theirs away. An answer that is no success is none of it, nor an icon that nobody has.</summary>
    private static async Task AssertNothingForbiddenAsync(Chromium browser) =>
        Assert.DoesNotContain(await browser.ErrorsAsync(), error => !error.StartsWith("Failed to load resource", StringComparison.Ordinal));

    private async Task AgeAsync(TimeSpan by)
    {
        await _dance.SandboxAsync(HttpMethod.Post, "clock", new { advanceSeconds = by.TotalSeconds });
        _time.Advance(by);
    }

    /// <returns>The post's id.</returns>
    private async Task<Guid> PublishAsync(string caption, string state)
    {
        var created = await ServerUnderTest.ReadAsync(Server.Http.PostAsJsonAsync("/api/v1/posts", new
        {
            type = "image",
            caption,
            channelIds = (await _dance.ChannelsAsync()).Select(channel => channel.GetProperty("id").GetGuid()),
            mediaIds = new[] { await Server.UploadAsync(Samples.Jpeg(1080, 1080)) },
            lateMinutes = 600,
        }, Ct));
        var post = created.GetProperty("id").GetGuid();
        await ServerUnderTest.ReadAsync(Server.Http.PostAsync($"/api/v1/posts/{post}/publish-now", null, Ct));
        await UntilAsync($"'{caption}' is {state}", async () => (await JobAsync(post)).GetProperty("state").GetString() == state);
        return post;
    }

    private async Task<JsonElement> JobAsync(Guid post) => (await Server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items")[0];

    private Task<JsonElement> HealthAsync(Guid channel) => Server.GetAsync($"/api/v1/channels/{channel}/health");

    private async Task<IReadOnlyList<string>> HistoryAsync(Guid channel) =>
        [.. (await Server.GetAsync($"/api/v1/channels/{channel}/history")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString()!)];

    private static Task UntilAsync(string what, Func<Task<bool>> isSo, Func<string>? otherwise = null) => Crash.Eventually.TrueAsync(isSo, what, otherwise ?? (() => ""));
}
