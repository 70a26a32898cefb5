using Posthaste.Channels;
using Posthaste.Channels.Renewal;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Tests.Posts;

namespace Posthaste.Tests.Channels.Renewal;

// What happens while a renewal is under way: others change the channel, a process dies, the network never answers.
public abstract partial class RenewalContract
{
    [Fact]
    public async Task Fifty_who_ask_on_two_nodes_at_once_are_one_call_at_the_network()
    {
        _desk.Time.Advance(TimeSpan.FromDays(2));
        var answer = new TaskCompletionSource<RenewResult>();
        _login.Answer = (_, _, _) => answer.Task;

        var first = Enumerable.Range(0, 25).Select(_ => Task.Run(() => _node.RenewToken.RunAsync(_channel.Id, "Ann", Ct), Ct)).ToList();
        var second = Enumerable.Range(0, 25).Select(_ => Task.Run(() => _other.RenewToken.RunAsync(_channel.Id, "Bob", Ct), Ct)).ToList();
        // The node that came second hears that the other is at it; that one still waits for the network.
        await Task.WhenAny(Task.WhenAll(first), Task.WhenAll(second));
        answer.SetResult(Renewed(New));
        var outcomes = await Task.WhenAll(first.Concat(second));
        var late = await Task.WhenAll(_node.RenewToken.RunAsync(_channel.Id, "Ann", Ct), _other.RenewToken.RunAsync(_channel.Id, "Bob", Ct));

        Assert.Equal(1, _login.Renewals);
        Assert.Equal([25, 25], new[] { outcomes.Count(one => one is RenewalOutcome.Renewed), outcomes.Count(one => one is RenewalOutcome.UnderWay) });
        Assert.All(late, one => Assert.Equal(_desk.Time.GetUtcNow(), Assert.IsType<RenewalOutcome.Renewed>(one).Channel.Renewal.RenewedAt));
        Assert.Equal(New, (await _desk.Accounts.FindAsync(_channel.Id, Ct))!.Token.Reveal());
        Assert.Single(await _desk.KindsOfEventsAsync(_channel.Id), kind => kind == "channel.token_renewed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_died_while_it_was_renewed_lives_again_with_the_new_one(bool paused)
    {
        if (paused) await _desk.PauseChannel.RunAsync(_desk.WorkspaceId, _channel.Id, "Ann", Ct);
        _desk.Time.Advance(TimeSpan.FromDays(53));
        _login.Answer = async (account, _, _) =>
        {
            // The engine used the old token in this moment.
            Assert.True(await _desk.Accounts.ReportDeadTokenAsync(account, Revoked, Ct));
            return Renewed(New);
        };

        await RenewAsync();

        Assert.Equal(paused ? ChannelState.Paused : ChannelState.Active, (await FindAsync()).State);
        Assert.Equal(paused ? Gate.Paused : Gate.Open, await _desk.GateOfAsync(_channel));
        Assert.Equal(New, (await _desk.Accounts.FindAsync(_channel.Id, Ct))!.Token.Reveal());
    }

    [Fact]
    public async Task What_the_network_answers_about_a_token_that_somebody_replaced_is_thrown_away()
    {
        _desk.Time.Advance(TimeSpan.FromDays(53));
        _login.Answer = async (_, _, _) =>
        {
            await ReconnectAsync("EAAB-by-a-person");
            return new RenewResult.Refused(Revoked, TokenIsDead: true);
        };

        Assert.IsType<RenewalOutcome.Superseded>(await RenewAsync());

        Assert.Equal(("EAAB-by-a-person", null), await TokensAsync());
        Assert.Equal((ChannelState.Active, 0), ((await FindAsync()).State, (await FindAsync()).Renewal.Failures));
        Assert.True(await HoldAsync(), "the hold was given back");
    }

    [Fact]
    public async Task What_the_network_answers_about_a_channel_that_somebody_disconnected_is_thrown_away()
    {
        _desk.Time.Advance(TimeSpan.FromDays(53));
        _login.Answer = async (_, _, _) =>
        {
            await _desk.DisconnectChannel.RunAsync(_desk.WorkspaceId, _channel.Id, "Ann", Ct);
            return Renewed(New);
        };

        Assert.IsType<RenewalOutcome.Superseded>(await RenewAsync());

        Assert.Null(await _desk.Accounts.FindAsync(_channel.Id, Ct));
        Assert.Equal("disconnected", Assert.IsType<RenewalOutcome.NotPossible>(await RenewAsync()).Code);
    }

    [Fact]
    public async Task A_renewal_whose_process_died_is_made_again_when_its_hold_has_ended_and_never_at_once()
    {
        _desk.Time.Advance(TimeSpan.FromDays(53));
        Assert.True(await HoldAsync());
        _login.Answers(Renewed(New));

        Assert.IsType<RenewalOutcome.UnderWay>(await RenewAsync());
        await _other.RenewTokens.RunAsync(Ct);
        Assert.Equal(0, _login.Renewals);
        _desk.Time.Advance(RenewToken.HoldTime);
        await _other.RenewTokens.RunAsync(Ct);
        Assert.Equal(0, _login.Renewals);
        _desk.Time.Advance(TimeSpan.FromMinutes(4));
        await _other.RenewTokens.RunAsync(Ct);

        Assert.Equal((1, 0), (_login.Renewals, (await FindAsync()).Renewal.Failures));
    }

    [Fact]
    public async Task A_network_that_never_answers_is_not_waited_for_longer_than_the_hold_lasts()
    {
        _desk.Time.Advance(TimeSpan.FromDays(53));
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _login.Answer = async (_, _, ct) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            throw new InvalidOperationException("unreachable");
        };

        var renewing = RenewAsync();
        await asked.Task;
        _desk.Time.Advance(RenewToken.HoldTime - TimeSpan.FromSeconds(30));

        Assert.Equal("unexpected", Assert.IsType<RenewalOutcome.Failing>(await renewing).Error.Code);
        Assert.Equal(Desk.Token, (await _desk.Accounts.FindAsync(_channel.Id, Ct))!.Token.Reveal());
    }
}
