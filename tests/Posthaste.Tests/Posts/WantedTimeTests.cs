using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Posts;

/// <summary>Another wanted time by an edit, of a post that is not on its way.</summary>
public sealed class WantedTimeTests : IAsyncLifetime
{
    private Desk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync(ApprovalPolicy.One);

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_draft_gets_a_time_another_one_and_none_and_nothing_is_scheduled()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(await _desk.ConnectAsync()));

        var noted = Assert.IsType<PostResult.Saved>(await PlanAsync(post, _desk.InHours(5)));
        var moved = Desk.Saved(await PlanAsync(post, _desk.InHours(6)));
        var taken = Assert.IsType<PostResult.Saved>(await PlanAsync(post, null));

        Assert.Equal(_desk.InHours(5), noted.Post.PlannedAt);
        Assert.Contains(noted.Warnings, warning => warning is { Code: "time_noted", Blocks: false });
        Assert.Equal((_desk.InHours(6), 3), (moved.PlannedAt, moved.Version));
        Assert.Null(taken.Post.PlannedAt);
        Assert.DoesNotContain(taken.Warnings, warning => warning.Code == "time_noted");
        Assert.Null((await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct))!.PlannedAt);
        Assert.Empty(await _desk.JobsOfAsync(post));
    }

    [Fact]
    public async Task What_waits_or_is_approved_stays_so_with_another_time()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(await _desk.ConnectAsync()), _desk.InHours(5));
        await _desk.SubmitPost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct);

        var pending = Desk.Saved(await PlanAsync(post, _desk.InHours(6)));
        var approved = Desk.Saved(await _desk.ApprovePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Bob", Ct));
        var moved = Desk.Saved(await PlanAsync(post, _desk.InHours(7)));

        Assert.Equal((ApprovalState.Pending, _desk.InHours(6)), (pending.Approval, pending.PlannedAt));
        Assert.Equal((ApprovalState.Approved, approved.ApprovedHash, "Bob", _desk.InHours(7)), (moved.Approval, moved.ApprovedHash, moved.ApprovedBy, moved.PlannedAt));
        Assert.NotEmpty(await _desk.Posts.ListFilesAsync(post.Id, Ct));
    }

    [Fact]
    public async Task What_is_on_its_way_or_live_keeps_its_time_and_everything_else()
    {
        var channel = await _desk.ConnectAsync();
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel), _desk.InHours(5));
        await _desk.SubmitPost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct);
        await _desk.ApprovePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Bob", Ct);
        Desk.Saved(await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(5), force: false, "Bob", Ct));
        var before = await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct);

        Assert.Equal("on_its_way", Desk.RefusedCode(await PlanAsync(post, _desk.InHours(6), draft => draft with { Title = "New" })));
        Assert.Equal("on_its_way", Desk.RefusedCode(await PlanAsync(post, null)));
        Assert.Equivalent(before, await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct), strict: true);
        Assert.Equal("New", Desk.Saved(await PlanAsync(post, _desk.InHours(5), draft => draft with { Title = "New" })).Title);
        await _desk.BringToAsync(await _desk.JobOfAsync(post, channel), JobState.Published);
        Assert.Equal("already_published", Desk.RefusedCode(await PlanAsync(post, _desk.InHours(6))));
    }

    [Fact]
    public async Task A_post_that_was_unscheduled_gets_another_time_again()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(await _desk.ConnectAsync()), _desk.InHours(5));
        await _desk.SubmitPost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct);
        await _desk.ApprovePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Bob", Ct);
        Desk.Saved(await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(5), force: false, "Bob", Ct));
        Desk.Saved(await _desk.UnschedulePost.RunAsync(_desk.WorkspaceId, post.Id, "Bob", Ct));

        Assert.Equal(_desk.InHours(8), Desk.Saved(await PlanAsync(post, _desk.InHours(8))).PlannedAt);
        Assert.Equal(JobState.Cancelled, Assert.Single(await _desk.JobsOfAsync(post)).State);
    }

    [Fact]
    public async Task A_time_that_has_passed_is_refused_unless_the_post_has_it_already()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(await _desk.ConnectAsync()), _desk.InHours(1));

        Assert.Equal("time_in_past", Assert.IsType<PostResult.Invalid>(await PlanAsync(post, _desk.InHours(-1))).Findings[0].Code);
        _desk.Time.Advance(TimeSpan.FromHours(2));
        Desk.Saved(await PlanAsync(post, _desk.InHours(-1)));
    }

    private Task<PostResult> PlanAsync(Post post, DateTimeOffset? at, Func<PostDraft, PostDraft>? change = null) =>
        _desk.RevisePost.RunAsync(_desk.WorkspaceId, post.Id, change ?? (draft => draft), new WantedTime(at), expectedVersion: null, force: false, "Ann", Ct);
}
