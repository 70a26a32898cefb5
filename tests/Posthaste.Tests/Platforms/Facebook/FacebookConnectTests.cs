using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms.Facebook;

/// <summary>A Page's token becomes a channel, and what is no such token is refused with the field to mend (R-ACC-5).</summary>
public sealed class FacebookConnectTests : FacebookInSandbox
{
    [Theory]
    [InlineData(null)]
    [InlineData(PageId)]
    public async Task The_token_tells_the_Page(string? id)
    {
        var connected = Assert.IsType<ConnectResult.Connected>(await ConnectAsync(PageToken, id));

        Assert.Equal((PageId, "harbour.bakery", "Harbour Bakery", null, null), (connected.Account.RemoteId, connected.Account.Username, connected.Account.DisplayName, connected.Account.Scopes, connected.Account.TokenExpiresAt));
        Assert.NotNull(connected.Account.PictureUrl);
    }

    [Theory]
    [InlineData("sandbox-facebook-token", "harbour.bakery", null, "remoteId", "account_id_malformed")]
    [InlineData("sandbox-facebook-token", "61550000000000002", null, "remoteId", "another_account")]
    [InlineData("sandbox-facebook-token", null, "facebook", "login", "login_unknown")]
    [InlineData("two words", null, null, "accessToken", "token_malformed")]
    [InlineData("sandbox-facebook-unknown", null, null, "accessToken", "190")]
    // Of an account of Instagram, and of nobody.
    [InlineData("sandbox-demo-token", null, null, "accessToken", "not_a_page")]
    [InlineData("EAAnobody", null, null, "accessToken", "190")]
    public async Task What_does_not_fit_is_named(string token, string? id, string? login, string field, string code)
    {
        var refused = Assert.IsType<ConnectResult.Refused>(await Platform.ConnectAsync(new ConnectCall(new Secret(token), id, login), Ct));

        Assert.Equal((field, code, ErrorKind.ReconnectAccount), (refused.Field, refused.Error.Code, refused.Error.Kind));
    }

    [Fact]
    public async Task A_token_that_was_revoked_says_why()
    {
        await ControlAsync(HttpMethod.Post, $"facebook/pages/{PageId}/revocations", new { subcode = 492 });

        var refused = Assert.IsType<ConnectResult.Refused>(await ConnectAsync(PageToken));

        Assert.Equal(("accessToken", "492"), (refused.Field, refused.Error.Subcode));
    }

    private Task<ConnectResult> ConnectAsync(string token, string? id = null) => Platform.ConnectAsync(new ConnectCall(new Secret(token), id, null), Ct);
}

/// <summary>The same where the app is known: then a token tells what it may do and when it ends.</summary>
public sealed class FacebookTokenFactsTests : FacebookInSandbox
{
    protected override Dictionary<string, string?> Settings => new(base.Settings) { ["Platforms:Facebook:AppId"] = "1000000000000001", ["Platforms:Facebook:AppSecret"] = "sandbox-facebook-secret" };

    [Fact]
    public async Task Its_permissions_and_its_end_are_known()
    {
        await ControlAsync(HttpMethod.Post, $"facebook/pages/{PageId}/tokens", new { token = "sandbox-facebook-short", scopes = new[] { "pages_show_list" }, expiresInSeconds = 3_600 });

        var lasting = Assert.IsType<ConnectResult.Connected>(await Platform.ConnectAsync(new ConnectCall(new Secret(PageToken), null, null), Ct)).Account;
        var brief = Assert.IsType<ConnectResult.Connected>(await Platform.ConnectAsync(new ConnectCall(new Secret("sandbox-facebook-short"), null, null), Ct)).Account;

        Assert.Equal(["pages_show_list", "pages_read_engagement", "pages_manage_posts"], lasting.Scopes!);
        Assert.Null(lasting.TokenExpiresAt);
        Assert.Equal(["pages_show_list"], brief.Scopes!);
        Assert.Equal(Time.GetUtcNow().AddHours(1), brief.TokenExpiresAt);
    }
}
