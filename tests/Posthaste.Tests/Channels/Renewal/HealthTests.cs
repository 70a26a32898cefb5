using Posthaste.Channels;
using Posthaste.Channels.Renewal;
using Posthaste.Jobs;
using Posthaste.Tests.Posts;

namespace Posthaste.Tests.Channels.Renewal;

/// <summary>R-ACC-4: what is told of the access to an account.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private readonly ScriptedLogin _login = new();
    private Desk _desk = null!;
    private RenewalNode _node = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => Desk.Ct;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync();
        _desk.Platform.Logins = [_login];
        _node = new RenewalNode(_desk, _desk.Database);
        _channel = await _desk.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _node.Dispose();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task Posts_that_would_outlive_a_token_that_nothing_renews_are_named_by_due_time()
    {
        var (before, after, later) = (await ScheduleAsync(1), await ScheduleAsync(5), await ScheduleAsync(6));
        await ScheduleAsync(7, JobState.Cancelled);
        await SaveAsync(_channel with { TokenExpiresAt = _desk.InHours(3), Renewal = TokenRenewal.None });

        var health = await ReadAsync();

        Assert.Equal(TokenHealth.ReconnectSoon, health.State);
        Assert.Equal([after, later], health.PostsAtRisk.Select(job => job.Id));
        Assert.DoesNotContain(before, health.PostsAtRisk.Select(job => job.Id));
    }

    [Fact]
    public async Task Posts_are_at_no_risk_while_the_token_is_renewed_in_time_and_at_risk_once_that_fails()
    {
        var job = await ScheduleAsync(5);
        await SaveAsync(_channel with { TokenExpiresAt = _desk.InHours(3), Renewal = new TokenRenewal(_desk.InHours(1), null, 0, null) });
        Assert.Empty((await ReadAsync()).PostsAtRisk);

        await SaveAsync(_channel with { TokenExpiresAt = _desk.InHours(3), Renewal = new TokenRenewal(_desk.InHours(1), null, 1, new RenewalError("503", "Not there.", _desk.Clock.Now)) });

        Assert.Equal(job, Assert.Single((await ReadAsync()).PostsAtRisk).Id);
    }

    [Fact]
    public async Task Every_waiting_post_is_at_risk_on_a_dead_token()
    {
        var job = await ScheduleAsync(5);
        await SaveAsync(_channel with { State = ChannelState.Reconnect });

        var health = await ReadAsync();

        Assert.Equal((TokenHealth.Dead, job), (health.State, Assert.Single(health.PostsAtRisk).Id));
    }

    [Fact]
    public async Task Missing_permissions_are_named_where_the_network_tells_what_there_is()
    {
        Assert.Null((await ReadAsync()).ScopesMissing);
        await SaveAsync(_channel with { Scopes = ["read"] });
        Assert.Equal(["publish"], (await ReadAsync()).ScopesMissing);
        await SaveAsync(_channel with { Scopes = ["publish"] });
        Assert.Equal([], (await ReadAsync()).ScopesMissing);
    }

    [Fact]
    public async Task A_channel_of_another_workspace_has_no_health() =>
        Assert.Null(await _node.Health.RunAsync(Guid.CreateVersion7(_desk.Time.GetUtcNow()), _channel.Id, Ct));

    private async Task<ChannelHealth> ReadAsync() => (await _node.Health.RunAsync(_desk.WorkspaceId, _channel.Id, Ct))!;

    private Task SaveAsync(Channel channel) => _desk.Channels.SaveAsync(channel, Ct);

    private async Task<Guid> ScheduleAsync(double hours, JobState state = JobState.Scheduled)
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(hours));
        var job = await _desk.JobOfAsync(post, _channel);
        if (state != JobState.Scheduled) await _desk.BringToAsync(job, state);
        return job.Id;
    }
}
