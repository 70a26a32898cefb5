using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>An older copy of the database is put in place (C15). What went out since goes out no second time, and what did not still does.</summary>
public sealed partial class RestoreStories : EngineStory
{
    [Fact]
    public async Task A_post_that_went_out_since_the_backup_does_not_go_out_again_and_needs_a_person()
    {
        var job = await Engine.ScheduleAsync("gone out since", dueIn: Minutes(30));
        await Engine.BackUpAsync();
        Engine.RunFor(Minutes(40));
        Assert.Single(Platform.Posts);

        await Engine.RestoreAsync();
        Engine.RunFor(Hours(1));

        var found = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Undecidable, "restored"), (found.State, found.Reason, found.LastError?.Code));
        Assert.Contains("https://posts.example/p1", found.LastError!.Message);
        Assert.Single(Platform.Posts);
    }

    [Fact]
    public async Task A_post_whose_container_says_published_is_published_with_its_link()
    {
        var job = await Engine.ScheduleAsync("prepared before the backup", dueIn: Minutes(2));
        Engine.RunFor(Minutes(1));
        await Engine.BackUpAsync();
        Engine.RunFor(Minutes(5));
        Assert.Single(Platform.Posts);

        await Engine.RestoreAsync();
        Engine.RunFor(Minutes(10));

        var found = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, "p1", "https://posts.example/p1"), (found.State, found.RemoteId, found.Permalink));
        Assert.Single(Platform.Posts);
    }

    [Fact]
    public async Task A_post_that_did_not_go_out_goes_out_inside_its_window()
    {
        var first = await Engine.ScheduleAsync("gone out since", dueIn: Minutes(2), channel: await Engine.AddChannelAsync());
        var job = await Engine.ScheduleAsync("still to go out", dueIn: Minutes(30));
        Engine.RunFor(Minutes(1));
        await Engine.BackUpAsync();
        Engine.RunFor(Minutes(5));
        Engine.Crash();
        Platform.TakeDownAll();
        Engine.Time.Advance(Minutes(40));

        await Engine.RestoreAsync();
        Engine.RunFor(Minutes(10));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
        Assert.Equal(["still to go out"], Platform.Posts.Select(post => post.Caption));
        Assert.Equal("settled_not_published prepared published+", await Engine.HistoryAsync(job));
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(first)).State);
    }

    [Fact]
    public async Task A_container_that_was_never_published_is_the_one_that_goes_out()
    {
        var other = await Engine.AddChannelAsync();
        await Engine.ScheduleAsync("gone out since", dueIn: Minutes(1), channel: other);
        var job = await Engine.ScheduleAsync("prepared", dueIn: Minutes(2.5));
        Engine.RunFor(Seconds(30));
        await Engine.BackUpAsync();
        Engine.RunFor(Minutes(1));
        Platform.TakeDownAll();

        await Engine.RestoreAsync();
        Engine.RunFor(Minutes(10));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
        Assert.Equal("prepared", Assert.Single(Platform.Posts).Caption);
        Assert.Equal(2, Platform.Containers.Count);
    }

    [Fact]
    public async Task A_post_that_is_due_later_goes_out_on_time_beside_others_that_went_out_since()
    {
        await Engine.ScheduleAsync("gone out since", dueIn: Minutes(30));
        var later = await Engine.ScheduleAsync("due tomorrow", dueIn: Hours(20));
        await Engine.BackUpAsync();
        Engine.RunFor(Minutes(40));

        await Engine.RestoreAsync();
        Engine.RunFor(Hours(21));

        var found = await Engine.ReadAsync(later);
        Assert.Equal((JobState.Published, 0), (found.State, found.LatenessMs));
    }

    [Fact]
    public async Task A_post_that_somebody_published_early_since_the_backup_does_not_go_out_again()
    {
        var job = await Engine.ScheduleAsync("due tomorrow", dueIn: Hours(20));
        await Engine.BackUpAsync();
        await Engine.ChangeAsync(job, new JobChange.PublishNow());
        Engine.RunFor(Minutes(10));
        Assert.Single(Platform.Posts);

        await Engine.RestoreAsync();
        Engine.RunFor(Hours(21));

        Assert.Equal(JobReason.Undecidable, (await Engine.ReadAsync(job)).Reason);
        Assert.Single(Platform.Posts);
    }

    [Fact]
    public async Task A_post_that_was_edited_and_went_out_since_the_backup_does_not_go_out_again_as_it_was()
    {
        var job = await Engine.ScheduleAsync("as it was", dueIn: Minutes(30));
        await Engine.BackUpAsync();
        await Engine.EditAsync(job, "as it went out");
        Engine.RunFor(Minutes(40));
        Assert.Single(Platform.Posts);
        Engine.Contents.Write(job.PostId, "as it was");

        await Engine.RestoreAsync();
        Engine.RunFor(Hours(1));

        Assert.Equal(JobReason.Undecidable, (await Engine.ReadAsync(job)).Reason);
        Assert.Single(Platform.Posts);
        // The story's own check goes by the caption.
        Engine.Contents.Write(job.PostId, "as it went out");
    }

    [Fact]
    public async Task A_list_that_does_not_reach_back_leaves_the_decision_to_a_person_who_resolves_it()
    {
        var job = await Engine.ScheduleAsync("nobody knows", dueIn: Minutes(30), window: Hours(48));
        await Engine.BackUpAsync();
        Engine.RunFor(Minutes(40));
        Platform.Posts.Clear();
        Platform.ListReach = Hours(1);
        Engine.Time.Advance(Hours(5));

        await Engine.RestoreAsync();
        Engine.RunFor(Minutes(10));
        Assert.Equal(JobReason.Undecidable, (await Engine.ReadAsync(job)).Reason);
        Assert.Equal("undecided", CodeOf(await Engine.ChangeAsync(job, new JobChange.Retry())));

        Assert.IsType<MoveResult.Moved>(await Engine.ResolveAsync(job, isLive: false));
        Assert.IsType<MoveResult.Moved>(await Engine.ChangeAsync(job, new JobChange.Retry()));
        Engine.RunFor(Minutes(10));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
        Assert.Single(Platform.Posts);
    }

    [Fact]
    public async Task What_a_person_has_linked_stands_against_no_other_job()
    {
        var live = await Engine.ScheduleAsync("gone out since", dueIn: Minutes(30));
        var other = await Engine.ScheduleAsync("did not", dueIn: Minutes(50));
        await Engine.BackUpAsync();
        Engine.RunFor(Minutes(40));
        Engine.Crash();
        Engine.Time.Advance(Minutes(20));
        await Engine.RestoreAsync();
        Engine.RunFor(Minutes(18));
        Assert.Equal(JobReason.Undecidable, (await Engine.ReadAsync(live)).Reason);
        Assert.Equal(JobReason.Undecidable, (await Engine.ReadAsync(other)).Reason);

        await Engine.ResolveAsync(live, isLive: true, "https://posts.example/p1");
        await Engine.ResolveAsync(other, isLive: false);
        await Engine.ChangeAsync(other, new JobChange.Retry());
        Engine.RunFor(Minutes(10));

        Assert.Equal(["gone out since", "did not"], Platform.Posts.Select(post => post.Caption));
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(other)).State);
    }

    [Fact]
    public async Task A_job_that_had_failed_in_the_copy_is_asked_about_when_somebody_retries_it()
    {
        Platform.On("publish", Replies.Rejected);
        var job = await Engine.ScheduleAsync("refused, then mended", dueIn: Minutes(5));
        Engine.RunFor(Minutes(6));
        Assert.Equal(JobState.NeedsAttention, (await Engine.ReadAsync(job)).State);
        await Engine.BackUpAsync();
        await Engine.ChangeAsync(job, new JobChange.Retry());
        Engine.RunFor(Minutes(5));
        Assert.Single(Platform.Posts);

        await Engine.RestoreAsync();
        await Engine.ChangeAsync(job, new JobChange.Retry());
        Engine.RunFor(Hours(1));

        Assert.Equal(JobReason.Undecidable, (await Engine.ReadAsync(job)).Reason);
        Assert.Single(Platform.Posts);
    }

    [Fact]
    public async Task A_job_made_after_the_restore_is_not_asked_about()
    {
        await Engine.ScheduleAsync("gone out since", dueIn: Minutes(30));
        await Engine.BackUpAsync();
        Engine.RunFor(Minutes(40));
        await Engine.RestoreAsync();

        Engine.RunFor(Minutes(1));
        var job = await Engine.ScheduleAsync("new", dueIn: Minutes(4));
        Engine.RunFor(Minutes(5));

        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task While_the_account_cannot_be_read_the_post_waits()
    {
        var other = await Engine.AddChannelAsync();
        await Engine.ScheduleAsync("gone out since", dueIn: Minutes(2), channel: other);
        var job = await Engine.ScheduleAsync("waits", dueIn: Minutes(10));
        Engine.RunFor(Minutes(1));
        await Engine.BackUpAsync();
        Engine.RunFor(Minutes(3));
        Platform.TakeDownAll();
        Engine.Crash();
        Engine.Time.Advance(Minutes(20));
        Platform.ListBroken = Replies.Error(ErrorKind.RetryLater, "500");

        await Engine.RestoreAsync();
        Engine.RunFor(Minutes(20));
        Assert.Equal((JobState.Publishing, JobReason.Settling), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Reason));
        Assert.Equal("settling", CodeOf(await Engine.ChangeAsync(job, new JobChange.PublishNow())));
        Platform.ListBroken = null;
        Engine.RunFor(Minutes(35));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_restart_is_no_restore(bool killed)
    {
        var job = await Engine.ScheduleAsync("as usual", dueIn: Minutes(30));
        await Engine.ScheduleAsync("before", dueIn: Minutes(5));
        Engine.RunFor(Minutes(10));
        if (!killed) Engine.Node.Leave();
        Engine.Restart();
        Engine.RunFor(Minutes(25));

        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task A_long_outage_is_no_restore()
    {
        await Engine.ScheduleAsync("before", dueIn: Minutes(5));
        var job = await Engine.ScheduleAsync("due during the outage", dueIn: Minutes(30), window: Hours(48));
        Engine.RunFor(Minutes(10));
        Engine.Crash();
        Engine.Time.Advance(Hours(26));
        Engine.StartNode();
        Engine.RunFor(Minutes(5));

        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
    }
}
