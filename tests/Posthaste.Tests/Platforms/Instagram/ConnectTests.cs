using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class ConnectTests : IAsyncLifetime
{
    private const string Id = InstagramHarness.AccountId;

    private InstagramHarness _instagram = null!;

    public async ValueTask InitializeAsync() => _instagram = await InstagramHarness.StartAsync();

    public ValueTask DisposeAsync() => _instagram.DisposeAsync();

    [Fact]
    public async Task A_token_of_Facebook_Login_is_checked_with_the_account_it_is_for()
    {
        _instagram.Graph.On("GET", Id, new Scripted($$"""{"id":"{{Id}}","username":"bakery","name":"The Bakery","profile_picture_url":"https://cdn.example.com/p.jpg"}"""));

        var account = await ConnectedAsync("EAAtoken", Id);

        Assert.Equal((Id, "bakery", "The Bakery", InstagramLogin.Facebook), (account.RemoteId, account.Username, account.DisplayName, account.Login));
        Assert.Equal("https://cdn.example.com/p.jpg", account.PictureUrl!.AbsoluteUri);
        Assert.Equal("Bearer EAAtoken", _instagram.LastRequest.Authorization);
    }

    [Theory]
    [InlineData("""{"user_id":"17841400000000001","username":"bakery","id":"app-scoped"}""")]
    [InlineData("""{"user_id":17841400000000001,"username":"bakery"}""")]
    [InlineData("""{"data":[{"user_id":"17841400000000001","username":"bakery"}]}""")]
    public async Task A_token_of_Instagram_Login_says_itself_which_account_it_is_for(string answer)
    {
        _instagram.Graph.On("GET", "me", new Scripted(answer));

        var account = await ConnectedAsync("IGtoken", remoteId: null);

        Assert.Equal((Id, "bakery", InstagramLogin.Instagram), (account.RemoteId, account.Username, account.Login));
    }

    [Fact]
    public async Task Where_one_host_serves_both_logins_either_may_work()
    {
        _instagram.Graph.On("GET", Id, Scripted.Error(100, 33));
        _instagram.Graph.On("GET", "me", new Scripted($$"""{"user_id":"{{Id}}","username":"bakery"}"""));

        Assert.Equal(InstagramLogin.Instagram, (await ConnectedAsync("sandbox-demo-token", Id)).Login);
        Assert.Equal(InstagramLogin.Instagram, (await ConnectedAsync("sandbox-demo-token", remoteId: null)).Login);
    }

    [Theory]
    [InlineData(190, 463, "accessToken", ErrorKind.ReconnectAccount)]
    [InlineData(10, null, "accessToken", ErrorKind.ReconnectAccount)]
    [InlineData(100, 33, "remoteId", ErrorKind.ReconnectAccount)]
    [InlineData(803, null, "remoteId", ErrorKind.ReconnectAccount)]
    [InlineData(2, null, null, ErrorKind.RetryLater)]
    [InlineData(4, null, null, ErrorKind.WaitUntil)]
    public async Task A_refusal_names_what_to_mend(int code, int? subcode, string? field, ErrorKind kind)
    {
        _instagram.Graph.On("GET", Id, Scripted.Error(code, subcode));

        var refused = await RefusedAsync("EAAtoken", Id, InstagramLogin.Facebook);

        Assert.Equal((field, kind), (refused.Field, refused.Error.Kind));
    }

    [Theory]
    [InlineData("", null, null, "accessToken", "token_malformed")]
    [InlineData("two words", null, null, "accessToken", "token_malformed")]
    [InlineData("line\nbreak", null, null, "accessToken", "token_malformed")]
    [InlineData("EAAtoken", "../me", null, "remoteId", "account_id_malformed")]
    [InlineData("EAAtoken", null, "facebook", "remoteId", "account_id_missing")]
    [InlineData("EAAtoken", Id, "threads", "login", "login_unknown")]
    public async Task What_cannot_work_is_refused_without_a_call(string token, string? remoteId, string? login, string field, string code)
    {
        var refused = await RefusedAsync(token, remoteId, login);

        Assert.Equal((field, code), (refused.Field, refused.Error.Code));
        Assert.Empty(_instagram.Graph.Requests);
    }

    [Fact]
    public async Task A_token_for_another_account_is_refused()
    {
        _instagram.Graph.On("GET", "me", new Scripted("""{"user_id":"17841400000000009","username":"florist"}"""));

        var refused = await RefusedAsync("IGtoken", Id);

        Assert.Equal(("remoteId", "another_account"), (refused.Field, refused.Error.Code));
        Assert.Contains("florist with the id 17841400000000009", refused.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_no_Instagram_account()
    {
        _instagram.Graph.On("GET", Id, new Scripted($$"""{"id":"{{Id}}","name":"My Page"}"""));

        Assert.Equal("not_an_instagram_account", (await RefusedAsync("EAAtoken", Id, InstagramLogin.Facebook)).Error.Code);
    }

    [Fact]
    public async Task A_network_that_cannot_be_asked_blames_no_field()
    {
        await _instagram.Graph.DisposeAsync();

        var refused = await RefusedAsync("IGtoken", remoteId: null);

        Assert.Equal((null, "connect_failed"), (refused.Field, refused.Error.Code));
    }

    private async Task<AccountProfile> ConnectedAsync(string token, string? remoteId) =>
        Assert.IsType<ConnectResult.Connected>(await ConnectAsync(token, remoteId, null)).Account;

    private async Task<ConnectResult.Refused> RefusedAsync(string token, string? remoteId, string? login = null) =>
        Assert.IsType<ConnectResult.Refused>(await ConnectAsync(token, remoteId, login));

    private Task<ConnectResult> ConnectAsync(string token, string? remoteId, string? login) =>
        _instagram.Platform.ConnectAsync(new ConnectCall(new Secret(token), remoteId, login), TestContext.Current.CancellationToken);
}
