using Posthaste.Jobs;
using Posthaste.Posts;

namespace Posthaste.Tests.Posts;

public sealed class SchedulePostTests : IAsyncLifetime
{
    private Desk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Scheduling_signs_what_each_channel_gets()
    {
        var (first, second) = (await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(first, second));

        var scheduled = Desk.Saved(await ScheduleAsync(post, _desk.InHours(1)));

        var jobs = await _desk.JobsOfAsync(post);
        Assert.Equal(2, jobs.Select(job => job.ApprovedHash).Distinct().Count());
        Assert.Equal((ApprovalState.Approved, "Ann", _desk.InHours(1)), (scheduled.Approval, scheduled.ApprovedBy, scheduled.PlannedAt));
        foreach (var job in jobs) Assert.Equal((await _desk.Contents.LoadAsync(job, null, Ct))!.Hash, job.ApprovedHash);
        Assert.Equal(["post.created", "post.scheduled"], (await _desk.KindsOfEventsAsync(post.Id)).Order());
    }

    [Theory]
    [InlineData(-6, "time_in_past")]
    [InlineData(-5, null)]
    [InlineData(0, null)]
    [InlineData(158_000_000, "time_too_far")]
    public async Task A_time_is_neither_past_nor_years_away(int seconds, string? code)
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(await _desk.ConnectAsync()));

        var result = await ScheduleAsync(post, _desk.In(TimeSpan.FromSeconds(seconds)));

        Assert.Equal(code, result is PostResult.Invalid invalid ? invalid.Findings[0].Code : null);
    }

    [Fact]
    public async Task A_post_without_channel_is_not_scheduled()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync());

        var result = await ScheduleAsync(post, _desk.InHours(1));

        Assert.Equal("channels_missing", Assert.Single(Assert.IsType<PostResult.Invalid>(result).Findings).Code);
    }

    [Fact]
    public async Task A_disconnected_channel_is_a_hint_in_a_draft_and_refused_for_publishing()
    {
        var channel = await _desk.ConnectAsync();
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel));
        await _desk.DisconnectChannel.RunAsync(_desk.WorkspaceId, channel.Id, "Ann", Ct);

        Assert.IsType<PostResult.Saved>(await _desk.ReviseAsync(post, draft => draft with { Caption = "New" }));
        Assert.Equal("channel_disconnected", Assert.Single(Assert.IsType<PostResult.Invalid>(await ScheduleAsync(post, _desk.InHours(1))).Findings).Code);
    }

    [Fact]
    public async Task Scheduling_again_moves_the_one_job_there_is()
    {
        var channel = await _desk.ConnectAsync();
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel), _desk.InHours(1));
        var before = await _desk.JobOfAsync(post, channel);

        Desk.Saved(await ScheduleAsync(post, _desk.InHours(3)));

        var after = Assert.Single(await _desk.JobsOfAsync(post));
        Assert.Equal((before.Id, _desk.InHours(3), _desk.InHours(1)), (after.Id, after.DueAt, after.FirstDueAt));
    }

    [Fact]
    public async Task An_unscheduled_post_keeps_a_cancelled_job_that_scheduling_revives()
    {
        var channel = await _desk.ConnectAsync();
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel), _desk.InHours(1));

        var unscheduled = Desk.Saved(await _desk.UnschedulePost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct));
        Assert.Equal((ApprovalState.Draft, null), (unscheduled.Approval, unscheduled.PlannedAt));
        Assert.Equal(JobState.Cancelled, (await _desk.JobOfAsync(post, channel)).State);
        Assert.Equal("not_scheduled", Desk.RefusedCode(await _desk.UnschedulePost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct)));

        Desk.Saved(await ScheduleAsync(post, _desk.InHours(2)));
        Assert.Equal(JobState.Scheduled, (await _desk.JobOfAsync(post, channel)).State);
    }

    [Fact]
    public async Task One_channel_that_is_publishing_keeps_all_of_them_where_they_are()
    {
        var (first, second) = (await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(first, second), _desk.InHours(1));
        await _desk.OpenIntentAsync(await _desk.JobOfAsync(post, second));

        Assert.Equal("publishing_now", Desk.RefusedCode(await ScheduleAsync(post, _desk.InHours(3))));
        Assert.Equal("publishing_now", Desk.RefusedCode(await _desk.UnschedulePost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct)));
        Assert.Equal("publishing_now", Desk.RefusedCode(await _desk.DeletePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Ann", Ct)));

        Assert.All(await _desk.JobsOfAsync(post), job => Assert.Equal((_desk.InHours(1), JobState.Scheduled, 1L), (job.DueAt, job.State, job.Version)));
        Assert.Equal(post.Version, (await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct))!.Version);
    }

    [Fact]
    public async Task A_channel_where_it_is_live_is_left_alone()
    {
        var (first, second) = (await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(first, second), _desk.InHours(1));
        await _desk.BringToAsync(await _desk.JobOfAsync(post, first), JobState.Published);
        await _desk.BringToAsync(await _desk.JobOfAsync(post, second), JobState.Failed);

        Desk.Saved(await ScheduleAsync(post, _desk.InHours(3)));

        Assert.Equal(JobState.Published, (await _desk.JobOfAsync(post, first)).State);
        Assert.Equal((JobState.Scheduled, _desk.InHours(3)), (await _desk.JobOfAsync(post, second)) is var job ? (job.State, job.DueAt) : default);
        await _desk.BringToAsync(await _desk.JobOfAsync(post, second), JobState.Published);
        Assert.Equal("already_published", Desk.RefusedCode(await ScheduleAsync(post, _desk.InHours(4))));
    }

    [Fact]
    public async Task A_post_nobody_knows_to_be_live_must_be_resolved_first()
    {
        var channel = await _desk.ConnectAsync();
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel), _desk.InHours(1));
        await _desk.BringToAsync(await _desk.JobOfAsync(post, channel), JobState.NeedsAttention, JobReason.Undecidable);

        Assert.Equal("undecided", Desk.RefusedCode(await ScheduleAsync(post, _desk.InHours(3))));
        Assert.Equal("undecided", Desk.RefusedCode(await _desk.DeletePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Ann", Ct)));
    }

    [Fact]
    public async Task A_close_post_on_the_same_channel_is_a_conflict_unless_forced()
    {
        var (channel, other) = (await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
        var near = await _desk.CreateAsync(await _desk.DraftAsync(channel), _desk.InHours(1));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel));
        var elsewhere = await _desk.CreateAsync(await _desk.DraftAsync(other));

        var refused = Assert.IsType<PostResult.Refused>(await ScheduleAsync(post, _desk.In(TimeSpan.FromMinutes(74))));

        Assert.Equal(("conflict", near.Id), (refused.Code, refused.OtherPostId));
        Assert.IsType<PostResult.Saved>(await ScheduleAsync(elsewhere, _desk.InHours(1)));
        Assert.IsType<PostResult.Saved>(await ScheduleAsync(post, _desk.In(TimeSpan.FromMinutes(75))));
        Assert.IsType<PostResult.Saved>(await ScheduleAsync(post, _desk.InHours(1), force: true));
    }

    [Fact]
    public async Task The_time_of_a_post_that_is_about_to_go_out_is_locked_unless_forced()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(await _desk.ConnectAsync()), _desk.In(TimeSpan.FromMinutes(4)));

        Assert.Equal("locked", Desk.RefusedCode(await ScheduleAsync(post, _desk.InHours(1))));
        Assert.IsType<PostResult.Saved>(await ScheduleAsync(post, _desk.InHours(1), force: true));
    }

    [Fact]
    public async Task Publishing_now_makes_every_job_due_and_keeps_what_was_prepared()
    {
        var (first, second) = (await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(first, second), _desk.InHours(1));
        await _desk.BringToAsync(await _desk.JobOfAsync(post, first), JobState.Ready);

        Desk.Saved(await _desk.PublishPostNow.RunAsync(_desk.WorkspaceId, post.Id, force: false, "Ann", Ct));

        Assert.All(await _desk.JobsOfAsync(post), job => Assert.Equal(_desk.Clock.Now, job.DueAt));
        Assert.Equal(JobState.Ready, (await _desk.JobOfAsync(post, first)).State);
    }

    [Fact]
    public async Task Publishing_now_needs_no_plan_and_can_be_turned_off()
    {
        var channel = await _desk.ConnectAsync();
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel));

        _desk.Publishing = new PublishingOptions { AllowPublishNow = false };
        var off = await _desk.PublishPostNow.RunAsync(_desk.WorkspaceId, post.Id, force: false, "Ann", Ct);
        _desk.Publishing = new PublishingOptions();
        Desk.Saved(await _desk.PublishPostNow.RunAsync(_desk.WorkspaceId, post.Id, force: false, "Ann", Ct));

        Assert.Equal("publish_now_disabled", Assert.IsType<PostResult.NotAllowed>(off).Code);
        Assert.Equal((JobState.Scheduled, _desk.Clock.Now), (await _desk.JobOfAsync(post, channel)) is var job ? (job.State, job.DueAt) : default);
    }

    [Fact]
    public async Task Publishing_now_over_and_over_is_slowed_down()
    {
        var channel = await _desk.ConnectAsync();
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel), _desk.InHours(1));
        for (var n = 0; n < ChangeJob.MaxRetries; n++) Desk.Saved(await _desk.PublishPostNow.RunAsync(_desk.WorkspaceId, post.Id, force: false, "Ann", Ct));

        Assert.Equal("too_many_retries", Desk.RefusedCode(await _desk.PublishPostNow.RunAsync(_desk.WorkspaceId, post.Id, force: false, "Ann", Ct)));
    }

    [Fact]
    public async Task A_deleted_post_is_gone_and_its_jobs_stay_readable()
    {
        var (first, second) = (await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(first, second), _desk.InHours(1));
        var live = await _desk.JobOfAsync(post, first);
        await _desk.BringToAsync(live, JobState.Published);

        Desk.Saved(await _desk.DeletePost.RunAsync(_desk.WorkspaceId, post.Id, post.Version, "Ann", Ct));

        Assert.Null(await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct));
        Assert.Equal([JobState.Published, JobState.Cancelled],
            [(await _desk.JobOfAsync(post, first)).State, (await _desk.JobOfAsync(post, second)).State]);
        Assert.NotNull(await _desk.Contents.LoadAsync(await _desk.JobOfAsync(post, first), null, Ct));
        Assert.Null(await _desk.Contents.LoadAsync(await _desk.JobOfAsync(post, second), null, Ct));
        Assert.IsType<PostResult.NotFound>(await ScheduleAsync(post, _desk.InHours(2)));
    }

    private Task<PostResult> ScheduleAsync(Post post, DateTimeOffset at, bool force = false) =>
        _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, at, force, "Ann", Ct);
}
