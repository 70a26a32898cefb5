using Posthaste.Jobs;
using Posthaste.Posts;

namespace Posthaste.Tests.Posts;

public sealed class RevisePostTests : IAsyncLifetime
{
    private Desk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task An_edit_of_another_version_is_a_conflict_and_changes_nothing()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync());
        Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Caption = "Bob's" }, "Bob"));

        var result = await _desk.RevisePost.RunAsync(_desk.WorkspaceId, post.Id, draft => draft with { Caption = "Ann's" }, post.Version, force: false, "Ann", Ct);

        Assert.Equal(new PostResult.Conflict(post.Version + 1), result);
        Assert.Equal("Bob's", (await FindAsync(post)).Draft.Caption);
    }

    [Fact]
    public async Task An_edit_reaches_every_job_with_the_hash_of_what_it_will_send()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(await _desk.ConnectAsync(), await _desk.ConnectAsync("2")), _desk.InHours(1));
        var before = await _desk.JobsOfAsync(post);
        await _desk.BringToAsync(before[0], JobState.Ready);

        var revised = Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Caption = "Better" }));

        Assert.Equal(ApprovalState.Approved, revised.Approval);
        Assert.NotEqual(post.ApprovedHash, revised.ApprovedHash);
        foreach (var job in await _desk.JobsOfAsync(post))
        {
            Assert.Equal((JobState.Scheduled, null), (job.State, job.Checkpoint));
            Assert.DoesNotContain(job.ApprovedHash, before.Select(old => old.ApprovedHash));
            Assert.Equal((await _desk.Contents.LoadAsync(job, null, Ct))!.Hash, job.ApprovedHash);
        }
    }

    [Fact]
    public async Task One_job_that_is_publishing_keeps_the_whole_post_as_it_is()
    {
        var (first, second) = (await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(first, second), _desk.InHours(1));
        await _desk.OpenIntentAsync(await _desk.JobOfAsync(post, second));

        var result = await _desk.ReviseAsync(post, draft => draft with { Caption = "Better" });

        Assert.Equal("publishing_now", Desk.RefusedCode(result));
        Assert.Equal((post.Version, "Hello"), ((await FindAsync(post)).Version, (await FindAsync(post)).Draft.Caption));
        foreach (var job in await _desk.JobsOfAsync(post)) Assert.Equal((await _desk.Contents.LoadAsync(job, null, Ct))!.Hash, job.ApprovedHash);
    }

    [Fact]
    public async Task What_is_live_somewhere_keeps_its_content_but_may_be_renamed()
    {
        var (first, second) = (await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(first, second), _desk.InHours(1));
        await _desk.BringToAsync(await _desk.JobOfAsync(post, first), JobState.Published);

        Assert.Equal("already_published", Desk.RefusedCode(await _desk.ReviseAsync(post, draft => draft with { Caption = "Better" })));
        Assert.Equal("Name", Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Title = "Name" })).Title);
    }

    [Fact]
    public async Task A_new_title_touches_no_job_and_no_approval()
    {
        var channel = await _desk.ConnectAsync();
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel), _desk.InHours(1));

        var renamed = Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Title = "Name" }, "Bob"));

        Assert.Equal((post.ApprovedHash, "Ann", "Name"), (renamed.ApprovedHash, renamed.ChangedBy, renamed.Title));
        Assert.Equal(1, (await _desk.JobOfAsync(post, channel)).Version);
    }

    [Fact]
    public async Task A_title_made_from_the_caption_follows_it()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync());

        Assert.Equal("Better", Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Caption = "Better" })).Title);
    }

    [Fact]
    public async Task A_channel_taken_off_is_cancelled_and_one_put_on_is_scheduled()
    {
        var (first, second) = (await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(first), _desk.InHours(1));

        Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { ChannelIds = [second.Id] }));

        Assert.Equal(JobState.Cancelled, (await _desk.JobOfAsync(post, first)).State);
        var added = await _desk.JobOfAsync(post, second);
        Assert.Equal((JobState.Scheduled, _desk.InHours(1)), (added.State, added.DueAt));
        Assert.Equal((await _desk.Contents.LoadAsync(added, null, Ct))!.Hash, added.ApprovedHash);
    }

    [Fact]
    public async Task A_scheduled_post_keeps_at_least_one_channel()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(await _desk.ConnectAsync()), _desk.InHours(1));

        var result = await _desk.ReviseAsync(post, draft => draft with { ChannelIds = [] });

        Assert.Equal("channels_missing", Assert.Single(Assert.IsType<PostResult.Invalid>(result).Findings).Code);
    }

    [Fact]
    public async Task A_retry_of_a_failed_job_sends_what_the_post_says_now()
    {
        var (first, second) = (await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
        var post = await _desk.CreateAsync(await _desk.DraftAsync(first, second), _desk.InHours(1));
        await _desk.BringToAsync(await _desk.JobOfAsync(post, first), JobState.Failed);

        Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Caption = "Better" }));

        var failed = await _desk.JobOfAsync(post, first);
        Assert.Equal(JobState.Failed, failed.State);
        Assert.Equal((await _desk.Contents.LoadAsync(failed, null, Ct))!.Hash, failed.ApprovedHash);
    }

    [Fact]
    public async Task What_is_published_has_its_media_hosted_where_asked_for()
    {
        var channel = await _desk.ConnectAsync();
        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel) with { Hashtags = ["#one", "two"], AltTexts = ["A cat"] }, _desk.InHours(1));
        var job = await _desk.JobOfAsync(post, channel);

        var read = (await _desk.Contents.LoadAsync(job, null, Ct))!;
        var hosted = (await _desk.Contents.LoadAsync(job, _desk.InHours(3), Ct))!;

        Assert.Null(Assert.Single(read.Post.Media).Url);
        Assert.Equal("A cat", Assert.Single(hosted.Post.Media).AltText);
        Assert.NotNull(Assert.Single(hosted.Post.Media).Url);
        Assert.Equal("Hello\n\n#one #two", hosted.Post.Caption);
        Assert.Equal(read.Hash, hosted.Hash);
    }

    private async Task<Post> FindAsync(Post post) => (await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct))!;
}
