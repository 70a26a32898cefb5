using System.Security.Cryptography;
using System.Text;

namespace Posthaste.Tests.Sandbox;

public sealed class TokenDeathTests : LoginFixture
{
    [Theory]
    [InlineData("app_removed", "400 190/458")]
    [InlineData("checkpoint", "400 190/459")]
    [InlineData("password_changed", "400 190/460")]
    [InlineData("expired", "400 190/463")]
    [InlineData("not_confirmed", "400 190/464")]
    [InlineData("logged_out", "400 190/467")]
    public async Task Every_token_of_an_account_can_be_ended_for_a_reason(string reason, string refusal)
    {
        var instagram = await LongInstagramAsync();
        var user = await LongFacebookAsync();
        var page = await PageTokenAsync(user);

        var ended = await ControlAsync(HttpMethod.Post, "revocations", new { account = "harbour.bakery", reason });

        // Short and long of both logins, the Page's, and the one the sandbox starts with.
        Assert.Equal(6, (int)ended.Body["tokens"]!);
        foreach (var token in new[] { instagram, user, page, Token }) Assert.Equal(refusal, (await GetAsync($"/v26.0/me?access_token={token}")).Refusal);
        Assert.Equal(200, (await GetAsync($"/v26.0/me?access_token={await LongInstagramAsync()}")).Status);
    }

    [Fact]
    public async Task A_lost_role_ends_the_tokens_of_Pages_only()
    {
        var user = await LongFacebookAsync();
        var page = await PageTokenAsync(user);

        await ControlAsync(HttpMethod.Post, "revocations", new { account = Account, reason = "role_lost" });

        Assert.Equal("400 190/492", (await GetAsync($"/v26.0/me?access_token={page}")).Refusal);
        Assert.Equal(200, (await GetAsync($"/v26.0/me?access_token={user}")).Status);
    }

    [Fact]
    public async Task Only_the_tokens_of_one_app_or_of_one_person_can_be_ended()
    {
        var instagram = await LongInstagramAsync();
        var user = await LongFacebookAsync();

        await ControlAsync(HttpMethod.Post, "revocations", new { account = Account, clientId = InstagramApp, reason = "app_removed" });

        Assert.Equal("400 190/458", (await GetAsync($"/v26.0/me?access_token={instagram}")).Refusal);
        Assert.Equal(200, (await GetAsync($"/v26.0/me?access_token={user}")).Status);
        await ControlAsync(HttpMethod.Post, "revocations", new { person = Person, reason = "password_changed" });
        Assert.Equal("400 190/460", (await GetAsync($"/v26.0/me?access_token={user}")).Refusal);
        Assert.Equal(200, (await GetAsync("/v26.0/me")).Status);
    }

    [Fact]
    public async Task With_the_app_secret_required_a_call_needs_the_right_proof()
    {
        var token = await LongInstagramAsync();
        await ChangeAppAsync(InstagramApp, new { requireProof = true });
        var time = Time.GetUtcNow().ToUnixTimeSeconds();

        var none = await GetAsync($"/v26.0/me?access_token={token}");
        var wrong = await GetAsync($"/v26.0/me?access_token={token}&appsecret_proof={Proof("other secret", token)}");
        var right = await GetAsync($"/v26.0/me?access_token={token}&appsecret_proof={Proof(InstagramSecret, token)}");
        var timed = await GetAsync($"/v26.0/me?access_token={token}&appsecret_time={time}&appsecret_proof={Proof(InstagramSecret, $"{token}|{time}")}");

        Assert.Equal(("400 100/", "GraphMethodException"), (none.Refusal, (string?)none.Error["type"]));
        Assert.Equal("API calls from the server require an appsecret_proof argument", (string?)none.Error["message"]);
        Assert.Equal("Invalid appsecret_proof provided in the API argument", (string?)wrong.Error["message"]);
        Assert.Equal((200, 200), (right.Status, timed.Status));
        Assert.Equal(200, (await GetAsync("/v26.0/me")).Status);
    }

    [Fact]
    public async Task A_wrong_proof_is_refused_even_where_none_is_required_and_has_no_effect()
    {
        var token = await LongInstagramAsync();
        var container = await FinishedAsync();

        var refused = await PostAsync($"/v26.0/{Account}/media_publish?access_token={token}&appsecret_proof=00", ("creation_id", container));

        Assert.Equal("400 100/", refused.Refusal);
        Assert.Empty(await PostsAsync());
    }

    [Fact]
    public async Task A_token_of_the_control_API_can_belong_to_an_app()
    {
        await ChangeAppAsync(FacebookApp, new { requireProof = true });
        await ControlAsync(HttpMethod.Post, $"accounts/{Account}/tokens", new { token = "seeded", login = "facebook", clientId = FacebookApp });

        Assert.Equal("400 100/", (await GetAsync($"/v26.0/{Account}?access_token=seeded")).Refusal);
        Assert.Equal(200, (await GetAsync($"/v26.0/{Account}?access_token=seeded&appsecret_proof={Proof(FacebookSecret, "seeded")}")).Status);
    }

    [Theory]
    [InlineData("revocations", """{"account":"harbour.bakery"}""", "reason")]
    [InlineData("revocations", """{"reason":"expired"}""", "Either account or person")]
    [InlineData("revocations", """{"reason":"expired","account":"nobody"}""", "nobody")]
    [InlineData("revocations", """{"reason":"poem","account":"nobody"}""", "reason")]
    [InlineData("apps", """{"clientId":"new"}""", "login")]
    [InlineData("apps", """{"login":"facebook","clientId":"1000000000000001"}""", "taken")]
    [InlineData("apps", """{"login":"facebook","redirectUris":["http://example.com/back"]}""", "http://example.com/back")]
    [InlineData("apps", """{"login":"facebook","redirectUris":["https://example.com/back#x"]}""", "fragment")]
    [InlineData("apps", """{"login":"facebook","roles":["nobody"]}""", "nobody")]
    [InlineData("apps", """{"login":"facebook","deauthorizeUrl":"ftp://x"}""", "deauthorizeUrl")]
    [InlineData("people", """{"id":"x"}""", "digits")]
    [InlineData("accounts", """{"ownerId":"9"}""", "person")]
    [InlineData("apps/1000000000000001/deauthorize", """{"account":"harbour.bakery"}""", "deauthorizeUrl")]
    public async Task What_is_not_understood_is_refused_and_named(string path, string body, string named)
    {
        using var content = new StringContent(body);

        var answer = await Answer.FromAsync(await Http.PostAsync($"/sandbox/{path}", content, Ct));

        Assert.Equal(400, answer.Status);
        Assert.Contains(named, (string)answer.Error!, StringComparison.Ordinal);
    }

    private static string Proof(string secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
