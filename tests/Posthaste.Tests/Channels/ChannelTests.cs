using Dapper;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Tests.Posts;

namespace Posthaste.Tests.Channels;

public sealed class ChannelTests : IAsyncLifetime
{
    private Desk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_connected_account_is_a_channel_with_lanes_and_an_unreadable_token()
    {
        var channel = await _desk.ConnectAsync();

        Assert.Equal(ChannelState.Active, channel.State);
        Assert.Equal(Gate.Open, await _desk.GateOfAsync(channel));
        Assert.DoesNotContain(Desk.Token, await DumpAsync(), StringComparison.Ordinal);
        Assert.Equal(Desk.Token, (await _desk.Accounts.FindAsync(channel.Id, Ct))!.Token.Reveal());
    }

    [Fact]
    public async Task A_pasted_token_is_trimmed_before_it_is_tried()
    {
        await _desk.ConnectChannel.RunAsync(Request("  token \n"), "Ann", Ct);

        Assert.Equal("token", _desk.Platform.LastConnect!.AccessToken.Reveal());
    }

    [Fact]
    public async Task A_refused_token_leaves_nothing_behind()
    {
        var error = new PlatformError { Kind = ErrorKind.ReconnectAccount, Message = "The token is not valid." };
        _desk.Platform.ConnectAnswer = new ConnectResult.Refused("accessToken", error);

        var result = await _desk.ConnectChannel.RunAsync(Request("bad"), "Ann", Ct);

        Assert.Equal(new ConnectChannelResult.Refused("accessToken", error), result);
        Assert.Empty(await _desk.Channels.ListAsync(_desk.WorkspaceId, Ct));
    }

    [Fact]
    public async Task The_server_of_an_account_is_kept_and_its_calls_go_there()
    {
        _desk.Platform.ConnectForm = new ConnectForm { ServerLabel = "Server" };
        var server = new Uri("https://social.example");
        _desk.Platform.ConnectAnswer = new ConnectResult.Connected(new AccountProfile { RemoteId = "7@social.example", Username = "shop", Server = server });

        var result = await _desk.ConnectChannel.RunAsync(Request("t") with { Server = " social.example/about " }, "Ann", Ct);

        var channel = Assert.IsType<ConnectChannelResult.Connected>(result).Channel;
        Assert.Equal((server, server), (_desk.Platform.LastConnect!.Server, channel.Server));
        Assert.Equal(server, (await _desk.Accounts.FindAsync(channel.Id, Ct))!.Server);
    }

    [Theory]
    [InlineData(false, "social.example", "7", "server")]
    [InlineData(true, null, "7", "server")]
    [InlineData(true, "http://social.example", "7", "server")]
    [InlineData(true, "social.example", " ", "remoteId")]
    public async Task What_the_form_of_a_network_asks_for_is_asked_before_anybody_is_called(bool hasServers, string? server, string? account, string field)
    {
        _desk.Platform.ConnectForm = hasServers ? new ConnectForm { ServerLabel = "Server", NeedsAccount = true } : ConnectForm.AccessToken;

        var result = await _desk.ConnectChannel.RunAsync(Request("t") with { Server = server, RemoteId = account }, "Ann", Ct);

        Assert.Equal(field, Assert.IsType<ConnectChannelResult.Refused>(result).Field);
        Assert.Null(_desk.Platform.LastConnect);
    }

    [Fact]
    public async Task Without_a_word_the_usual_server_is_meant()
    {
        _desk.Platform.ConnectForm = new ConnectForm { ServerLabel = "Server", UsualServer = new Uri("https://usual.example") };

        await _desk.ConnectChannel.RunAsync(Request("t"), "Ann", Ct);

        Assert.Equal("https://usual.example/", _desk.Platform.LastConnect!.Server!.AbsoluteUri);
    }

    [Fact]
    public async Task An_unknown_platform_is_named_with_those_there_are()
    {
        var result = await _desk.ConnectChannel.RunAsync(Request("t") with { Platform = "myspace" }, "Ann", Ct);

        var unknown = Assert.IsType<ConnectChannelResult.UnknownPlatform>(result);
        Assert.Equal(("myspace", "instagram"), (unknown.Name, Assert.Single(unknown.Known)));
    }

    [Fact]
    public async Task A_dead_token_closes_the_gate_once_and_a_new_one_opens_it()
    {
        var channel = await _desk.ConnectAsync();
        var account = (await _desk.Accounts.FindAsync(channel.Id, Ct))!;

        Assert.True(await _desk.Accounts.ReportDeadTokenAsync(account, Expired, Ct));
        Assert.True(await _desk.Accounts.ReportDeadTokenAsync(account, Expired, Ct));

        Assert.Equal(ChannelState.Reconnect, (await FindAsync(channel)).State);
        Assert.Equal(Gate.Reconnect, await _desk.GateOfAsync(channel));
        Assert.Single(await _desk.KindsOfEventsAsync(channel.Id), kind => kind == "channel.reconnect_needed");

        var again = await _desk.ConnectChannel.RunAsync(Request("new-token"), "Ann", Ct);
        var connected = Assert.IsType<ConnectChannelResult.Connected>(again);
        Assert.Equal((channel.Id, false, ChannelState.Active), (connected.Channel.Id, connected.IsNew, connected.Channel.State));
        Assert.Equal(Gate.Open, await _desk.GateOfAsync(channel));
        Assert.Equal("new-token", (await _desk.Accounts.FindAsync(channel.Id, Ct))!.Token.Reveal());
    }

    [Fact]
    public async Task A_late_word_about_an_old_token_changes_nothing()
    {
        var channel = await _desk.ConnectAsync();
        var old = (await _desk.Accounts.FindAsync(channel.Id, Ct))!;
        await _desk.ConnectChannel.RunAsync(Request("new-token"), "Ann", Ct);

        Assert.False(await _desk.Accounts.ReportDeadTokenAsync(old, Expired, Ct));

        Assert.Equal(ChannelState.Active, (await FindAsync(channel)).State);
        Assert.Equal(Gate.Open, await _desk.GateOfAsync(channel));
    }

    [Fact]
    public async Task A_pause_outlives_a_dead_token_and_its_renewal()
    {
        var channel = await _desk.ConnectAsync();
        var account = (await _desk.Accounts.FindAsync(channel.Id, Ct))!;
        await _desk.PauseChannel.RunAsync(_desk.WorkspaceId, channel.Id, "Ann", Ct);
        Assert.Equal(Gate.Paused, await _desk.GateOfAsync(channel));

        await _desk.Accounts.ReportDeadTokenAsync(account, Expired, Ct);
        await _desk.ConnectChannel.RunAsync(Request("new-token"), "Ann", Ct);

        Assert.Equal(ChannelState.Paused, (await FindAsync(channel)).State);
        Assert.Equal(Gate.Paused, await _desk.GateOfAsync(channel));
        await _desk.ResumeChannel.RunAsync(_desk.WorkspaceId, channel.Id, "Ann", Ct);
        Assert.Equal(ChannelState.Active, (await FindAsync(channel)).State);
        Assert.Equal(Gate.Open, await _desk.GateOfAsync(channel));
    }

    [Fact]
    public async Task A_disconnected_channel_has_no_token_and_stays_for_its_history()
    {
        var channel = await _desk.ConnectAsync();

        await _desk.DisconnectChannel.RunAsync(_desk.WorkspaceId, channel.Id, "Ann", Ct);

        Assert.Equal(ChannelState.Disconnected, (await FindAsync(channel)).State);
        Assert.Null(await _desk.Accounts.FindAsync(channel.Id, Ct));
        Assert.Equal(Gate.Disconnected, await _desk.GateOfAsync(channel));
        Assert.IsType<ChannelResult.Refused>(await _desk.PauseChannel.RunAsync(_desk.WorkspaceId, channel.Id, "Ann", Ct));
    }

    [Fact]
    public async Task Disconnecting_waits_for_a_publish_call_whose_outcome_is_open()
    {
        var channel = await _desk.ConnectAsync();
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel), _desk.InHours(1));
        await _desk.OpenIntentAsync(await _desk.JobOfAsync(post, channel));

        var result = await _desk.DisconnectChannel.RunAsync(_desk.WorkspaceId, channel.Id, "Ann", Ct);

        Assert.Equal("publishing_now", Assert.IsType<ChannelResult.Refused>(result).Code);
        Assert.Equal(Gate.Open, await _desk.GateOfAsync(channel));
        Assert.NotNull(await _desk.Accounts.FindAsync(channel.Id, Ct));
    }

    [Fact]
    public async Task A_channel_of_another_workspace_is_not_found()
    {
        var channel = await _desk.ConnectAsync();
        var stranger = Guid.CreateVersion7(_desk.Time.GetUtcNow());

        Assert.IsType<ChannelResult.NotFound>(await _desk.PauseChannel.RunAsync(stranger, channel.Id, "Eve", Ct));
        Assert.IsType<ChannelResult.NotFound>(await _desk.ResumeChannel.RunAsync(stranger, channel.Id, "Eve", Ct));
        Assert.IsType<ChannelResult.NotFound>(await _desk.DisconnectChannel.RunAsync(stranger, channel.Id, "Eve", Ct));
    }

    [Fact]
    public async Task Rotating_seals_every_token_with_the_newest_key()
    {
        var channel = await _desk.ConnectAsync();
        var keys = new[] { new RingKey("old", new byte[32]), new RingKey("new", Enumerable.Repeat((byte)7, 32).ToArray()) };
        var old = new TokenVault(new KeyRing(keys[..1]));
        await _desk.Channels.SaveAsync(channel, new SealedTokens(old.Seal(new Secret("t"), channel.Id), old.Seal(new Secret("g"), channel.Id)), Ct);
        var ring = new KeyRing(keys);
        var rotate = new RotateKeys([_desk.Channels], new TokenVault(ring), ring);

        Assert.Equal(new KeysRotated("new", 2, 0), await rotate.RunAsync(Ct));
        Assert.Equal(new KeysRotated("new", 0, 0), await rotate.RunAsync(Ct));

        var tokens = (await _desk.Channels.FindAccountAsync(channel.Id, Ct))!.Tokens!;
        var vault = new TokenVault(new KeyRing(keys[1..]));
        Assert.Equal(("t", "g"), (vault.Open(tokens.Access, channel.Id).Reveal(), vault.Open(tokens.Grant!, channel.Id).Reveal()));
    }

    [Fact]
    public async Task A_token_whose_key_is_lost_keeps_no_other_from_being_sealed_again()
    {
        var (lost, kept) = (await _desk.ConnectAsync(), new RingKey("kept", new byte[32]));
        var other = await _desk.ConnectAsync("1785");
        await _desk.Channels.SaveAsync(lost, new SealedTokens(new TokenVault(new KeyRing([new RingKey("lost", new byte[32])])).Seal(new Secret("t"), lost.Id)), Ct);
        await _desk.Channels.SaveAsync(other, new SealedTokens(new TokenVault(new KeyRing([kept])).Seal(new Secret("t"), other.Id)), Ct);
        var ring = new KeyRing([kept, new RingKey("new", new byte[32])]);

        Assert.Equal(new KeysRotated("new", 1, 1), await new RotateKeys([_desk.Channels], new TokenVault(ring), ring).RunAsync(Ct));
    }

    private static PlatformError Expired => new() { Kind = ErrorKind.ReconnectAccount, Message = "The token has expired.", Code = "190" };

    private ConnectRequest Request(string token) => new() { WorkspaceId = _desk.WorkspaceId, Platform = "instagram", AccessToken = new Secret(token) };

    private async Task<Channel> FindAsync(Channel channel) => (await _desk.Channels.FindAsync(_desk.WorkspaceId, channel.Id, Ct))!;

    private async Task<string> DumpAsync() => string.Join('\n', await _desk.Database.ReadAsync(connection => connection.QueryAsync<string>(
        "SELECT token FROM channels UNION ALL SELECT data FROM events"), Ct));
}
