using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Posthaste.Channels;
using Posthaste.Channels.Logins;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Storage;
using Posthaste.Tests.Posts;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Channels.Logins;

/// <summary>Signing in at a network, over a real store, with a scripted network and a clock of the test's own.</summary>
public sealed class LoginTests : IAsyncLifetime
{
    private static readonly Guid Session = new("01900000-0000-7000-8000-0000000000aa");
    private static readonly Uri Back = new("https://posts.example.com/connect/facebook/callback");

    private readonly ScriptedLogin _login = new();
    private Desk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private LoginPerson Ann => new(Session, "Ann", new[] { _desk.WorkspaceId }.ToFrozenSet());

    private SqlLoginStore Store => new(_desk.Database);

    private KnownLogins Logins => new([_login, new ScriptedLogin("instagram", takesCodeChallenge: false)]);

    private BeginLogin Begin => new(Logins, Store, _desk.Vault, _desk.Plans, _desk.Clock);

    private ReturnFromLogin Return => new(Logins, Store, _desk.Vault, _desk.KeepAccount, _desk.Database, _desk.Clock, _desk.Calls);

    private ChooseAccount Choose => new(Logins, Store, _desk.Vault, _desk.KeepAccount, _desk.Database, _desk.Clock);

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync();
        _desk.Logins = Logins;
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task The_state_goes_to_the_network_and_only_its_hash_is_kept()
    {
        var state = await StateAsync();

        Assert.Equal(32, Base64Url.DecodeFromChars(state).Length);
        Assert.Null(await Store.FindByStateAsync(state, Ct));
        var attempt = (await Store.FindByStateAsync(new LoginSecret(state).Hash(), Ct))!;
        Assert.Equal((Session, _desk.WorkspaceId, "facebook", _desk.In(TimeSpan.FromMinutes(10))), (attempt.SessionId, attempt.WorkspaceId, attempt.Login, attempt.ExpiresAt));
        Assert.NotEqual(state, await StateAsync());
    }

    [Fact]
    public async Task The_verifier_is_kept_sealed_and_meets_the_challenge()
    {
        var state = await StateAsync();
        var challenge = _login.LastAsk!.CodeChallenge!;
        var attempt = (await Store.FindByStateAsync(new LoginSecret(state).Hash(), Ct))!;

        await ReturnAsync(state);

        var verifier = Assert.Single(_login.Codes).CodeVerifier!.Reveal();
        Assert.Equal(challenge, Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
        Assert.DoesNotContain(verifier, attempt.Verifier!, StringComparison.Ordinal);
        Assert.Throws<SealedTokenException>(() => _desk.Vault.Open(attempt.Verifier!, Guid.NewGuid()));
    }

    [Fact]
    public async Task A_login_that_offers_no_challenge_gets_none()
    {
        var start = Assert.IsType<LoginStart.SignIn>(await Begin.RunAsync(new LoginWish("instagram", _desk.WorkspaceId, Back), Ann, Ct));

        var state = start.Address.Query["?state=".Length..];
        Assert.Null((await Store.FindByStateAsync(new LoginSecret(state).Hash(), Ct))!.Verifier);
    }

    [Fact]
    public async Task After_ten_minutes_it_is_too_late_and_no_code_is_traded()
    {
        var (early, late) = (await StateAsync(), await StateAsync());
        _desk.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        Assert.IsType<LoginOutcome.Connected>(await ReturnAsync(early));
        _desk.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("state_expired", Code(await ReturnAsync(late)));

        Assert.Single(_login.Codes);
        _desk.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, await new PruneLogins(Store, _desk.Clock).RunAsync(Ct));
        Assert.Equal("state_unknown", Code(await ReturnAsync(late)));
    }

    [Fact]
    public async Task What_there_is_to_choose_from_is_sealed_and_ends_after_ten_minutes()
    {
        _login.Answer = new LoginResult.Granted([ScriptedLogin.Grant("1"), ScriptedLogin.Grant("2")]);
        var choose = Assert.IsType<LoginOutcome.Choose>(await ReturnAsync(await StateAsync()));
        var kept = (await Store.FindAsync(choose.AttemptId, Ct))!;
        var read = new ReadLoginChoice(Store, _desk.Vault, _desk.Clock);

        Assert.DoesNotContain("access-1", kept.Grants!, StringComparison.Ordinal);
        Assert.Equal(["shop1", "shop2"], (await read.RunAsync(choose.AttemptId, Ann, Ct))!.Select(account => account.Username));
        Assert.Null(await read.RunAsync(choose.AttemptId, Ann with { SessionId = Guid.Empty }, Ct));
        _desk.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await read.RunAsync(choose.AttemptId, Ann, Ct));
        Assert.Equal("choice_expired", Code(await Choose.RunAsync(choose.AttemptId, ["1"], Ann, Ct)));
        Assert.Empty(await _desk.Channels.ListAsync(_desk.WorkspaceId, Ct));
    }

    [Fact]
    public async Task Both_tokens_of_a_chosen_account_are_kept_for_its_channel()
    {
        _login.Answer = new LoginResult.Granted([ScriptedLogin.Grant("1"), ScriptedLogin.Grant("2")]);
        var choose = Assert.IsType<LoginOutcome.Choose>(await ReturnAsync(await StateAsync()));

        var connected = Assert.IsType<LoginOutcome.Connected>(await Choose.RunAsync(choose.AttemptId, ["2"], Ann, Ct));

        var channel = Assert.Single(connected.Channels).Channel;
        var tokens = (await _desk.Channels.FindAccountAsync(channel.Id, Ct))!.Tokens!;
        Assert.Equal(("2", "ann"), (channel.RemoteId, channel.GrantorId));
        Assert.Equal(("access-2", "grant-of-ann"), (_desk.Vault.Open(tokens.Access, channel.Id).Reveal(), _desk.Vault.Open(tokens.Grant!, channel.Id).Reveal()));
        Assert.Null(await Store.FindAsync(choose.AttemptId, Ct));
    }

    [Fact]
    public async Task Who_may_not_connect_there_or_has_no_app_is_sent_nowhere()
    {
        _login.MissingSettings = ["A:B", "A:C"];

        var unready = Assert.IsType<LoginStart.Failed>(await Begin.RunAsync(new LoginWish("facebook", _desk.WorkspaceId, Back), Ann, Ct));
        var elsewhere = Assert.IsType<LoginStart.Failed>(await Begin.RunAsync(new LoginWish("facebook", Guid.NewGuid(), Back), Ann, Ct));

        Assert.Equal("login_not_set_up", unready.Failure.Code);
        Assert.Contains("A:B and A:C", unready.Failure.Advice, StringComparison.Ordinal);
        Assert.Equal("right_missing", elsewhere.Failure.Code);
    }

    [Fact]
    public async Task A_grant_is_ended_with_the_last_channel_of_any_workspace_that_lives_by_it()
    {
        var other = new Workspace { Id = Guid.CreateVersion7(_desk.Time.GetUtcNow()), Name = "Other", CreatedAt = _desk.Time.GetUtcNow() };
        await _desk.Workspaces.AddAsync(other, Ct);
        var (first, second) = (await KeepAsync(_desk.WorkspaceId, "1"), await KeepAsync(other.Id, "2"));

        await _desk.DisconnectChannel.RunAsync(_desk.WorkspaceId, first.Id, "Ann", Ct);
        Assert.Empty(_login.Revoked);
        await _desk.DisconnectChannel.RunAsync(other.Id, second.Id, "Ann", Ct);

        Assert.Equal("grant-of-ann", Assert.Single(_login.Revoked)!.Reveal());
        Assert.Equal("""{"grant":"shared"}""", await DataAsync(_desk.WorkspaceId, first, "channel.disconnected"));
        Assert.Equal("""{"grant":"ending"}""", await DataAsync(other.Id, second, "channel.disconnected"));
        Assert.Equal("{}", await DataAsync(other.Id, second, "channel.grant_revoked"));
    }

    [Fact]
    public async Task A_grant_that_cannot_be_ended_is_told_and_the_token_is_forgotten_all_the_same()
    {
        var channel = await KeepAsync(_desk.WorkspaceId, "1");
        _login.RevokeAnswer = new PlatformError { Kind = ErrorKind.RetryLater, Code = "connect_failed", Message = "The network could not be reached." };

        Assert.IsType<ChannelResult.Changed>(await _desk.DisconnectChannel.RunAsync(_desk.WorkspaceId, channel.Id, "Ann", Ct));

        var told = await DataAsync(_desk.WorkspaceId, channel, "channel.grant_not_revoked");
        Assert.Contains("connect_failed", told, StringComparison.Ordinal);
        Assert.DoesNotContain("grant-of-ann", told, StringComparison.Ordinal);
        Assert.Null((await _desk.Channels.FindAccountAsync(channel.Id, Ct))!.Tokens);
    }

    [Fact]
    public async Task A_removed_app_stops_every_channel_of_that_person_and_no_other()
    {
        var (hers, pasted, his) = (await KeepAsync(_desk.WorkspaceId, "1"), await KeepAsync(_desk.WorkspaceId, "2", grantor: null), await KeepAsync(_desk.WorkspaceId, "3", grantor: "bob"));
        await _desk.PauseChannel.RunAsync(_desk.WorkspaceId, hers.Id, "Ann", Ct);
        var endGrants = new EndGrants(_desk.Channels, _desk.Jobs, _desk.Events, _desk.Database, _desk.Clock);

        Assert.Equal(1, await endGrants.RunAsync("facebook", "ann", Ct));
        Assert.Equal(1, await endGrants.RunAsync("facebook", "2", Ct));
        Assert.Equal(0, await endGrants.RunAsync("instagram", "bob", Ct));

        Assert.Equal((Gate.Reconnect, Gate.Reconnect, Gate.Open), (await _desk.GateOfAsync(hers), await _desk.GateOfAsync(pasted), await _desk.GateOfAsync(his)));
        var stopped = (await _desk.Channels.FindAsync(_desk.WorkspaceId, hers.Id, Ct))!;
        Assert.Equal(ChannelState.Reconnect, stopped.State);
        Assert.NotNull(stopped.PausedAt);
    }

    private async Task<Channel> KeepAsync(Guid workspaceId, string remoteId, string? grantor = "ann")
    {
        var grant = ScriptedLogin.Grant(remoteId) with { GrantorId = grantor };
        return ((ConnectChannelResult.Connected)await _desk.Database.RunAsync(() => _desk.KeepAccount.RunAsync(workspaceId, "instagram", grant, "Ann", Ct), Ct)).Channel;
    }

    // Events of one moment have no order, and at the desk no time passes.
    private async Task<string> DataAsync(Guid workspaceId, Channel channel, string kind) =>
        (await _desk.Events.ListAsync(workspaceId, channel.Id, Ct)).Single(happened => happened.Kind == kind).Data;

    private async Task<string> StateAsync() =>
        Assert.IsType<LoginStart.SignIn>(await Begin.RunAsync(new LoginWish("facebook", _desk.WorkspaceId, Back), Ann, Ct)).Address.Query["?state=".Length..];

    private Task<LoginOutcome> ReturnAsync(string state) => Return.RunAsync(new LoginReturn { Login = "facebook", State = state, Code = "code", RedirectUri = Back }, Ann, Ct);

    private static string Code(LoginOutcome outcome) => Assert.IsType<LoginOutcome.Failed>(outcome).Failure.Code;
}
