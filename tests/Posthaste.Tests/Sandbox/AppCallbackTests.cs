using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Posthaste.Tests.Sandbox;

public sealed class AppCallbackTests : LoginFixture
{
    [Fact]
    public async Task A_removal_ends_the_tokens_first_and_then_tells_the_app_with_a_signed_request()
    {
        await using var app = await CallbackHost.StartAsync(Ct);
        await ChangeAppAsync(FacebookApp, new { deauthorizeUrl = app.Url });
        var user = await LongFacebookAsync();
        var page = await PageTokenAsync(user);

        var told = await ControlAsync(HttpMethod.Post, $"apps/{FacebookApp}/deauthorize", new { account = "harbour.bakery" });

        Assert.Equal((200, 3), ((int)told.Body["status"]!, (int)told.Body["tokens"]!));
        Assert.Null((string?)told.Body["problem"]);
        Assert.Equal("400 190/458", (await GetAsync($"/v26.0/me?access_token={page}")).Refusal);
        Assert.Equal(200, (await GetAsync("/v26.0/me")).Status);
        var payload = Verified(app.SignedRequest!, FacebookSecret)!;
        Assert.Equal((Person, "HMAC-SHA256", Time.GetUtcNow().ToUnixTimeSeconds()), ((string)payload["user_id"]!, (string)payload["algorithm"]!, (long)payload["issued_at"]!));
    }

    [Fact]
    public async Task With_Instagram_Login_the_user_is_the_account_or_its_app_scoped_id_when_set()
    {
        await using var app = await CallbackHost.StartAsync(Ct);
        await ChangeAppAsync(InstagramApp, new { deauthorizeUrl = app.Url });

        await ControlAsync(HttpMethod.Post, $"apps/{InstagramApp}/deauthorize", new { account = Account });
        var plain = (string?)Verified(app.SignedRequest!, InstagramSecret)!["user_id"];
        await SetAsync(new { callbackUser = "app_scoped" });
        await ControlAsync(HttpMethod.Post, $"apps/{InstagramApp}/deauthorize", new { account = Account });

        Assert.Equal(Account, plain);
        Assert.NotEqual(Account, (string?)Verified(app.SignedRequest!, InstagramSecret)!["user_id"]);
    }

    [Fact]
    public async Task A_forged_request_is_signed_with_another_secret()
    {
        await using var app = await CallbackHost.StartAsync(Ct);
        app.Status = 400;
        await ChangeAppAsync(InstagramApp, new { deauthorizeUrl = app.Url });

        var told = await ControlAsync(HttpMethod.Post, $"apps/{InstagramApp}/deauthorize", new { account = Account, forged = true });

        Assert.Equal(400, (int)told.Body["status"]!);
        Assert.Null(Verified(app.SignedRequest!, InstagramSecret));
        Assert.Equal(200, (await GetAsync("/v26.0/me")).Status);
    }

    [Theory]
    [InlineData(200, """{"url":"https://app.example.com/deletion/7","confirmation_code":"7"}""", null)]
    [InlineData(200, """{"url":"https://app.example.com/deletion/7"}""", "confirmation_code")]
    [InlineData(200, """{"confirmation_code":"7"}""", "url")]
    [InlineData(200, """{"url":"/deletion/7","confirmation_code":"7"}""", "url")]
    [InlineData(200, "thanks", "not JSON")]
    [InlineData(500, """{"url":"https://app.example.com/deletion/7","confirmation_code":"7"}""", "500")]
    public async Task The_answer_to_a_wish_for_deletion_is_judged(int status, string body, string? problem)
    {
        await using var app = await CallbackHost.StartAsync(Ct);
        (app.Status, app.Body) = (status, body);
        await ChangeAppAsync(FacebookApp, new { dataDeletionUrl = app.Url });

        var told = await ControlAsync(HttpMethod.Post, $"apps/{FacebookApp}/data-deletion", new { account = Account });

        Assert.Equal((status, body), ((int)told.Body["status"]!, (string)told.Body["body"]!));
        Assert.NotNull(Verified(app.SignedRequest!, FacebookSecret));
        if (problem is not null) Assert.Contains(problem, (string)told.Body["problem"]!, StringComparison.Ordinal);
        else Assert.Equal((null, "https://app.example.com/deletion/7", "7"), ((string?)told.Body["problem"], (string?)told.Body["statusUrl"], (string?)told.Body["confirmationCode"]));
    }

    [Fact]
    public async Task An_app_that_is_not_there_is_reported()
    {
        await ChangeAppAsync(FacebookApp, new { dataDeletionUrl = "http://127.0.0.1:1/" });

        var told = await ControlAsync(HttpMethod.Post, $"apps/{FacebookApp}/data-deletion", new { account = Account });

        Assert.Null(told.Body["status"]);
        Assert.Contains("did not answer", (string)told.Body["problem"]!, StringComparison.Ordinal);
    }

    /// <returns>Null when the signature is not the secret's.</returns>
    private static JsonNode? Verified(string signedRequest, string secret)
    {
        var parts = signedRequest.Split('.');
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(parts[1]));
        return expected.AsSpan().SequenceEqual(Base64Url.DecodeFromChars(parts[0])) ? JsonNode.Parse(Base64Url.DecodeFromChars(parts[1])) : null;
    }
}
