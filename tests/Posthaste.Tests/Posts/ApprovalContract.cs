using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Posts.Versions;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Posts;

/// <summary>Asking for an approval, taking it back, and what becomes of it when the workspace's rule changes (R-MAN-1), on one database.</summary>
public abstract class ApprovalContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(ApprovalPolicy.One, database);
        _channel = await _desk.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_submission_says_whose_it_is_and_can_be_taken_back()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel));
        Assert.Equal("not_submitted", Desk.RefusedCode(await WithdrawAsync(post)));

        var pending = Desk.Saved(await SubmitAsync(post, "Bob"));
        var withdrawn = Desk.Saved(await WithdrawAsync(post));

        Assert.Equal(("Bob", _desk.Time.GetUtcNow()), (pending.SubmittedBy, pending.SubmittedAt));
        Assert.Equal((ApprovalState.Draft, null, null), (withdrawn.Approval, withdrawn.SubmittedBy, withdrawn.SubmittedAt));
        Assert.Equal("not_submitted", Desk.RefusedCode(await ApproveAsync(post)));
        Assert.Contains("post.withdrawn", await _desk.KindsOfEventsAsync(post.Id));
    }

    [Fact]
    public async Task An_approval_that_is_taken_back_takes_the_post_off_the_schedule_and_asks_again()
    {
        var post = await ScheduledAsync();

        var unapproved = Desk.Saved(await UnapproveAsync(post));

        Assert.Equal((ApprovalState.Pending, null, null, "Ann"), (unapproved.Approval, unapproved.ApprovedHash, unapproved.ApprovedThrough, unapproved.SubmittedBy));
        Assert.Equal(post.PlannedAt, unapproved.PlannedAt);
        Assert.Equal(JobState.Cancelled, (await _desk.JobOfAsync(post, _channel)).State);
        Assert.Equal("not_approved", Desk.RefusedCode(await ScheduleAsync(post)));
        Assert.Contains("post.unapproved", await _desk.KindsOfEventsAsync(post.Id));
        Desk.Saved(await ApproveAsync(post));
        Desk.Saved(await ScheduleAsync(post));
    }

    [Fact]
    public async Task An_approval_is_not_taken_back_from_what_is_live_or_going_out_or_in_another_version()
    {
        var (live, going) = (await ScheduledAsync(), await ScheduledAsync());
        await _desk.BringToAsync(await _desk.JobOfAsync(live, _channel), JobState.Published);
        await _desk.OpenIntentAsync(await _desk.JobOfAsync(going, _channel));

        Assert.Equal("already_published", Desk.RefusedCode(await UnapproveAsync(live)));
        Assert.Equal("publishing_now", Desk.RefusedCode(await UnapproveAsync(going)));
        Assert.Equal(new PostResult.Conflict(going.Version), await _desk.UnapprovePost.RunAsync(_desk.WorkspaceId, going.Id, going.Version - 1, "Bob", Ct));
        Assert.Equal(ApprovalState.Approved, (await FindAsync(going)).Approval);
    }

    [Fact]
    public async Task What_failed_is_not_retried_once_its_approval_has_ended()
    {
        foreach (var end in new Func<Post, Task<PostResult>>[]
        {
            UnapproveAsync,
            post => _desk.RejectPost.RunAsync(_desk.WorkspaceId, post.Id, "Wrong price", "Bob", Ct),
            post => _desk.ReviseAsync(post, draft => draft with { Caption = "Changed" }),
        })
        {
            var post = await ScheduledAsync();
            var job = await _desk.JobOfAsync(post, _channel);
            await _desk.BringToAsync(job, JobState.Failed, JobReason.Skipped);

            Desk.Saved(await end(post));

            Assert.Equal(JobState.Cancelled, (await _desk.JobOfAsync(post, _channel)).State);
            Assert.Equal("cancelled", Assert.IsType<MoveResult.Refused>(await _desk.ChangeJob.RunAsync(job.Id, new JobChange.Retry(), "Ann", Ct)).Code);
        }
    }

    [Fact]
    public async Task A_stricter_rule_stops_nothing_that_is_scheduled_and_lets_no_draft_through()
    {
        await SetPolicyAsync(ApprovalPolicy.None);
        var scheduled = await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(5));
        var draft = await _desk.CreateAsync(await _desk.DraftAsync(_channel));

        await SetPolicyAsync(ApprovalPolicy.One);

        Assert.Equal((JobState.Scheduled, ApprovedThrough.Scheduling), ((await _desk.JobOfAsync(scheduled, _channel)).State, (await FindAsync(scheduled)).ApprovedThrough!.Value));
        Assert.Equal(_desk.InHours(9), Desk.Saved(await ScheduleAsync(scheduled, 9)).PlannedAt);
        Assert.Equal(JobState.Scheduled, (await _desk.JobOfAsync(scheduled, _channel)).State);
        Assert.Equal("not_approved", Desk.RefusedCode(await ScheduleAsync(draft)));
        Assert.Equal("not_approved", Desk.RefusedCode(await _desk.PublishPostNow.RunAsync(_desk.WorkspaceId, draft.Id, force: true, "Ann", Ct)));
    }

    [Fact]
    public async Task What_was_approved_by_scheduling_alone_must_be_approved_before_it_is_scheduled_again()
    {
        await SetPolicyAsync(ApprovalPolicy.None);
        var (unscheduled, cancelled) = (await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(5)), await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(7)));
        await SetPolicyAsync(ApprovalPolicy.One);

        Assert.Equal(ApprovalState.Draft, Desk.Saved(await _desk.UnschedulePost.RunAsync(_desk.WorkspaceId, unscheduled.Id, "Ann", Ct)).Approval);
        Assert.IsType<MoveResult.Moved>(await _desk.ChangeJob.RunAsync((await _desk.JobOfAsync(cancelled, _channel)).Id, new JobChange.Cancel(), "Ann", Ct));

        foreach (var post in new[] { unscheduled, cancelled })
        {
            Assert.Equal("not_approved", Desk.RefusedCode(await ScheduleAsync(post)));
            Desk.Saved(await SubmitAsync(post));
            Assert.Equal(ApprovedThrough.Approval, Desk.Saved(await ApproveAsync(post)).ApprovedThrough);
            Desk.Saved(await ScheduleAsync(post));
        }
    }

    [Fact]
    public async Task What_its_author_approved_needs_somebody_else_once_the_rule_says_so()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel));
        await SubmitAsync(post);
        Desk.Saved(await ApproveAsync(post, "Ann"));
        await SetPolicyAsync(ApprovalPolicy.NotTheAuthor);

        Assert.Equal("not_approved", Desk.RefusedCode(await ScheduleAsync(post)));

        Desk.Saved(await SubmitAsync(post));
        Assert.Equal("not_the_author", Assert.IsType<PostResult.NotAllowed>(await ApproveAsync(post, "Ann")).Code);
        Desk.Saved(await ApproveAsync(post, "Bob"));
        Desk.Saved(await ScheduleAsync(post));
    }

    [Fact]
    public async Task An_edit_of_what_was_scheduled_under_a_laxer_rule_needs_an_approval()
    {
        await SetPolicyAsync(ApprovalPolicy.None);
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(5));
        await SetPolicyAsync(ApprovalPolicy.One);

        var edited = Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Caption = "Changed" }));

        Assert.Equal(ApprovalState.Draft, edited.Approval);
        Assert.Equal(JobState.Cancelled, (await _desk.JobOfAsync(post, _channel)).State);
    }

    [Fact]
    public async Task A_laxer_rule_keeps_an_approval_that_somebody_gave_through_unscheduling()
    {
        var post = await ScheduledAsync();
        await SetPolicyAsync(ApprovalPolicy.None);

        var unscheduled = Desk.Saved(await _desk.UnschedulePost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct));

        Assert.Equal((ApprovalState.Approved, "Bob"), (unscheduled.Approval, unscheduled.ApprovedBy));
    }

    [Fact]
    public async Task What_is_on_its_way_cannot_be_submitted_again()
    {
        await SetPolicyAsync(ApprovalPolicy.None);
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(5));
        await SetPolicyAsync(ApprovalPolicy.One);

        Assert.Equal("already_approved", Desk.RefusedCode(await SubmitAsync(post)));

        Assert.Equal((ApprovalState.Approved, JobState.Scheduled), ((await FindAsync(post)).Approval, (await _desk.JobOfAsync(post, _channel)).State));
    }

    [Fact]
    public async Task Versions_say_what_was_submitted_approved_and_rejected_and_by_whom()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(5));
        await SubmitAsync(post);
        await ApproveAsync(post);
        await ScheduleAsync(post);
        await _desk.RejectPost.RunAsync(_desk.WorkspaceId, post.Id, "Wrong price", "Cleo", Ct);

        var versions = await _desk.Posts.ListVersionsAsync(post.Id, Ct);

        Assert.Equal([(VersionKind.Rejected, "Cleo", "Wrong price"), (VersionKind.Approved, "Bob", null), (VersionKind.Submitted, "Ann", (string?)null)],
            versions.Select(version => (version.Kind, version.By, version.Note)));
        Assert.All(versions, version => Assert.Equal("Hello", version.Draft.Caption));
        var signed = Assert.Single(versions[1].Contents);
        var job = await _desk.JobOfAsync(post, _channel);
        Assert.Equal((_channel.Id, job.ApprovedHash, "Hello"), (signed.ChannelId, signed.Hash, signed.Caption));
        Assert.Equal(post.Draft.MediaIds, signed.Media.Select(file => file.MediaId));
    }

    [Fact]
    public async Task Where_scheduling_is_the_approval_each_new_content_is_a_version_and_a_move_is_none()
    {
        await SetPolicyAsync(ApprovalPolicy.None);
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(5));
        await ScheduleAsync(post, 9);
        await _desk.ReviseAsync(post, draft => draft with { Caption = "Changed" });

        var versions = await _desk.Posts.ListVersionsAsync(post.Id, Ct);

        Assert.Equal([(VersionKind.Scheduled, "Changed"), (VersionKind.Scheduled, "Hello")], versions.Select(version => (version.Kind, version.Draft.Caption)));
        Assert.Equal((await _desk.JobOfAsync(post, _channel)).ApprovedHash, versions[0].Contents[0].Hash);
    }

    [Fact]
    public async Task Changes_are_told_since_the_last_decision()
    {
        var post = await ScheduledAsync();
        await _desk.ReviseAsync(post, draft => draft with { Caption = "Changed", Hashtags = ["new"] });
        await SubmitAsync(post);

        var changes = await ChangesAsync(post);

        Assert.Equal((VersionKind.Approved, "Bob"), (changes.Since!.Kind, changes.Since.By));
        Assert.Equal(["at", "caption", "hashtags"], changes.Changes.Select(change => change.Field));
        Assert.Equal(("Hello", "Changed"), (changes.Changes[1].Before!.Value.GetString(), changes.Changes[1].After!.Value.GetString()));
        Desk.Saved(await ApproveAsync(post));
        Assert.Empty((await ChangesAsync(post)).Changes);
    }

    [Fact]
    public async Task A_post_that_was_never_looked_at_has_changed_since_its_submission_before()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel));
        Assert.Null((await ChangesAsync(post)).Since);
        await SubmitAsync(post);
        Assert.Null((await ChangesAsync(post)).Since);
        await WithdrawAsync(post);
        await _desk.ReviseAsync(post, draft => draft with { Caption = "Changed" });

        Assert.Equal("caption", Assert.Single((await ChangesAsync(post)).Changes).Field);

        await SubmitAsync(post);
        Assert.Equal((VersionKind.Submitted, "caption"), (await ChangesAsync(post)) is var changes ? (changes.Since!.Kind, Assert.Single(changes.Changes).Field) : default);
    }

    private async Task<PostChanges> ChangesAsync(Post post) => PostChanges.Of(await FindAsync(post), await _desk.Posts.ListVersionsAsync(post.Id, Ct));

    private async Task<Post> ScheduledAsync()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel));
        Desk.Saved(await SubmitAsync(post));
        Desk.Saved(await ApproveAsync(post));
        return Desk.Saved(await ScheduleAsync(post));
    }

    private async Task SetPolicyAsync(ApprovalPolicy policy) => Assert.IsType<UpdateWorkspaceResult.Updated>(
        await _desk.UpdateWorkspace.RunAsync(_desk.WorkspaceId, workspace => workspace with { ApprovalPolicy = policy }, "Ann", Ct));

    private Task<PostResult> ScheduleAsync(Post post, double hours = 5) => _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(hours), force: true, "Ann", Ct);

    private Task<PostResult> SubmitAsync(Post post, string who = "Ann") => _desk.SubmitPost.RunAsync(_desk.WorkspaceId, post.Id, who, Ct);

    private Task<PostResult> ApproveAsync(Post post, string who = "Bob") => _desk.ApprovePost.RunAsync(_desk.WorkspaceId, post.Id, null, who, Ct);

    private Task<PostResult> WithdrawAsync(Post post) => _desk.WithdrawPost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct);

    private Task<PostResult> UnapproveAsync(Post post) => _desk.UnapprovePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Bob", Ct);

    private async Task<Post> FindAsync(Post post) => (await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct))!;
}

public sealed class SqliteApprovalTests() : ApprovalContract(new SqliteTestDatabase());

public sealed class PostgresApprovalTests() : ApprovalContract(new PostgresTestDatabase());
