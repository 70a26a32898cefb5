using Posthaste.Alerts;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Alerts;

/// <summary>From trouble to alert and back, on both databases (R-OPS-3, R-MAN-4).</summary>
public abstract class WatchAlertsContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private AlertDesk _alerts = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _alerts = new AlertDesk(_desk);
        _channel = await _desk.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_post_in_trouble_is_told_once_with_what_happened_and_where_to_look()
    {
        var job = await _alerts.JobAsync(_channel);
        await _alerts.BreakAsync(job);

        await LookAsync();
        await LookAsync();

        var alert = Assert.Single(await _alerts.ListAsync());
        Assert.Equal((AlertKind.NeedsAttention, job.Id, "missed", $"/posts/{job.PostId}"), (alert.Finding.Kind, alert.Finding.SubjectId, alert.Finding.ErrorKind, alert.Finding.Path));
        Assert.Equal("“Hello” on @shop1784 needs attention", alert.Finding.Title);
        Assert.Equal("It could not go out. Retry it.", alert.Finding.Message);
        var (kind, data) = Assert.Single(await _alerts.EventsAsync(alert.Id));
        Assert.Equal("alert.raised", kind);
        Assert.Equal((alert.Finding.Title, "needs_attention", "missed"), (data.GetProperty("title").GetString(), data.GetProperty("kind").GetString(), data.GetProperty("errorKind").GetString()));
        Assert.Equal(1, await _alerts.Store.CountUnseenAsync(_desk.WorkspaceId, Ct));
    }

    [Fact]
    public async Task An_alert_ends_with_its_trouble_and_the_next_trouble_is_another_one()
    {
        var job = await _alerts.JobAsync(_channel);
        await _alerts.BreakAsync(job);
        await LookAsync();

        Assert.IsType<MoveResult.Moved>(await _desk.ChangeJob.RunAsync(job.Id, new JobChange.Retry(), "Ann", Ct));
        await LookAsync();
        Assert.NotNull(Assert.Single(await _alerts.ListAsync(AlertState.Resolved)).ResolvedAt);
        await _alerts.BreakAsync(job);
        await LookAsync();

        Assert.Single(await _alerts.ListAsync(AlertState.Resolved));
        var second = Assert.Single(await _alerts.ListAsync(AlertState.Open));
        Assert.Equal("2/missed", second.Finding.Occurrence);
    }

    [Fact]
    public async Task The_same_trouble_after_a_retry_is_new_also_where_nobody_looked_between()
    {
        var job = await _alerts.JobAsync(_channel);
        await _alerts.BreakAsync(job);
        await LookAsync();
        await _alerts.Acknowledge.RunAsync(_desk.WorkspaceId, [(await _alerts.ListAsync())[0].Id], "Ann", Ct);

        Assert.IsType<MoveResult.Moved>(await _desk.ChangeJob.RunAsync(job.Id, new JobChange.Retry(), "Ann", Ct));
        await _alerts.BreakAsync(job);
        await LookAsync();

        Assert.Equal("2/missed", Assert.Single(await _alerts.ListAsync(AlertState.Open)).Finding.Occurrence);
        Assert.Empty(await _alerts.ListAsync(AlertState.Acknowledged));
    }

    [Fact]
    public async Task What_nobody_has_seen_is_told_again_until_somebody_has()
    {
        await _alerts.BreakAsync(await _alerts.JobAsync(_channel));
        await LookAsync();
        var alert = Assert.Single(await _alerts.ListAsync());

        _desk.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(0, await _alerts.Watch.EscalateAsync(Ct));
        _desk.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await _alerts.Watch.EscalateAsync(Ct));
        Assert.Equal(0, await _alerts.Watch.EscalateAsync(Ct));
        _desk.Time.Advance(TimeSpan.FromHours(4));
        Assert.Equal(1, await _alerts.Watch.EscalateAsync(Ct));
        _desk.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await _alerts.Acknowledge.RunAsync(_desk.WorkspaceId, [alert.Id], "Ann", Ct));
        Assert.Equal(0, await _alerts.Acknowledge.RunAsync(_desk.WorkspaceId, [alert.Id], "Bob", Ct));
        _desk.Time.Advance(TimeSpan.FromHours(9));
        Assert.Equal(0, await _alerts.Watch.EscalateAsync(Ct));

        Assert.Equal(["alert.raised", "alert.escalated", "alert.escalated", "alert.acknowledged"], (await _alerts.EventsAsync(alert.Id)).Select(told => told.Kind));
        var seen = Assert.Single(await _alerts.ListAsync(AlertState.Acknowledged));
        Assert.Equal(("Ann", 2), (seen.AcknowledgedBy, seen.Escalations));
        Assert.Equal(0, await _alerts.Store.CountUnseenAsync(_desk.WorkspaceId, Ct));
    }

    [Fact]
    public async Task Many_at_once_are_each_told_once()
    {
        var jobs = new List<Job>();
        for (var n = 0; n < 120; n++) jobs.Add(await _alerts.JobAsync(_channel, _desk.InHours(2 + n)));
        foreach (var job in jobs) await _alerts.BreakAsync(job);

        await Task.WhenAll(Task.Run(LookAsync, Ct), Task.Run(LookAsync, Ct));

        var told = await _alerts.ListAsync();
        Assert.Equal(jobs.Select(job => job.Id).Order(), told.Select(alert => alert.Finding.SubjectId).Order());
        foreach (var alert in told) Assert.Single(await _alerts.EventsAsync(alert.Id));
    }

    [Fact]
    public async Task Another_workspace_neither_sees_nor_acknowledges_it()
    {
        await _alerts.BreakAsync(await _alerts.JobAsync(_channel));
        await LookAsync();
        var alert = Assert.Single(await _alerts.ListAsync());
        var stranger = Guid.CreateVersion7(_desk.Time.GetUtcNow());

        Assert.Equal(0, await _alerts.Acknowledge.RunAsync(stranger, [alert.Id], "Eve", Ct));
        Assert.Null(await _alerts.Store.FindAsync(stranger, alert.Id, Ct));
        Assert.Empty(await _alerts.Store.ListAsync(new AlertQuery { WorkspaceId = stranger, Limit = 10 }, Ct));
        Assert.NotNull(await _alerts.Store.FindAsync(_desk.WorkspaceId, alert.Id, Ct));
    }

    [Fact]
    public async Task One_node_looks_and_another_takes_over_when_it_is_gone()
    {
        var (one, other, now) = (Guid.NewGuid(), Guid.NewGuid(), _desk.Clock.Now);

        Assert.True(await _alerts.Store.HoldWatchAsync(one, now, now.AddSeconds(30), Ct));
        Assert.False(await _alerts.Store.HoldWatchAsync(other, now.AddSeconds(29), now.AddSeconds(59), Ct));
        Assert.True(await _alerts.Store.HoldWatchAsync(one, now.AddSeconds(29), now.AddSeconds(59), Ct));
        Assert.True(await _alerts.Store.HoldWatchAsync(other, now.AddSeconds(59), now.AddSeconds(89), Ct));
        Assert.False(await _alerts.Store.HoldWatchAsync(one, now.AddSeconds(60), now.AddSeconds(90), Ct));
    }

    [Fact]
    public async Task What_is_over_for_long_is_forgotten()
    {
        var job = await _alerts.JobAsync(_channel);
        await _alerts.BreakAsync(job);
        await LookAsync();
        Assert.Equal(0, await _alerts.Store.PruneAsync(_desk.Clock.Now.AddYears(1), 10, Ct));
        Assert.IsType<MoveResult.Moved>(await _desk.ChangeJob.RunAsync(job.Id, new JobChange.Cancel(), "Ann", Ct));
        await LookAsync();

        Assert.Equal(0, await _alerts.Store.PruneAsync(_desk.Clock.Now, 10, Ct));
        Assert.Equal(1, await _alerts.Store.PruneAsync(_desk.Clock.Now.AddSeconds(1), 10, Ct));
        Assert.Empty(await _alerts.ListAsync());
    }

    private async Task LookAsync() => await _alerts.Watch.LookAsync(_alerts.JobsInTrouble, Ct);
}

public sealed class SqliteWatchAlertsTests() : WatchAlertsContract(new SqliteTestDatabase());

public sealed class PostgresWatchAlertsTests() : WatchAlertsContract(new PostgresTestDatabase());
