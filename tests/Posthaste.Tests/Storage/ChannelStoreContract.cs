using Dapper;
using Posthaste.Channels;
using Posthaste.Channels.Renewal;
using Posthaste.Storage;

namespace Posthaste.Tests.Storage;

/// <summary>What the channel store must do on both databases.</summary>
public abstract class ChannelStoreContract(TestDatabase database) : StoreContract(database)
{
    private SqlChannelStore Channels => new(Database);

    [Fact]
    public async Task A_channel_comes_back_as_it_was_saved()
    {
        var channel = AChannel() with
        {
            Login = "instagram_login",
            Server = new Uri("https://social.example:8443"),
            DisplayName = "Der Laden",
            PictureUrl = new Uri("https://cdn.example/p.jpg?a=1"),
            TokenExpiresAt = Start.AddDays(60),
            GrantorId = "3784",
            GrantExpiresAt = Start.AddDays(90),
            Renewal = new TokenRenewal(Start.AddDays(53), Start.AddDays(-1), 2, new RenewalError("190", "No.", Start)),
        };
        Assert.True(await Channels.AddAsync(channel, new SealedTokens("sealed"), Ct));
        Assert.Equal(channel, await Channels.FindAsync(WorkspaceId, channel.Id, Ct));

        var changed = channel with { State = ChannelState.Paused, PausedAt = Start.AddHours(1), DisplayName = null, UpdatedAt = Start.AddHours(1) };
        await Channels.SaveAsync(changed, Ct);

        Assert.Equal(changed, await Channels.FindByRemoteIdAsync(WorkspaceId, "instagram", "1784", Ct));
        Assert.Equal([changed], await Channels.ListAsync(WorkspaceId, Ct));
        Assert.Equal(new SealedAccount(changed, new SealedTokens("sealed")), await Channels.FindAccountAsync(channel.Id, Ct));
        Assert.Null(await Channels.FindAsync(NewId(), channel.Id, Ct));
    }

    [Fact]
    public async Task Scopes_that_a_platform_does_not_tell_are_not_none()
    {
        var channel = AChannel();
        await Channels.AddAsync(channel, new SealedTokens("sealed"), Ct);
        Assert.Null((await Channels.FindAsync(WorkspaceId, channel.Id, Ct))!.Scopes);

        await Channels.SaveAsync(channel with { Scopes = ["publish", "comments"] }, Ct);

        Assert.Equal(["publish", "comments"], (await Channels.FindAsync(WorkspaceId, channel.Id, Ct))!.Scopes);
    }

    [Fact]
    public async Task An_account_is_one_channel()
    {
        await Channels.AddAsync(AChannel(), new SealedTokens("first"), Ct);

        Assert.False(await Channels.AddAsync(AChannel(), new SealedTokens("second"), Ct));

        Assert.Equal("first", Assert.Single(await Channels.ListTokensAsync(Ct)).Token);
    }

    [Fact]
    public async Task A_forgotten_token_is_gone()
    {
        var channel = AChannel();
        await Channels.AddAsync(channel, new SealedTokens("sealed"), Ct);

        await Channels.SaveAsync(channel with { State = ChannelState.Disconnected }, null, Ct);

        Assert.Null((await Channels.FindAccountAsync(channel.Id, Ct))!.Tokens);
        Assert.Empty(await Channels.ListTokensAsync(Ct));
    }

    [Fact]
    public async Task A_token_is_replaced_only_while_it_is_the_one_that_was_read()
    {
        var channel = AChannel();
        await Channels.AddAsync(channel, new SealedTokens("old"), Ct);
        var read = Assert.Single(await Channels.ListTokensAsync(Ct));

        Assert.True(await Channels.ReplaceTokenAsync(read, "new", Ct));
        Assert.False(await Channels.ReplaceTokenAsync(read, "newer", Ct));

        Assert.Equal("new", (await Channels.FindAccountAsync(channel.Id, Ct))!.Tokens!.Access);
    }

    [Fact]
    public async Task What_renews_a_token_is_kept_replaced_and_forgotten_beside_it()
    {
        var channel = AChannel();
        await Channels.AddAsync(channel, new SealedTokens("access", "grant"), Ct);
        Assert.Equal(["access", "grant"], (await Channels.ListTokensAsync(Ct)).Select(token => token.Token).Order());

        Assert.True(await Channels.ReplaceTokenAsync(new SealedToken(channel.Id, "grant"), "other", Ct));
        Assert.Equal(new SealedTokens("access", "other"), (await Channels.FindAccountAsync(channel.Id, Ct))!.Tokens);

        await Channels.SaveAsync(channel with { State = ChannelState.Disconnected }, null, Ct);
        Assert.Empty(await Channels.ListTokensAsync(Ct));
    }

    [Fact]
    public async Task One_at_a_time_holds_the_right_to_renew_a_token_until_it_gives_it_back_or_its_time_is_over()
    {
        var channel = AChannel() with { Renewal = new TokenRenewal(Start, null, 0, null) };
        await Channels.AddAsync(channel, new SealedTokens("sealed"), Ct);
        var hold = new RenewalHold { ChannelId = channel.Id, TokenChangedAt = Start, Since = Start, Until = Start.AddMinutes(2), RetryAt = Start.AddMinutes(5) };
        var later = hold with { Since = Start.AddMinutes(2), Until = Start.AddMinutes(4) };
        Assert.Equal([channel.Id], await Channels.ListToRenewAsync(Start, 10, Ct));

        Assert.True(await Channels.HoldRenewalAsync(hold, Ct));
        Assert.False(await Channels.HoldRenewalAsync(hold with { Since = Start.AddSeconds(119) }, Ct));
        Assert.True(await Channels.HoldRenewalAsync(later, Ct));
        await Channels.EndRenewalAsync(hold, Ct);
        Assert.False(await Channels.HoldRenewalAsync(hold with { Since = Start.AddMinutes(3) }, Ct));
        await Channels.EndRenewalAsync(later, Ct);
        Assert.False(await Channels.HoldRenewalAsync(hold with { TokenChangedAt = Start.AddDays(-1) }, Ct));
        Assert.True(await Channels.HoldRenewalAsync(hold, Ct));

        Assert.Equal(new TokenRenewal(Start.AddMinutes(5), null, 3, null), (await Channels.FindAsync(WorkspaceId, channel.Id, Ct))!.Renewal);
    }

    [Fact]
    public async Task Tokens_to_renew_are_listed_longest_due_first_without_those_that_are_held_or_dead()
    {
        Task<bool> AddAsync(Channel channel) => Channels.AddAsync(channel, new SealedTokens("sealed"), Ct);
        var (first, second) = (AChannel("1") with { Renewal = Due(1) }, AChannel("2") with { Renewal = Due(2), State = ChannelState.Paused });
        var held = AChannel("3") with { Renewal = Due(0) };
        var unplanned = AChannel("4");
        foreach (var channel in new[] { second, first, held, unplanned, AChannel("5") with { Renewal = Due(3) }, AChannel("6") with { Renewal = Due(1), State = ChannelState.Reconnect } })
            await AddAsync(channel);
        await Channels.HoldRenewalAsync(
            new RenewalHold { ChannelId = held.Id, TokenChangedAt = Start, Since = Start, Until = Start.AddMinutes(9), RetryAt = Start }, Ct);

        Assert.Equal([first.Id, second.Id], await Channels.ListToRenewAsync(Start.AddMinutes(2), 10, Ct));
        Assert.Equal([first.Id], await Channels.ListToRenewAsync(Start.AddMinutes(2), 1, Ct));
        Assert.Equal([unplanned.Id], (await Channels.ListUnplannedAsync(Ct)).Select(channel => channel.Id));
        Assert.Empty(await Channels.ListEndingAsync(Start.AddDays(6), Ct));
        await Channels.SaveAsync(unplanned with { TokenExpiresAt = Start.AddDays(5) }, Ct);
        Assert.Empty(await Channels.ListEndingAsync(Start.AddDays(4), Ct));
        Assert.Equal([unplanned.Id], (await Channels.ListEndingAsync(Start.AddDays(6), Ct)).Select(channel => channel.Id));
        await Channels.ForgetRenewalAsync(first.Id, Start, Ct);
        await Channels.ForgetRenewalAsync(second.Id, Start.AddMinutes(2), Ct);
        Assert.Equal([first.Id], await Channels.ListToRenewAsync(Start.AddMinutes(2), 10, Ct));

        static TokenRenewal Due(int minutes) => new(Start.AddMinutes(minutes), null, 0, null);
    }

    [Fact]
    public async Task An_open_intent_of_the_channel_is_seen_and_a_settled_one_is_not()
    {
        var channel = AChannel();
        await Channels.AddAsync(channel, new SealedTokens("sealed"), Ct);
        Assert.False(await Channels.HasOpenIntentAsync(channel.Id, Ct));

        await AddIntentAsync(channel.Id, 1, "happened");
        Assert.False(await Channels.HasOpenIntentAsync(channel.Id, Ct));
        await AddIntentAsync(channel.Id, 2, null);
        Assert.True(await Channels.HasOpenIntentAsync(channel.Id, Ct));
        Assert.False(await Channels.HasOpenIntentAsync(NewId(), Ct));
    }

    [Fact]
    public async Task Usage_is_listed_by_hour_from_a_time_on()
    {
        var channel = AChannel();
        await Channels.AddAsync(channel, new SealedTokens("sealed"), Ct);
        foreach (var n in Enumerable.Range(0, 3))
        {
            await Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
                "INSERT INTO channel_usage (channel_id, hour, calls, publishes, errors) VALUES (@Id, @Hour, @Calls, 1, 0)",
                new { channel.Id, Hour = Start.AddHours(n), Calls = 10 + n }), Ct);
        }

        var found = await Channels.ListUsageAsync(channel.Id, Start.AddHours(1), Ct);

        Assert.Equal([new UsageHour(Start.AddHours(1), 11, 1, 0), new UsageHour(Start.AddHours(2), 12, 1, 0)], found);
    }

    private Task<int> AddIntentAsync(Guid channelId, int number, string? outcome) => Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
        """
        INSERT INTO publish_intents (id, job_id, channel_id, part, number, step, content_hash, node, epoch, intent_at, deadline_at, outcome)
        VALUES (@Id, @JobId, @ChannelId, 'post', @Number, 'publish', 'hash', @Node, 1, @At, @At, @Outcome)
        """, new { Id = NewId(), JobId = NewId(), ChannelId = channelId, Number = number, Node = NewId(), At = Start, Outcome = outcome }), Ct);
}

public sealed class SqliteChannelStoreTests() : ChannelStoreContract(new SqliteTestDatabase());

public sealed class PostgresChannelStoreTests() : ChannelStoreContract(new PostgresTestDatabase());
