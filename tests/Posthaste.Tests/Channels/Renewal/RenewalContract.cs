using Dapper;
using Microsoft.Extensions.Logging;
using Posthaste.Channels;
using Posthaste.Channels.Renewal;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Storage;
using Posthaste.Storage.Postgres;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Channels.Renewal;

/// <summary>R-ACC-3: what becomes of a token when it is renewed, on both databases.</summary>
public abstract partial class RenewalContract(TestDatabase database) : IAsyncLifetime
{
    private const string New = "EAAB-renewed-secret";
    private const string Grant = "rft-first-grant";
    private const string NewGrant = "rft-second-grant";

    private readonly ScriptedLogin _login = new();
    private readonly ListedLog _log = new();
    private LoggerFactory _logs = null!;
    private Desk _desk = null!;
    private RenewalNode _node = null!;
    private RenewalNode _other = null!;
    private Channel _channel = null!;
    private PostgresDatabase? _otherDatabase;

    private static CancellationToken Ct => Desk.Ct;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _desk.Platform.Logins = [_login];
        _logs = new LoggerFactory([_log], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        _node = new RenewalNode(_desk, _desk.Database, _logs);
        // A SQLite file has one process; what its nodes share is the writer.
        if (database is PostgresTestDatabase postgres) _otherDatabase = new PostgresDatabase(postgres.ConnectionString);
        _other = new RenewalNode(_desk, (Database?)_otherDatabase ?? _desk.Database, _logs);
        _channel = await ConnectAsync(_desk.In(TimeSpan.FromDays(60)));
    }

    public async ValueTask DisposeAsync()
    {
        _node.Dispose();
        _other.Dispose();
        _logs.Dispose();
        if (_otherDatabase is not null) await _otherDatabase.DisposeAsync();
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_a_renewal_calls_counts_for_its_channel_also_where_it_fails()
    {
        _desk.Time.Advance(TimeSpan.FromDays(2));
        _login.Answer = (_, _, _) =>
        {
            CallTally.Current!.Add(new CallTotals(1, 1, 20, 30));
            throw new InvalidOperationException("Nobody foresaw this.");
        };

        await _node.RenewToken.RunAsync(_channel.Id, "Ann", Ct);

        Assert.Equal((_channel.Id, new CallTotals(1, 1, 20, 30)), _desk.Calls.All.Last());
        Assert.Null(CallTally.Current);
    }

    [Fact]
    public async Task A_renewed_token_and_its_rotating_grant_are_kept_together_before_anybody_uses_them()
    {
        _channel = await ConnectAsync(_desk.In(TimeSpan.FromDays(60)), Grant);
        _desk.Time.Advance(TimeSpan.FromDays(2));
        _login.Answers(new RenewResult.Renewed(new AccountTokens(new Secret(New), new Secret(NewGrant), _desk.In(TimeSpan.FromDays(365))), _desk.In(TimeSpan.FromDays(60)), ["publish"]));

        var renewed = Assert.IsType<RenewalOutcome.Renewed>(await RenewAsync()).Channel;

        Assert.Equal([(Desk.Token, Grant)], _login.Used);
        Assert.Equal((New, NewGrant), await TokensAsync());
        Assert.Equal((_desk.In(TimeSpan.FromDays(60)), _desk.In(TimeSpan.FromDays(365))), (renewed.TokenExpiresAt, renewed.GrantExpiresAt));
        Assert.Equal(["publish"], renewed.Scopes);
        Assert.Equal((_desk.Time.GetUtcNow(), 0, null), (renewed.Renewal.RenewedAt, renewed.Renewal.Failures, renewed.Renewal.Error));
        Assert.InRange(renewed.Renewal.NextAt!.Value, _desk.In(TimeSpan.FromDays(52)), _desk.In(TimeSpan.FromDays(53)));
    }

    [Fact]
    public async Task A_grant_that_the_answer_does_not_replace_stays()
    {
        _channel = await ConnectAsync(_desk.In(TimeSpan.FromDays(60)), Grant);
        _desk.Time.Advance(TimeSpan.FromDays(2));
        _login.Answers(Renewed(New));

        await RenewAsync();

        Assert.Equal((New, Grant), await TokensAsync());
    }

    [Fact]
    public async Task A_renewal_that_fails_for_now_changes_no_token_backs_off_and_is_told_once_and_again_near_the_end()
    {
        _desk.Time.Advance(TimeSpan.FromDays(53));
        _login.Answers(new RenewResult.Later(Down, RetryAt: null));

        var waits = new List<TimeSpan>();
        for (var i = 0; i < 10; i++)
        {
            var failing = Assert.IsType<RenewalOutcome.Failing>(await RenewAsync());
            waits.Add(failing.RetryAt - _desk.Time.GetUtcNow());
            _desk.Time.Advance(waits[^1]);
        }
        Assert.Single(await AlertsAsync());
        Assert.All(waits.Zip([5, 10, 20, 40, 80, 160, 320, 360, 360, 360]), pair => Assert.InRange(pair.First.TotalMinutes, pair.Second, pair.Second * 1.1));

        await AdvanceToAsync(_channel.TokenExpiresAt!.Value - TimeSpan.FromHours(23));
        var last = Assert.IsType<RenewalOutcome.Failing>(await RenewAsync());
        await RenewAsync();

        Assert.Equal(2, (await AlertsAsync()).Count());
        Assert.InRange(last.RetryAt - _desk.Time.GetUtcNow(), TimeSpan.FromHours(1), TimeSpan.FromHours(1.1));
        var channel = await FindAsync();
        Assert.Equal((ChannelState.Active, 12, "503"), (channel.State, channel.Renewal.Failures, channel.Renewal.Error!.Code));
        Assert.Equal(Gate.Open, await _desk.GateOfAsync(_channel));
        Assert.Equal(Desk.Token, (await _desk.Accounts.FindAsync(_channel.Id, Ct))!.Token.Reveal());

        _login.Answers(Renewed(New));
        Assert.Equal((0, null), (Assert.IsType<RenewalOutcome.Renewed>(await RenewAsync()).Channel.Renewal is var after ? after.Failures : -1, (await FindAsync()).Renewal.Error));
    }

    [Fact]
    public async Task A_time_that_the_network_asks_for_is_kept()
    {
        _desk.Time.Advance(TimeSpan.FromDays(53));
        _login.Answers(new RenewResult.Later(Down, _desk.InHours(9)));

        await RenewAsync();
        _desk.Time.Advance(TimeSpan.FromHours(8.9));
        await _node.RenewTokens.RunAsync(Ct);
        Assert.Equal(1, _login.Renewals);
        _desk.Time.Advance(TimeSpan.FromHours(0.1));
        await _node.RenewTokens.RunAsync(Ct);

        Assert.Equal(2, _login.Renewals);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_told_with_its_date_and_the_token_is_used_until_then()
    {
        _desk.Time.Advance(TimeSpan.FromDays(53));
        _login.Answers(new RenewResult.Refused(Revoked, TokenIsDead: false));

        Assert.False(Assert.IsType<RenewalOutcome.Refused>(await RenewAsync()).TokenIsDead);
        Assert.IsType<RenewalOutcome.Refused>(await RenewAsync());
        await _node.RenewTokens.RunAsync(Ct);

        Assert.Equal(2, _login.Renewals);
        var told = Assert.Single(await _desk.Events.ListAsync(_desk.WorkspaceId, _channel.Id, Ct), happened => happened.Kind == "channel.reconnect_soon");
        Assert.Contains(_channel.TokenExpiresAt!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), told.Data, StringComparison.Ordinal);
        var channel = await FindAsync();
        Assert.Equal((ChannelState.Active, null, TokenHealth.ReconnectSoon), (channel.State, channel.Renewal.NextAt, TokenHealthRules.Of(channel, _desk.Time.GetUtcNow())));
        Assert.Equal(Desk.Token, (await _desk.Accounts.FindAsync(_channel.Id, Ct))!.Token.Reveal());
    }

    [Fact]
    public async Task A_token_found_dead_closes_the_channel_as_the_engine_would()
    {
        _desk.Time.Advance(TimeSpan.FromDays(53));
        _login.Answers(new RenewResult.Refused(Revoked, TokenIsDead: true));

        Assert.True(Assert.IsType<RenewalOutcome.Refused>(await RenewAsync()).TokenIsDead);
        Assert.Equal("reconnect_needed", Assert.IsType<RenewalOutcome.NotPossible>(await RenewAsync()).Code);

        Assert.Equal((ChannelState.Reconnect, null), ((await FindAsync()).State, (await FindAsync()).Renewal.NextAt));
        Assert.Equal(Gate.Reconnect, await _desk.GateOfAsync(_channel));
        Assert.Single(await _desk.KindsOfEventsAsync(_channel.Id), kind => kind == "channel.reconnect_needed");
    }

    [Fact]
    public async Task A_late_word_about_the_token_that_was_just_renewed_changes_nothing()
    {
        _desk.Time.Advance(TimeSpan.FromDays(53));
        var old = (await _desk.Accounts.FindAsync(_channel.Id, Ct))!;
        _login.Answers(Renewed(New));
        await RenewAsync();

        Assert.False(await _desk.Accounts.ReportDeadTokenAsync(old, Revoked, Ct));

        Assert.Equal(ChannelState.Active, (await FindAsync()).State);
    }

    [Fact]
    public async Task What_cannot_be_renewed_is_refused_without_a_call()
    {
        Assert.Equal("token_too_young", Assert.IsType<RenewalOutcome.NotPossible>(await RenewAsync()).Code);
        _login.Terms = TokenTerms.ByPerson;
        Assert.Equal("renewed_by_person", Assert.IsType<RenewalOutcome.NotPossible>(await RenewAsync()).Code);
        Assert.IsType<RenewalOutcome.NotFound>(await _node.RenewToken.RunAsync(Guid.CreateVersion7(_desk.Time.GetUtcNow()), "Ann", Ct));
        Assert.Equal(0, _login.Renewals);
    }

    [Fact]
    public async Task No_token_is_in_the_log_in_an_event_or_in_an_error()
    {
        _channel = await ConnectAsync(_desk.In(TimeSpan.FromDays(60)), Grant);
        _desk.Time.Advance(TimeSpan.FromDays(53));
        var answers = new Queue<Func<RenewResult>>(
        [
            () => throw new InvalidOperationException("a bug"),
            () => new RenewResult.Later(Down, null),
            () => new RenewResult.Refused(Revoked, TokenIsDead: false),
            () => new RenewResult.Renewed(new AccountTokens(new Secret(New), new Secret(NewGrant)), _desk.In(TimeSpan.FromDays(60)), null),
        ]);
        _login.Answer = (_, _, _) => Task.FromResult(answers.Dequeue()());

        var said = new List<string>();
        while (answers.Count > 0) said.Add((await RenewAsync()).ToString());
        _desk.Time.Advance(TimeSpan.FromDays(2));
        _login.Answers(new RenewResult.Refused(Revoked, TokenIsDead: true));
        said.Add((await RenewAsync()).ToString());

        var rows = await _desk.Database.ReadAsync(connection => connection.QueryAsync<string>(
            "SELECT data FROM events UNION ALL SELECT renew_error FROM channels UNION ALL SELECT token FROM channels UNION ALL SELECT grant_token FROM channels"), Ct);
        string[] secrets = [Desk.Token, Grant, New, NewGrant];
        Assert.True(_log.Lines.Count >= 5, "there is a log");
        Assert.All(secrets, secret => Assert.DoesNotContain(rows.Concat(said).Concat(_log.Lines), text => text?.Contains(secret, StringComparison.Ordinal) == true));
    }

    private static PlatformError Down => new() { Kind = ErrorKind.RetryLater, Code = "503", Message = "The network is not there." };

    private static PlatformError Revoked => new() { Kind = ErrorKind.ReconnectAccount, Code = "190", Message = "The access was revoked.", Advice = "Connect the account again." };

    private RenewResult.Renewed Renewed(string token) => new(new AccountTokens(new Secret(token)), _desk.In(TimeSpan.FromDays(60)), Scopes: null);

    private Task<RenewalOutcome> RenewAsync() => _node.RenewToken.RunAsync(_channel.Id, "Ann", Ct);

    private async Task<Channel> FindAsync() => (await _desk.Channels.FindAsync(_desk.WorkspaceId, _channel.Id, Ct))!;

    private async Task<IEnumerable<string>> AlertsAsync() => (await _desk.KindsOfEventsAsync(_channel.Id)).Where(kind => kind == "channel.renewal_failing");

    private Task AdvanceToAsync(DateTimeOffset at)
    {
        _desk.Time.Advance(at - _desk.Time.GetUtcNow());
        return Task.CompletedTask;
    }

    private async Task<bool> HoldAsync()
    {
        var (channel, now) = (await FindAsync(), _desk.Time.GetUtcNow());
        return await _desk.Channels.HoldRenewalAsync(new RenewalHold
        {
            ChannelId = channel.Id,
            TokenChangedAt = channel.TokenChangedAt,
            Since = now,
            Until = now + RenewToken.HoldTime,
            RetryAt = now + TimeSpan.FromMinutes(5),
        }, Ct);
    }

    private async Task<Channel> ConnectAsync(DateTimeOffset expiresAt, string? grant = null, string remoteId = "1784")
    {
        var account = new AccountProfile { RemoteId = remoteId, Username = $"shop{remoteId}", Login = _login.Name, TokenExpiresAt = expiresAt };
        var tokens = new AccountTokens(new Secret(Desk.Token), grant is null ? null : new Secret(grant));
        return await KeepAsync(account, tokens);
    }

    private Task<Channel> ReconnectAsync(string token) => KeepAsync(
        new AccountProfile { RemoteId = "1784", Username = "shop1784", Login = _login.Name, TokenExpiresAt = _desk.In(TimeSpan.FromDays(60)) }, new AccountTokens(new Secret(token)));

    private async Task<Channel> KeepAsync(AccountProfile account, AccountTokens tokens)
    {
        var kept = await _desk.Database.RunAsync(() => _desk.KeepAccount.RunAsync(
            _desk.WorkspaceId, "instagram", new AccountGrant { Account = account, Tokens = tokens }, "Ann", Ct), Ct);
        return Assert.IsType<ConnectChannelResult.Connected>(kept).Channel;
    }

    private async Task<(string, string?)> TokensAsync()
    {
        var tokens = (await _desk.Channels.FindAccountAsync(_channel.Id, Ct))!.Tokens!;
        return (_desk.Vault.Open(tokens.Access, _channel.Id).Reveal(), tokens.Grant is { } grant ? _desk.Vault.Open(grant, _channel.Id).Reveal() : null);
    }
}

public sealed class SqliteRenewalTests() : RenewalContract(new SqliteTestDatabase());

public sealed class PostgresRenewalTests() : RenewalContract(new PostgresTestDatabase());
