using Posthaste.Platforms;
using Posthaste.Platforms.Mastodon;
using Posthaste.Platforms.Mastodon.Answers;

namespace Posthaste.Tests.Platforms.Mastodon;

/// <summary>Connecting an account by its server and a token of the person's own application, and what each refusal means (R-ACC-1, R-JOB-4).</summary>
public sealed class MastodonConnectTests : MastodonInSandbox
{
    [Fact]
    public async Task A_token_tells_its_account_which_is_known_by_its_server_too()
    {
        var account = Assert.IsType<ConnectResult.Connected>(await ConnectAsync(MastodonToken)).Account;

        var host = Http.BaseAddress!.Authority;
        Assert.Equal(($"{UserId}@{host}", $"harbour_bakery@{host}", "Harbour Bakery", Http.BaseAddress), (account.RemoteId, account.Username, account.DisplayName, account.Server));
    }

    [Theory]
    [InlineData("nonsense", null, "accessToken", "http_401")]
    [InlineData("with space", null, "accessToken", "token_malformed")]
    [InlineData(MastodonToken, "somebody else", "remoteId", "other_account")]
    public async Task What_is_wrong_is_named(string token, string? remoteId, string field, string code)
    {
        var refused = Assert.IsType<ConnectResult.Refused>(await Platform.ConnectAsync(new ConnectCall(new Secret(token), remoteId, null) { Server = Http.BaseAddress }, Ct));

        Assert.Equal((field, code), (refused.Field, refused.Error.Code));
    }

    [Fact]
    public async Task A_server_that_is_none_of_Mastodon_is_named_as_such()
    {
        var refused = Assert.IsType<ConnectResult.Refused>(await Platform.ConnectAsync(new ConnectCall(new Secret(MastodonToken), null, null) { Server = new Uri(Images.Url("square.jpg")) }, Ct));

        Assert.Equal(("server", "server_not_mastodon"), (refused.Field, refused.Error.Code));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        var refused = Assert.IsType<ConnectResult.Refused>(await Platform.ConnectAsync(new ConnectCall(new Secret(MastodonToken), null, null) { Server = new Uri("http://127.0.0.1:1") }, Ct));

        Assert.Equal(("server", "connect_failed"), (refused.Field, refused.Error.Code));
    }

    [Fact]
    public async Task A_server_is_called_only_where_the_world_reaches_it_unless_the_setting_is_here()
    {
        using var harness = new PlatformHttpHarness(TimeProvider.System, services => services.AddMastodon());

        var refused = Assert.IsType<ConnectResult.Refused>(await harness.Get<IPlatform>().ConnectAsync(new ConnectCall(new Secret(MastodonToken), null, null) { Server = Http.BaseAddress }, Ct));

        Assert.Equal(("server", "host_not_public"), (refused.Field, refused.Error.Code));
    }

    [Theory]
    [InlineData(401, typeof(StepResult.Unauthorized))]
    [InlineData(403, typeof(StepResult.Unauthorized))]
    [InlineData(410, typeof(StepResult.Unauthorized))]
    [InlineData(404, typeof(StepResult.Rejected))]
    [InlineData(413, typeof(StepResult.Rejected))]
    [InlineData(422, typeof(StepResult.Rejected))]
    [InlineData(429, typeof(StepResult.RateLimited))]
    [InlineData(500, typeof(StepResult.Unavailable))]
    [InlineData(503, typeof(StepResult.Unavailable))]
    [InlineData(418, typeof(StepResult.Unavailable))]
    public void A_refusal_of_a_repeatable_call_is_what_its_status_says(int status, Type expected) => Assert.IsType(expected, Judge(status, StepKind.Repeatable));

    [Theory]
    [InlineData(401, typeof(StepResult.Unauthorized))]
    [InlineData(422, typeof(StepResult.Rejected))]
    [InlineData(429, typeof(StepResult.RateLimited))]
    [InlineData(500, typeof(StepResult.Unknown))]
    [InlineData(503, typeof(StepResult.Unknown))]
    [InlineData(418, typeof(StepResult.Unknown))]
    public void A_refusal_of_the_publish_call_is_believed_where_it_is_documented(int status, Type expected) => Assert.IsType(expected, Judge(status, StepKind.Irreversible));

    [Theory]
    [InlineData(502, StepKind.Irreversible, typeof(StepResult.Unknown))]
    [InlineData(200, StepKind.Irreversible, typeof(StepResult.Unknown))]
    [InlineData(429, StepKind.Irreversible, typeof(StepResult.Unknown))]
    [InlineData(502, StepKind.Repeatable, typeof(StepResult.Unavailable))]
    [InlineData(413, StepKind.Repeatable, typeof(StepResult.Rejected))]
    [InlineData(429, StepKind.Repeatable, typeof(StepResult.RateLimited))]
    public void A_page_of_something_in_between_proves_nothing_about_a_publish_call(int status, StepKind kind, Type expected) =>
        Assert.IsType(expected, StepAnswers.ForFailure(new MastodonAnswer.Unreadable(status, null), kind, new MastodonOptions(), Time.GetUtcNow()));

    [Fact]
    public void Every_row_has_a_sentence_and_what_to_do() => Assert.All(MastodonErrorTable.Rows, row => Assert.True(row.Message.EndsWith('.') && row.Advice.EndsWith('.'), row.Message));

    private Task<ConnectResult> ConnectAsync(string token) => Platform.ConnectAsync(new ConnectCall(new Secret(token), null, null) { Server = Http.BaseAddress }, Ct);

    private StepResult Judge(int status, StepKind kind) =>
        StepAnswers.ForFailure(new MastodonAnswer.Refused(status, "Some words.", null), kind, new MastodonOptions(), Time.GetUtcNow());
}
