using Posthaste.Alerts;
using Posthaste.Alerts.Rates;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Storage;
using Posthaste.Tests.Channels;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Alerts;

/// <summary>R-OPS-3, R-OPS-4: what the rates count, what they should be, and who is told where they are not, on both databases.</summary>
public abstract class RateContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private AlertDesk _alerts = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _alerts = new AlertDesk(_desk)
        {
            Options = new AlertsOptions { SuccessRateMinimum = 4, SuccessRate = 0.75, FallbackMinimum = 4, FallbackRate = 0.5, ApiErrorMinimum = 100, ApiErrorRate = 0.01 },
        };
        _channel = await _desk.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_workspace_without_any_of_it_misses_nothing()
    {
        var rates = await _alerts.ReadRates.RunAsync(_desk.WorkspaceId, Ct);

        Assert.Equal(Enum.GetValues<RateKind>(), rates.Select(rate => rate.Kind));
        Assert.All(rates, rate => Assert.Equal((default, null, null), (rate.Total, rate.Total.Value, rate.IsMet)));
        Assert.Equal([0.75, null, 0.5, 0.01, 1], rates.Select(rate => rate.Target?.Limit));
        Assert.Equal([24, 24, 24, 24, 720], rates.Select(rate => (_desk.Clock.Now - rate.From).TotalHours));
    }

    [Fact]
    public async Task Too_few_published_posts_are_told_once_there_are_enough_to_say_so()
    {
        var jobs = await JobsAsync(4);
        foreach (var job in jobs.Take(2)) await _desk.BringToAsync(job, JobState.Published);
        await _alerts.FailAsync(jobs[2]);
        Assert.Empty(await _alerts.FindAsync(_alerts.RatesMissed));

        await _alerts.FailAsync(jobs[3]);

        var found = Assert.Single(await _alerts.FindAsync(_alerts.RatesMissed));
        Assert.Equal((AlertKind.SuccessRate, _desk.WorkspaceId, "", "Only 50.0 % of the latest posts went out"), (found.Kind, found.SubjectId, found.Occurrence, found.Title));
        Assert.Contains("Of 4 posts", found.Message, StringComparison.Ordinal);
        Assert.Equal(new RateShare(2, 4), await TotalAsync(RateKind.Success));
        _desk.Time.Advance(TimeSpan.FromHours(24));
        Assert.Empty(await _alerts.FindAsync(_alerts.RatesMissed));
    }

    [Fact]
    public async Task A_network_that_fails_among_others_that_do_not_is_told_by_its_name()
    {
        var jobs = await JobsAsync(20);
        foreach (var job in jobs.Take(17)) await _desk.BringToAsync(job, JobState.Published);
        foreach (var job in jobs.Skip(17)) await _alerts.FailAsync(job);
        await _alerts.ExecuteAsync(
            "UPDATE publish_jobs SET platform = 'tiktok' WHERE state <> 'published' OR id = @Id", new { jobs[0].Id });
        _alerts.Platform = new ScriptedPlatform("tiktok") { DisplayName = "TikTok" };

        var found = Assert.Single(await _alerts.FindAsync(_alerts.RatesMissed));

        Assert.Equal((AlertKind.SuccessRate, "tiktok", "Only 25.0 % of the latest posts went out on TikTok"), (found.Kind, found.Occurrence, found.Title));
        var rate = (await _alerts.ReadRates.RunAsync(_desk.WorkspaceId, Ct))[0];
        Assert.True(rate.IsMet);
        Assert.Equal([("instagram", new RateShare(16, 16)), ("tiktok", new RateShare(1, 4))], rate.Platforms.Select(platform => (platform.Platform, platform.Share)));
    }

    [Fact]
    public async Task Posts_that_fall_back_to_people_count_once_whatever_becomes_of_them()
    {
        var jobs = await JobsAsync(6);
        foreach (var job in jobs.Take(3)) await _desk.BringToAsync(job, JobState.Published);
        // One that a person publishes, after a card that was put off; one that nobody has answered; one that somebody left out; one that was to be published by hand.
        await FallBackAsync(jobs[2], HandoverCause.RateLimited, "ended");
        await FallBackAsync(jobs[2], HandoverCause.RateLimited, "ended");
        await _alerts.ExecuteAsync("UPDATE publish_jobs SET method = 'manual' WHERE id = @Id", new { jobs[2].Id });
        await FallBackAsync(jobs[3], HandoverCause.Token, "with_person");
        await SetStateAsync(jobs[3], JobState.HandedOver);
        await FallBackAsync(jobs[4], HandoverCause.RetriesExhausted, "ended");
        await SetStateAsync(jobs[4], JobState.Cancelled);
        await FallBackAsync(jobs[5], HandoverCause.ByHand, "with_person");
        await SetStateAsync(jobs[5], JobState.HandedOver);

        Assert.Equal(new RateShare(3, 5), await TotalAsync(RateKind.Fallback));
        Assert.Equal(new RateShare(2, 3), await TotalAsync(RateKind.Automation));
        Assert.Equal(new RateShare(3, 3), await TotalAsync(RateKind.Success));
        var found = Assert.Single(await _alerts.FindAsync(_alerts.RatesMissed));
        Assert.Equal((AlertKind.FallbackRate, "60.0 % of the latest posts fell back to people"), (found.Kind, found.Title));
        _desk.Time.Advance(TimeSpan.FromHours(24));
        Assert.Empty(await _alerts.FindAsync(_alerts.RatesMissed));
    }

    [Fact]
    public async Task Calls_that_fail_are_told_once_there_are_enough_of_them_and_of_today()
    {
        var lanes = new SqlLaneStore(_desk.Database);
        await lanes.CountUsageAsync(_channel.Id, new UsageCount(99, Errors: 1), _desk.Clock.Now, Ct);
        Assert.Empty(await _alerts.FindAsync(_alerts.RatesMissed));
        await lanes.CountUsageAsync(_channel.Id, new UsageCount(101, Errors: 1), _desk.Clock.Now, Ct);

        var found = Assert.Single(await _alerts.FindAsync(_alerts.RatesMissed));
        Assert.Equal((AlertKind.ApiErrorRate, "1.0 % of the latest calls to networks failed"), (found.Kind, found.Title));
        Assert.Equal(new RateShare(2, 200), await TotalAsync(RateKind.ApiErrors));

        await lanes.CountUsageAsync(_channel.Id, new UsageCount(1), _desk.Clock.Now, Ct);
        Assert.Empty(await _alerts.FindAsync(_alerts.RatesMissed));
        await lanes.CountUsageAsync(_channel.Id, new UsageCount(0, Errors: 9), _desk.Clock.Now, Ct);
        Assert.Single(await _alerts.FindAsync(_alerts.RatesMissed));
        _desk.Time.Advance(TimeSpan.FromHours(26));
        Assert.Empty(await _alerts.FindAsync(_alerts.RatesMissed));
    }

    [Fact]
    public async Task A_token_counts_once_however_often_it_is_tried_and_is_told_of_until_it_is_renewed()
    {
        var token = _channel.TokenChangedAt;
        await RenewAsync(token, isRenewed: false);
        _desk.Time.Advance(TimeSpan.FromMinutes(5));
        await RenewAsync(token, isRenewed: false);

        Assert.Equal(new RateShare(0, 1), await TotalAsync(RateKind.TokenRefresh));
        var found = Assert.Single(await _alerts.FindAsync(_alerts.RenewalsFail));
        Assert.Equal((AlertKind.TokenRefresh, _channel.Id, "The access to @shop1784 could not be renewed"), (found.Kind, found.SubjectId, found.Title));

        await RenewAsync(token, isRenewed: true);
        Assert.Equal(new RateShare(1, 1), await TotalAsync(RateKind.TokenRefresh));
        Assert.Empty(await _alerts.FindAsync(_alerts.RenewalsFail));
        _desk.Time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(default, await TotalAsync(RateKind.TokenRefresh));
    }

    [Theory]
    [InlineData("UPDATE channels SET token_changed_at = token_changed_at + 1 WHERE id = @Id")]
    [InlineData("UPDATE channels SET state = 'reconnect' WHERE id = @Id")]
    public async Task A_token_that_is_no_longer_used_is_not_told_of_and_was_not_renewed(string change)
    {
        await RenewAsync(_channel.TokenChangedAt, isRenewed: false);
        Assert.Single(await _alerts.FindAsync(_alerts.RenewalsFail));

        await _alerts.ExecuteAsync(change, new { _channel.Id });

        Assert.Empty(await _alerts.FindAsync(_alerts.RenewalsFail));
        Assert.Equal(new RateShare(0, 1), await TotalAsync(RateKind.TokenRefresh));
    }

    [Theory]
    [InlineData(true, "It is tried again by itself")]
    [InlineData(false, "connect the account again")]
    public async Task Who_can_do_something_is_told_with_it(bool isRetried, string told)
    {
        await _alerts.ExecuteAsync("UPDATE channels SET renew_at = @At, token_expires_at = @Ends WHERE id = @Id",
            new { _channel.Id, At = isRetried ? _desk.InHours(1) : (DateTimeOffset?)null, Ends = _desk.InHours(50) });
        await RenewAsync(_channel.TokenChangedAt, isRenewed: false);

        var message = Assert.Single(await _alerts.FindAsync(_alerts.RenewalsFail)).Message;

        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.Contains($"It ends on {_desk.InHours(50):yyyy-MM-dd 'at' HH:mm} UTC", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_workspace_has_rates_of_its_own()
    {
        var jobs = await JobsAsync(2);
        foreach (var job in jobs) await _desk.BringToAsync(job, JobState.Published);
        await new SqlLaneStore(_desk.Database).CountUsageAsync(_channel.Id, new UsageCount(7), _desk.Clock.Now, Ct);
        await RenewAsync(_channel.TokenChangedAt, isRenewed: true);

        var other = await _alerts.ReadRates.RunAsync(Guid.CreateVersion7(_desk.Clock.Now), Ct);

        Assert.All(other, rate => Assert.Equal(0, rate.Total.Whole));
        Assert.Equal([2, 2, 2, 7, 1], (await _alerts.ReadRates.RunAsync(_desk.WorkspaceId, Ct)).Select(rate => (int)rate.Total.Whole));
    }

    private async Task<IReadOnlyList<Job>> JobsAsync(int count)
    {
        var jobs = new List<Job>();
        for (var n = 0; n < count; n++) jobs.Add(await _alerts.JobAsync(_channel, _desk.InHours(1 + (n / 2.0))));
        _desk.Time.Advance(TimeSpan.FromHours(1 + (count / 2.0)));
        return jobs;
    }

    private async Task<RateShare> TotalAsync(RateKind kind) => (await _alerts.ReadRates.RunAsync(_desk.WorkspaceId, Ct)).Single(rate => rate.Kind == kind).Total;

    private Task RenewAsync(DateTimeOffset? tokenAt, bool isRenewed) => _desk.Channels.CountRenewalAsync(_channel.Id, tokenAt, isRenewed, _desk.Clock.Now, Ct);

    private Task SetStateAsync(Job job, JobState state) => _alerts.ChangeAsync(job, found => found with { State = state, WakeAt = null });

    private Task<int> FallBackAsync(Job job, HandoverCause cause, string state)
    {
        var id = Guid.CreateVersion7(_desk.Clock.Now);
        return _alerts.ExecuteAsync(
            """
            INSERT INTO handovers (id, workspace_id, job_id, post_id, channel_id, code, state, outcome, cause, why, due_at, card_at, expires_at, created_at, updated_at)
            VALUES (@Id, @WorkspaceId, @JobId, @PostId, @ChannelId, @Code, @State, @Outcome, @Cause, 'Because.', @At, @At, @At, @At, @At)
            """,
            new { Id = id, _desk.WorkspaceId, JobId = job.Id, job.PostId, job.ChannelId, Code = id.ToString("n"), State = state, Outcome = state == "ended" ? "posted" : null, Cause = Words.Of(cause), At = _desk.Clock.Now });
    }
}

public sealed class SqliteRateTests() : RateContract(new SqliteTestDatabase());

public sealed class PostgresRateTests() : RateContract(new PostgresTestDatabase());
