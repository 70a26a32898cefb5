using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Posts;

public sealed class ApprovalTests : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(ApprovalPolicy.NotTheAuthor);
        _channel = await _desk.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_draft_with_a_time_is_not_scheduled_before_somebody_agrees()
    {
        var result = await _desk.CreatePost.RunAsync(
            new NewPost { WorkspaceId = _desk.WorkspaceId, Draft = await _desk.DraftAsync(_channel), At = _desk.InHours(1) }, "Ann", Ct);

        var saved = Assert.IsType<PostResult.Saved>(result);
        Assert.Equal((ApprovalState.Draft, _desk.InHours(1)), (saved.Post.Approval, saved.Post.PlannedAt));
        Assert.Equal("approval_needed", Assert.Single(saved.Warnings).Code);
        Assert.Empty(await _desk.JobsOfAsync(saved.Post));
    }

    [Fact]
    public async Task Only_approved_content_is_scheduled()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel));
        Assert.Equal("not_approved", Desk.RefusedCode(await ScheduleAsync(post)));
        Assert.Equal("not_approved", Desk.RefusedCode(await _desk.PublishPostNow.RunAsync(_desk.WorkspaceId, post.Id, force: false, "Ann", Ct)));

        await SubmitAsync(post);
        Assert.Equal("not_approved", Desk.RefusedCode(await ScheduleAsync(post)));

        var approved = Desk.Saved(await ApproveAsync(post, "Bob"));
        Assert.Equal((ApprovalState.Approved, "Bob"), (approved.Approval, approved.ApprovedBy));
        Assert.IsType<PostResult.Saved>(await ScheduleAsync(post));
    }

    [Fact]
    public async Task Nobody_approves_what_they_wrote_or_changed_last()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel));
        await _desk.ReviseAsync(post, draft => draft with { Caption = "Bob's words" }, "Bob");
        await SubmitAsync(post);

        Assert.Equal("not_the_author", Assert.IsType<PostResult.NotAllowed>(await ApproveAsync(post, "Ann")).Code);
        Assert.Equal("not_the_author", Assert.IsType<PostResult.NotAllowed>(await ApproveAsync(post, "Bob")).Code);
        Assert.IsType<PostResult.Saved>(await ApproveAsync(post, "Cleo"));
    }

    [Fact]
    public async Task What_was_not_submitted_or_was_seen_in_another_version_is_not_approved()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel));
        Assert.Equal("not_submitted", Desk.RefusedCode(await ApproveAsync(post, "Bob")));
        var seen = await SubmitAsync(post);

        var stale = await _desk.ApprovePost.RunAsync(_desk.WorkspaceId, post.Id, seen.Version - 1, "Bob", Ct);

        Assert.Equal(new PostResult.Conflict(seen.Version), stale);
    }

    [Fact]
    public async Task An_edit_ends_the_approval_and_takes_the_post_off_the_schedule()
    {
        var post = await ScheduledAsync();

        var result = Assert.IsType<PostResult.Saved>(await _desk.ReviseAsync(post, draft => draft with { Caption = "Changed" }));

        Assert.Equal((ApprovalState.Draft, null), (result.Post.Approval, result.Post.ApprovedHash));
        Assert.Contains("approval_needed", result.Warnings.Select(warning => warning.Code));
        Assert.Equal(JobState.Cancelled, (await _desk.JobOfAsync(post, _channel)).State);
        Assert.Equal("not_approved", Desk.RefusedCode(await ScheduleAsync(post)));
    }

    [Fact]
    public async Task An_edit_while_it_waits_for_approval_makes_it_a_draft_again()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel));
        await SubmitAsync(post);

        Assert.Equal(ApprovalState.Draft, Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Caption = "Changed" })).Approval);
    }

    [Fact]
    public async Task An_approved_post_can_be_moved_and_unscheduled_without_asking_again()
    {
        var post = await ScheduledAsync();

        var unscheduled = Desk.Saved(await _desk.UnschedulePost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct));

        Assert.Equal(ApprovalState.Approved, unscheduled.Approval);
        Assert.IsType<PostResult.Saved>(await ScheduleAsync(post));
    }

    [Fact]
    public async Task Rejecting_needs_a_reason_and_cancels_what_was_scheduled()
    {
        var post = await ScheduledAsync();
        Assert.IsType<PostResult.Invalid>(await _desk.RejectPost.RunAsync(_desk.WorkspaceId, post.Id, "  ", "Bob", Ct));

        var rejected = Desk.Saved(await _desk.RejectPost.RunAsync(_desk.WorkspaceId, post.Id, "Wrong price", "Bob", Ct));

        Assert.Equal((ApprovalState.Rejected, "Wrong price", null), (rejected.Approval, rejected.ApprovalNote, rejected.ApprovedHash));
        Assert.Equal(JobState.Cancelled, (await _desk.JobOfAsync(post, _channel)).State);
        Assert.Equal(ApprovalState.Pending, (await SubmitAsync(post)).Approval);
        Assert.Contains("post.rejected", await _desk.KindsOfEventsAsync(post.Id));
    }

    [Fact]
    public async Task A_post_that_is_going_out_can_no_longer_be_rejected()
    {
        var post = await ScheduledAsync();
        await _desk.OpenIntentAsync(await _desk.JobOfAsync(post, _channel));

        Assert.Equal("publishing_now", Desk.RefusedCode(await _desk.RejectPost.RunAsync(_desk.WorkspaceId, post.Id, "Wrong price", "Bob", Ct)));
        Assert.Equal(ApprovalState.Approved, (await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct))!.Approval);
    }

    private async Task<Post> ScheduledAsync()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel));
        await SubmitAsync(post);
        await ApproveAsync(post, "Bob");
        return Desk.Saved(await ScheduleAsync(post));
    }

    private Task<PostResult> ScheduleAsync(Post post) => _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(1), false, "Ann", Ct);

    private async Task<Post> SubmitAsync(Post post) => Desk.Saved(await _desk.SubmitPost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct));

    private Task<PostResult> ApproveAsync(Post post, string who) => _desk.ApprovePost.RunAsync(_desk.WorkspaceId, post.Id, null, who, Ct);
}
