using Posthaste.Alerts;
using Posthaste.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Alerts;

/// <summary>From trouble to alert and back, on both databases (R-OPS-3, R-MAN-4).</summary>
public abstract class WatchAlertsContract(TestDatabase database) : AlertContract(database)
{
    [Fact]
    public async Task A_post_in_trouble_is_told_once_with_what_happened_and_where_to_look()
    {
        var job = await Alerts.JobAsync(Channel);
        await Alerts.BreakAsync(job);

        await LookAsync();
        await LookAsync();

        var alert = Assert.Single(await Alerts.ListAsync());
        Assert.Equal((AlertKind.NeedsAttention, job.Id, "missed", $"/posts/{job.PostId}"), (alert.Finding.Kind, alert.Finding.SubjectId, alert.Finding.ErrorKind, alert.Finding.Path));
        Assert.Equal("“Hello” on @shop1784 needs attention", alert.Finding.Title);
        Assert.Equal("It could not go out. Retry it.", alert.Finding.Message);
        var (kind, data) = Assert.Single(await Alerts.EventsAsync(alert.Id));
        Assert.Equal("alert.raised", kind);
        Assert.Equal((alert.Finding.Title, "needs_attention", "missed"), (data.GetProperty("title").GetString(), data.GetProperty("kind").GetString(), data.GetProperty("errorKind").GetString()));
        Assert.Equal(1, await Alerts.Store.CountUnseenAsync(Desk.WorkspaceId, Ct));
    }

    [Fact]
    public async Task An_alert_ends_with_its_trouble_and_the_next_trouble_is_another_one()
    {
        var job = await Alerts.JobAsync(Channel);
        await Alerts.BreakAsync(job);
        await LookAsync();

        Assert.IsType<MoveResult.Moved>(await Desk.ChangeJob.RunAsync(job.Id, new JobChange.Retry(), "Ann", Ct));
        await LookAsync();
        Assert.NotNull(Assert.Single(await Alerts.ListAsync(AlertState.Resolved)).ResolvedAt);
        await Alerts.BreakAsync(job);
        await LookAsync();

        Assert.Single(await Alerts.ListAsync(AlertState.Resolved));
        var second = Assert.Single(await Alerts.ListAsync(AlertState.Open));
        Assert.Equal("2/missed", second.Finding.Occurrence);
    }

    [Fact]
    public async Task The_same_trouble_after_a_retry_is_new_also_where_nobody_looked_between()
    {
        var job = await Alerts.JobAsync(Channel);
        await Alerts.BreakAsync(job);
        await LookAsync();
        await Alerts.Acknowledge.RunAsync(Desk.WorkspaceId, [(await Alerts.ListAsync())[0].Id], "Ann", Ct);

        Assert.IsType<MoveResult.Moved>(await Desk.ChangeJob.RunAsync(job.Id, new JobChange.Retry(), "Ann", Ct));
        await Alerts.BreakAsync(job);
        await LookAsync();

        Assert.Equal("2/missed", Assert.Single(await Alerts.ListAsync(AlertState.Open)).Finding.Occurrence);
        Assert.Empty(await Alerts.ListAsync(AlertState.Acknowledged));
    }

    [Fact]
    public async Task What_nobody_has_seen_is_told_again_until_somebody_has()
    {
        await Alerts.BreakAsync(await Alerts.JobAsync(Channel));
        await LookAsync();
        var alert = Assert.Single(await Alerts.ListAsync());

        Desk.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(0, await Alerts.Watch.EscalateAsync(Ct));
        Desk.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await Alerts.Watch.EscalateAsync(Ct));
        Assert.Equal(0, await Alerts.Watch.EscalateAsync(Ct));
        Desk.Time.Advance(TimeSpan.FromHours(4));
        Assert.Equal(1, await Alerts.Watch.EscalateAsync(Ct));
        Desk.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Alerts.Acknowledge.RunAsync(Desk.WorkspaceId, [alert.Id], "Ann", Ct));
        Assert.Equal(0, await Alerts.Acknowledge.RunAsync(Desk.WorkspaceId, [alert.Id], "Bob", Ct));
        Desk.Time.Advance(TimeSpan.FromHours(9));
        Assert.Equal(0, await Alerts.Watch.EscalateAsync(Ct));

        Assert.Equal(["alert.raised", "alert.escalated", "alert.escalated", "alert.acknowledged"], (await Alerts.EventsAsync(alert.Id)).Select(told => told.Kind));
        var seen = Assert.Single(await Alerts.ListAsync(AlertState.Acknowledged));
        Assert.Equal(("Ann", 2), (seen.AcknowledgedBy, seen.Escalations));
        Assert.Equal(0, await Alerts.Store.CountUnseenAsync(Desk.WorkspaceId, Ct));
    }

    [Fact]
    public async Task Many_at_once_are_each_told_once()
    {
        var jobs = new List<Job>();
        for (var n = 0; n < 120; n++) jobs.Add(await Alerts.JobAsync(Channel, Desk.InHours(2 + n)));
        foreach (var job in jobs) await Alerts.BreakAsync(job);

        await Task.WhenAll(Task.Run(LookAsync, Ct), Task.Run(LookAsync, Ct));

        var told = await Alerts.ListAsync();
        Assert.Equal(jobs.Select(job => job.Id).Order(), told.Select(alert => alert.Finding.SubjectId).Order());
        foreach (var alert in told) Assert.Single(await Alerts.EventsAsync(alert.Id));
    }

    [Fact]
    public async Task Another_workspace_neither_sees_nor_acknowledges_it()
    {
        await Alerts.BreakAsync(await Alerts.JobAsync(Channel));
        await LookAsync();
        var alert = Assert.Single(await Alerts.ListAsync());
        var stranger = Guid.CreateVersion7(Desk.Time.GetUtcNow());

        Assert.Equal(0, await Alerts.Acknowledge.RunAsync(stranger, [alert.Id], "Eve", Ct));
        Assert.Null(await Alerts.Store.FindAsync(stranger, alert.Id, Ct));
        Assert.Empty(await Alerts.Store.ListAsync(new AlertQuery { WorkspaceId = stranger, Limit = 10 }, Ct));
        Assert.NotNull(await Alerts.Store.FindAsync(Desk.WorkspaceId, alert.Id, Ct));
    }

    [Fact]
    public async Task One_node_looks_and_another_takes_over_when_it_is_gone()
    {
        var (one, other, now) = (Guid.NewGuid(), Guid.NewGuid(), Desk.Clock.Now);

        Assert.True(await Alerts.Store.HoldWatchAsync(one, now, now.AddSeconds(30), Ct));
        Assert.False(await Alerts.Store.HoldWatchAsync(other, now.AddSeconds(29), now.AddSeconds(59), Ct));
        Assert.True(await Alerts.Store.HoldWatchAsync(one, now.AddSeconds(29), now.AddSeconds(59), Ct));
        Assert.True(await Alerts.Store.HoldWatchAsync(other, now.AddSeconds(59), now.AddSeconds(89), Ct));
        Assert.False(await Alerts.Store.HoldWatchAsync(one, now.AddSeconds(60), now.AddSeconds(90), Ct));
    }

    [Fact]
    public async Task What_is_over_for_long_is_forgotten()
    {
        var job = await Alerts.JobAsync(Channel);
        await Alerts.BreakAsync(job);
        await LookAsync();
        Assert.Equal(0, await Alerts.Store.PruneAsync(Desk.Clock.Now.AddYears(1), 10, Ct));
        Assert.IsType<MoveResult.Moved>(await Desk.ChangeJob.RunAsync(job.Id, new JobChange.Cancel(), "Ann", Ct));
        await LookAsync();

        Assert.Equal(0, await Alerts.Store.PruneAsync(Desk.Clock.Now, 10, Ct));
        Assert.Equal(1, await Alerts.Store.PruneAsync(Desk.Clock.Now.AddSeconds(1), 10, Ct));
        Assert.Empty(await Alerts.ListAsync());
    }

    private async Task LookAsync() => await Alerts.Watch.LookAsync(Alerts.JobsInTrouble, Ct);
}

public sealed class SqliteWatchAlertsTests() : WatchAlertsContract(new SqliteTestDatabase());

public sealed class PostgresWatchAlertsTests() : WatchAlertsContract(new PostgresTestDatabase());
