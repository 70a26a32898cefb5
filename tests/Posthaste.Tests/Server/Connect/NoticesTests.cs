using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Channels;

namespace Posthaste.Tests.Server.Connect;

/// <summary>What Meta tells by itself, and what is told to Meta.</summary>
public sealed class NoticesTests : IAsyncLifetime
{
    private const string FacebookApp = "1000000000000001";
    private const string InstagramApp = "2000000000000002";

    private ConnectDance _dance = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _dance = await ConnectDance.StartAsync();

    public ValueTask DisposeAsync() => _dance.DisposeAsync();

    [Theory]
    [InlineData("facebook", FacebookApp, "user_id")]
    [InlineData("instagram", InstagramApp, "user_id")]
    [InlineData("instagram", InstagramApp, "app_scoped")]
    public async Task A_person_who_removes_the_app_stops_their_channels_at_once(string login, string app, string callbackUser)
    {
        await _dance.SandboxAsync(HttpMethod.Patch, "settings", new { callbackUser });
        await _dance.ConnectAsync(login);
        var id = Assert.Single(await _dance.ChannelsAsync()).GetProperty("id").GetGuid();

        var told = await _dance.SandboxAsync(HttpMethod.Post, $"apps/{app}/deauthorize", new { account = ServerUnderTest.AccountId });

        Assert.Equal(200, told.GetProperty("status").GetInt32());
        Assert.Equal("reconnect", Assert.Single(await _dance.ChannelsAsync()).GetProperty("state").GetString());
        Assert.Equal(["channel.connected", "channel.deauthorized"], await _dance.KindsOfEventsAsync(id));
        await _dance.ConnectAsync(login);
        Assert.Equal("active", Assert.Single(await _dance.ChannelsAsync()).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("deauthorize")]
    [InlineData("data-deletion")]
    public async Task A_notice_that_somebody_else_signed_does_nothing(string notice)
    {
        await _dance.ConnectAsync("facebook");

        var told = await _dance.SandboxAsync(HttpMethod.Post, $"apps/{FacebookApp}/{notice}", new { account = ServerUnderTest.AccountId, forged = true });

        Assert.Equal(400, told.GetProperty("status").GetInt32());
        Assert.Equal("active", Assert.Single(await _dance.ChannelsAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_notice_of_one_login_says_nothing_of_another()
    {
        await _dance.ConnectAsync("instagram");

        await _dance.SandboxAsync(HttpMethod.Post, $"apps/{FacebookApp}/deauthorize", new { account = ServerUnderTest.AccountId });

        Assert.Equal("active", Assert.Single(await _dance.ChannelsAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_wish_for_deletion_forgets_the_tokens_and_says_truly_what_was_deleted()
    {
        await _dance.ConnectAsync("facebook");
        var id = Assert.Single(await _dance.ChannelsAsync()).GetProperty("id").GetGuid();

        var told = await _dance.SandboxAsync(HttpMethod.Post, $"apps/{FacebookApp}/data-deletion", new { account = ServerUnderTest.AccountId });

        Assert.True(!told.TryGetProperty("problem", out var problem) || problem.ValueKind == JsonValueKind.Null, told.ToString());
        var channel = Assert.Single(await _dance.ChannelsAsync());
        Assert.Equal("disconnected", channel.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, channel.GetProperty("pictureUrl").ValueKind);
        var kept = await _dance.Server.Services.GetRequiredService<IChannelStore>().FindAccountAsync(id, Ct);
        Assert.Equal((null, null), (kept!.Tokens, kept.Channel.GrantorId));
        Assert.Equal(["channel.connected", "channel.data_deleted"], await _dance.KindsOfEventsAsync(id));

        using var person = new HttpClient();
        var page = await ConnectDance.SeeAsync(person, told.GetProperty("statusUrl").GetString()!);
        Assert.Equal(200, page.Status);
        Assert.Contains("One account was disconnected.", page.Html, StringComparison.Ordinal);
        Assert.Contains("Kept:", page.Html, StringComparison.Ordinal);
        Assert.EndsWith(told.GetProperty("confirmationCode").GetString()!, page.Path, StringComparison.Ordinal);
        Assert.Equal(404, (await ConnectDance.SeeAsync(_dance.Http, "/connect/deletion/made-up")).Status);
    }

    [Fact]
    public async Task What_is_no_notice_at_all_is_refused()
    {
        using var http = new HttpClient { BaseAddress = _dance.Server.BaseUrl };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("signed_request", "a.b")]);
        using var empty = new FormUrlEncodedContent([]);
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var large = new FormUrlEncodedContent([KeyValuePair.Create("signed_request", new string('a', 100_000))]);

        foreach (var body in new HttpContent[] { form, empty, json })
            await Problems.AssertAsync(http.PostAsync("/connect/facebook/deauthorize", body, Ct), HttpStatusCode.BadRequest, "signature_wrong");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await http.PostAsync("/connect/facebook/deletion", large, Ct)).StatusCode);
        await Problems.AssertAsync(http.PostAsync("/connect/myspace/deletion", new FormUrlEncodedContent([]), Ct), HttpStatusCode.BadRequest, "signature_wrong");
    }

    [Fact]
    public async Task Disconnecting_ends_at_the_network_what_was_granted_once_no_channel_needs_it()
    {
        var second = (await _dance.SandboxAsync(HttpMethod.Post, "accounts", new { username = "second" })).GetProperty("id").GetString()!;
        await _dance.ChooseAsync(await _dance.ConnectAsync("facebook"), ServerUnderTest.AccountId, second);
        var ids = (await _dance.ChannelsAsync()).ConvertAll(channel => channel.GetProperty("id").GetGuid());

        await _dance.Server.Http.DeleteAsync($"/api/v1/channels/{ids[0]}", Ct);
        var afterFirst = await _dance.CountAsync("revoke");
        await _dance.Server.Http.DeleteAsync($"/api/v1/channels/{ids[1]}", Ct);

        Assert.Equal((0, 0), afterFirst);
        Assert.Equal(200, await LastRevokeAsync());
        Assert.Equal(["channel.connected", "channel.disconnected"], await _dance.KindsOfEventsAsync(ids[0]));
        Assert.Equal(["channel.connected", "channel.disconnected", "channel.grant_revoked"], await _dance.KindsOfEventsAsync(ids[1]));
    }

    [Fact]
    public async Task A_network_in_trouble_hinders_no_disconnecting()
    {
        await _dance.ConnectAsync("facebook");
        var id = Assert.Single(await _dance.ChannelsAsync()).GetProperty("id").GetGuid();
        await _dance.SandboxAsync(HttpMethod.Post, "faults", new { kind = "server_error", step = "revoke" });

        var answer = await _dance.Server.Http.DeleteAsync($"/api/v1/channels/{id}", Ct);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("disconnected", Assert.Single(await _dance.ChannelsAsync()).GetProperty("state").GetString());
        Assert.Equal(["channel.connected", "channel.disconnected", "channel.grant_not_revoked"], await _dance.KindsOfEventsAsync(id));
    }

    /// <summary>The sandbox's ledger of tokens has a line for it.</summary>
    private async Task<int> LastRevokeAsync() =>
        (await _dance.SandboxAsync(HttpMethod.Get, "oauth?step=revoke")).GetProperty("items").EnumerateArray().Last().GetProperty("status").GetInt32();
}
