using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Platforms;
using Posthaste.Tests.Channels;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

/// <summary>The health of an account over the API, and its renewal on request.</summary>
public sealed class ChannelHealthTests
{
    private const string Renewed = "EAAB-renewed-secret";

    private readonly ScriptedLogin _login = new("scripted") { Terms = new TokenTerms(Renews: true, TimeSpan.FromDays(7), TimeSpan.Zero) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_access_is_renewed_on_request_and_its_health_told_without_a_token()
    {
        await using var server = await StartAsync();
        var channel = await ConnectAsync(server);
        var end = TimeProvider.System.GetUtcNow().AddDays(60);
        _login.Answers(new RenewResult.Renewed(new AccountTokens(new Secret(Renewed)), end, ["read"]));

        var before = await server.GetAsync($"/api/v1/channels/{channel}/health");
        var after = await ServerUnderTest.ReadAsync(server.Http.PostAsync($"/api/v1/channels/{channel}/refresh-token", null, Ct));
        // Asked again at once, the network is left in peace.
        var again = await ServerUnderTest.ReadAsync(server.Http.PostAsync($"/api/v1/channels/{channel}/refresh-token", null, Ct));

        Assert.Equal(("valid", JsonValueKind.Null), (Text(before, "state"), before.GetProperty("scopesMissing").ValueKind));
        Assert.InRange(before.GetProperty("expiresIn").GetInt64(), 29 * 86_400, 30 * 86_400);
        Assert.Equal("valid", Text(after, "state"));
        Assert.InRange(after.GetProperty("expiresIn").GetInt64(), 59 * 86_400, 60 * 86_400);
        Assert.Equal("publish", Assert.Single(after.GetProperty("scopesMissing").EnumerateArray()).GetString());
        Assert.Equal(after.GetProperty("lastRenewedAt").GetString(), again.GetProperty("lastRenewedAt").GetString());
        Assert.Equal(1, _login.Renewals);
        Assert.Equal("valid", Text(await server.GetAsync($"/api/v1/channels/{channel}"), "health"));
        Assert.DoesNotContain(Renewed, after.ToString(), StringComparison.Ordinal);
        var figures = await server.Http.GetStringAsync("/metrics", Ct);
        Assert.Contains("token_renewals_total{platform=\"scripted\",result=\"renewed\"} 1\n", figures, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_with_a_key_gets_the_same_answer_twice()
    {
        await using var server = await StartAsync();
        var channel = await ConnectAsync(server);
        _login.Answers(new RenewResult.Renewed(new AccountTokens(new Secret(Renewed)), TimeProvider.System.GetUtcNow().AddDays(60), null));

        var first = await server.Http.SendAsync(Request(channel), Ct);
        var second = await server.Http.SendAsync(Request(channel), Ct);

        Assert.Equal(await first.Content.ReadAsStringAsync(Ct), await second.Content.ReadAsStringAsync(Ct));
        Assert.Equal("true", Assert.Single(second.Headers.GetValues("Idempotent-Replayed")));

        static HttpRequestMessage Request(Guid channel) => new(HttpMethod.Post, $"/api/v1/channels/{channel}/refresh-token") { Headers = { { "Idempotency-Key", "renew-it" } } };
    }

    [Fact]
    public async Task A_network_that_is_not_there_says_when_to_come_back_and_health_says_why()
    {
        await using var server = await StartAsync();
        var channel = await ConnectAsync(server);
        _login.Answers(new RenewResult.Later(new PlatformError { Kind = ErrorKind.RetryLater, Code = "503", Message = "The network is not there." }, null));

        var answer = await server.Http.PostAsync($"/api/v1/channels/{channel}/refresh-token", null, Ct);

        await Problems.AssertAsync(answer, HttpStatusCode.ServiceUnavailable, "platform_unavailable");
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 4, 6);
        var health = await server.GetAsync($"/api/v1/channels/{channel}/health");
        Assert.Equal(("renewal_failing", 1, "503"), (Text(health, "state"), health.GetProperty("failures").GetInt32(), Text(health.GetProperty("lastError"), "code")));
    }

    [Fact]
    public async Task What_cannot_be_renewed_is_a_conflict_with_its_reason()
    {
        await using var server = await StartAsync();
        var channel = await ConnectAsync(server);

        _login.Answers(new RenewResult.Refused(new PlatformError { Kind = ErrorKind.ReconnectAccount, Code = "190", Message = "It was revoked." }, TokenIsDead: false));
        await AssertConflictAsync("renewal_refused");
        Assert.Equal("reconnect_soon", Text(await server.GetAsync($"/api/v1/channels/{channel}/health"), "state"));
        _login.Terms = _login.Terms with { NotBefore = TimeSpan.FromDays(1) };
        await AssertConflictAsync("token_too_young");
        _login.Terms = TokenTerms.ByPerson;
        await AssertConflictAsync("renewed_by_person");
        await ServerUnderTest.ReadAsync(server.Http.GetAsync($"/api/v1/channels/{channel}", Ct));
        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync($"/api/v1/channels/{channel}", Ct)).StatusCode);
        await AssertConflictAsync("disconnected");
        Assert.Equal("disconnected", Text(await server.GetAsync($"/api/v1/channels/{channel}/health"), "state"));
        await Problems.AssertAsync(server.Http.PostAsync($"/api/v1/channels/{Guid.NewGuid()}/refresh-token", null, Ct), HttpStatusCode.NotFound, "not_found");

        async Task AssertConflictAsync(string code) =>
            await Problems.AssertAsync(server.Http.PostAsync($"/api/v1/channels/{channel}/refresh-token", null, Ct), HttpStatusCode.Conflict, code);
    }

    [Fact]
    public async Task A_post_that_waited_for_its_account_goes_out_once_after_a_restart_and_a_new_connection()
    {
        // Media was given its address before the restart: it must be the same after it.
        var url = $"http://127.0.0.1:{Ports.Next()}";
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["urls"] = url, ["PublicBaseUrl"] = url });
        var channel = await server.ConnectAsync();
        var body = new { type = "image", channelIds = new[] { channel }, mediaIds = new[] { await server.UploadAsync(Samples.Jpeg(1080, 1080)) }, caption = "Fresh bread" };
        var post = (await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct))).GetProperty("id").GetGuid();
        await ServerUnderTest.ReadAsync(server.SandboxHttp.PostAsJsonAsync("/sandbox/revocations", new { account = ServerUnderTest.AccountId, reason = "password_changed" }, Ct));

        await ServerUnderTest.ReadAsync(server.Http.PostAsync($"/api/v1/posts/{post}/publish-now", null, Ct));
        await WaitAsync(server, post, job => Text(job, "reason") == "waiting_account");
        var health = await server.GetAsync($"/api/v1/channels/{channel}/health");
        await server.RestartAsync();
        await ServerUnderTest.ReadAsync(server.SandboxHttp.PostAsJsonAsync($"/sandbox/accounts/{ServerUnderTest.AccountId}/tokens", new { token = "a-token-after-that" }, Ct));
        await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = "a-token-after-that" }, Ct));
        await WaitAsync(server, post, job => Text(job, "state") == "published");

        Assert.Equal("dead", Text(health, "state"));
        Assert.Equal(post, Assert.Single(health.GetProperty("postsAtRisk").EnumerateArray()).GetProperty("postId").GetGuid());
        var ledger = await ServerUnderTest.ReadAsync(server.SandboxHttp.GetAsync("/sandbox/ledger", Ct));
        Assert.Single(ledger.GetProperty("posts").EnumerateArray());
    }

    private Task<ServerUnderTest> StartAsync() => ServerUnderTest.StartAsync(
        new Dictionary<string, string> { ["Jobs:Enabled"] = "false" },
        services => services.AddSingleton<IPlatform>(new ScriptedPlatform("scripted")
        {
            Logins = [_login],
            ConnectAnswer = new ConnectResult.Connected(new AccountProfile { RemoteId = "1784", Username = "shop", TokenExpiresAt = TimeProvider.System.GetUtcNow().AddDays(30) }),
        }));

    private static async Task<Guid> ConnectAsync(ServerUnderTest server) =>
        (await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "scripted", accessToken = "EAAB-first-secret" }, Ct))).GetProperty("id").GetGuid();

    private static async Task WaitAsync(ServerUnderTest server, Guid post, Func<JsonElement, bool> done)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (true)
        {
            var job = Assert.Single((await server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items").EnumerateArray());
            if (done(job)) return;
            Assert.False(patience.IsCancellationRequested, job.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
