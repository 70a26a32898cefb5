using Dapper;
using Posthaste.Channels;
using Posthaste.Channels.Renewal;
using Posthaste.Platforms;
using Posthaste.Tests.Posts;

namespace Posthaste.Tests.Channels.Renewal;

// What the loop does with all of them.
public abstract partial class RenewalContract
{
    [Fact]
    public async Task A_round_renews_what_is_due_and_one_that_throws_holds_nobody_up()
    {
        var broken = _channel;
        var fine = await ConnectAsync(_desk.In(TimeSpan.FromDays(60)), remoteId: "1785");
        var notYet = await ConnectAsync(_desk.In(TimeSpan.FromDays(90)), remoteId: "1786");
        _desk.Time.Advance(TimeSpan.FromDays(54));
        _login.Answer = (account, _, _) => account.ChannelId == broken.Id ? throw new InvalidOperationException("a bug") : Task.FromResult<RenewResult>(Renewed(New));

        await _node.RenewTokens.RunAsync(Ct);

        Assert.Equal(New, (await _desk.Accounts.FindAsync(fine.Id, Ct))!.Token.Reveal());
        Assert.Equal((1, "unexpected"), ((await FindAsync()).Renewal.Failures, (await FindAsync()).Renewal.Error!.Code));
        Assert.Equal(Desk.Token, (await _desk.Accounts.FindAsync(notYet.Id, Ct))!.Token.Reveal());
        Assert.Equal(2, _login.Renewals);
    }

    [Fact]
    public async Task Tokens_from_before_there_were_plans_get_one()
    {
        await _desk.Channels.SaveAsync(_channel with { Renewal = TokenRenewal.None }, Ct);

        await _node.RenewTokens.RunAsync(Ct);

        Assert.InRange((await FindAsync()).Renewal.NextAt!.Value, _desk.In(TimeSpan.FromDays(52)), _desk.In(TimeSpan.FromDays(53)));
    }

    [Fact]
    public async Task A_token_that_only_a_person_renews_is_told_of_once_when_its_end_comes_near()
    {
        _login.Terms = TokenTerms.ByPerson;
        _channel = await ConnectAsync(_desk.In(TimeSpan.FromDays(60)));
        _desk.Time.Advance(TimeSpan.FromDays(52));
        await _node.RenewTokens.RunAsync(Ct);
        Assert.DoesNotContain("channel.reconnect_soon", await _desk.KindsOfEventsAsync(_channel.Id));

        _desk.Time.Advance(TimeSpan.FromDays(1));
        await _node.RenewTokens.RunAsync(Ct);
        await _other.RenewTokens.RunAsync(Ct);

        Assert.Single(await _desk.KindsOfEventsAsync(_channel.Id), kind => kind == "channel.reconnect_soon");
        Assert.Equal((ChannelState.Active, "ends_soon"), ((await FindAsync()).State, (await FindAsync()).Renewal.Error!.Code));
        Assert.Equal((0, TokenRenewal.None), (_login.Renewals, (await ConnectAsync(_desk.In(TimeSpan.FromDays(60)))).Renewal));
    }

    [Fact]
    public async Task A_token_whose_way_of_signing_in_is_gone_leaves_the_list()
    {
        _desk.Platform.Logins = [];
        _desk.Time.Advance(TimeSpan.FromDays(54));

        await _node.RenewTokens.RunAsync(Ct);

        Assert.Empty(await _desk.Channels.ListToRenewAsync(_desk.Clock.Now, 10, Ct));
    }

    [Fact]
    public async Task What_the_network_said_of_a_token_is_counted_for_that_token_and_what_came_too_late_is_not()
    {
        _desk.Time.Advance(TimeSpan.FromDays(53));
        _login.Answers(new RenewResult.Later(Down, RetryAt: null));
        await RenewAsync();
        await RenewAsync();
        Assert.Equal([(2, false)], await CountedAsync());
        _login.Answers(Renewed(New));
        await RenewAsync();
        Assert.Equal([(3, true)], await CountedAsync());

        _desk.Time.Advance(TimeSpan.FromDays(53));
        _login.Answer = async (_, _, _) =>
        {
            await ReconnectAsync("EAAB-by-a-person");
            return new RenewResult.Later(Down, RetryAt: null);
        };
        Assert.IsType<RenewalOutcome.Superseded>(await RenewAsync());

        Assert.Equal([(3, true)], await CountedAsync());
    }

    private async Task<IEnumerable<(int Tries, bool IsRenewed)>> CountedAsync() => (await _desk.Database.ReadAsync(connection => connection.QueryAsync<(int Tries, int Renewed)>(
        "SELECT tries, CASE WHEN renewed_at IS NULL THEN 0 ELSE 1 END FROM token_renewals WHERE channel_id = @Id ORDER BY token_at", new { _channel.Id }), Ct)).Select(row => (row.Tries, row.Renewed == 1));
}
