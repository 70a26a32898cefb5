using Dapper;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Media.Renditions;
using Posthaste.Posts;
using Posthaste.Posts.Files;
using Posthaste.Storage;
using Posthaste.Tests.Media;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Posts;

/// <summary>What was approved is what is sent, whatever changes afterwards; on both databases, with pictures that are really made.</summary>
public abstract class PostFilesContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _channel = null!;
    private MediaItem _picture = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _desk.Platform.Spec = Placements.Feed;
        _channel = await _desk.ConnectAsync();
        _picture = await _desk.TakeInAsync(Samples.Png(640, 640), "bread.png");
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_post_is_scheduled_with_the_rendition_and_its_hash()
    {
        var post = await ScheduledAsync();

        var made = Assert.Single(await _desk.Media.ListRenditionsAsync(_picture.Id, Ct));
        Assert.Equal([new PostFile(_channel.Id, 0, _picture.Id, made.Id)], await _desk.Posts.ListFilesAsync(post.Id, Ct));
        var sent = await LoadAsync(post);
        Assert.Equal((made.Sha256, "image/jpeg", made.Bytes), (sent.Post.Media[0].Sha256, sent.Post.Media[0].ContentType, sent.Post.Media[0].Bytes));
        Assert.Equal(new Uri($"https://media.example/{made.Sha256}"), sent.Post.Media[0].Url);
        Assert.Equal((await _desk.JobOfAsync(post, _channel)).ApprovedHash, sent.Hash);
        await using var bytes = await sent.Post.Media[0].Reader.OpenAsync(Ct);
        Assert.Equal(made.Bytes, bytes.Length);
    }

    [Fact]
    public async Task Other_rules_after_the_approval_change_nothing_that_goes_out()
    {
        var post = await ScheduledAsync();
        var before = await LoadAsync(post);
        Assert.Equal((await _desk.JobOfAsync(post, _channel)).ApprovedHash, before.Hash);

        await ChangeTheRulesAsync();

        Assert.Equal((before.Hash, before.Post.Media[0].Sha256), ((await LoadAsync(post)).Hash, (await LoadAsync(post)).Post.Media[0].Sha256));
        // Another time is not another content.
        var moved = Desk.Saved(await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(5), false, "Ann", Ct));
        Assert.Equal((post.ApprovedHash, before.Hash), (moved.ApprovedHash, (await LoadAsync(post)).Hash));
    }

    [Fact]
    public async Task Other_rules_between_approval_and_schedule_do_not_end_the_approval()
    {
        await _desk.Workspaces.SaveAsync((await WorkspaceAsync()) with { ApprovalPolicy = ApprovalPolicy.One }, Ct);
        var post = await DraftedAsync();
        await _desk.PrepareMedia.RunAsync(_desk.WorkspaceId, post.Id, Ct);
        Desk.Saved(await _desk.SubmitPost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct));
        var approved = Desk.Saved(await _desk.ApprovePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Bob", Ct));

        await ChangeTheRulesAsync();

        var scheduled = Desk.Saved(await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(1), false, "Ann", Ct));
        Assert.Equal(approved.ApprovedHash, scheduled.ApprovedHash);
        Assert.Equal((await _desk.JobOfAsync(post, _channel)).ApprovedHash, (await LoadAsync(post)).Hash);
    }

    [Fact]
    public async Task Another_way_to_make_it_fit_is_another_content_and_signed_anew()
    {
        var post = await ScheduledAsync();
        var before = await LoadAsync(post);
        PostDraft Cropped(PostDraft draft) => draft with { MediaFits = [new MediaFit { Fit = UnfitMedia.Crop, Crop = new CropRectangle(0, 0, 0.5, 0.5) }] };

        Assert.IsType<PostResult.Preparing>(await _desk.ReviseAsync(post, Cropped));
        Assert.Equal(before.Hash, (await LoadAsync(post)).Hash);
        await _desk.PrepareMedia.RunForEditAsync(_desk.WorkspaceId, post.Id, Cropped, Ct);
        var revised = Desk.Saved(await _desk.ReviseAsync(post, Cropped));

        var sent = await LoadAsync(post);
        Assert.Equal(320, sent.Post.Media[0].Width);
        Assert.NotEqual(before.Hash, sent.Hash);
        Assert.Equal((await _desk.JobOfAsync(revised, _channel)).ApprovedHash, sent.Hash);
    }

    [Fact]
    public async Task Nothing_is_signed_while_a_file_is_missing_and_a_draft_is_told()
    {
        var gate = new TaskCompletionSource<MediaRefusal?>();
        _desk.WorkOnMedia = (_, progress, _) =>
        {
            progress.Report(0.429);
            return gate.Task;
        };

        var created = Assert.IsType<PostResult.Saved>(await _desk.CreatePost.RunAsync(New(await DraftAsync()), "Ann", Ct));
        var hint = Assert.Single(created.Warnings);
        var refused = Assert.IsType<PostResult.Preparing>(await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, created.Post.Id, _desk.InHours(1), false, "Ann", Ct));
        var refusedAtOnce = await _desk.CreatePost.RunAsync(New(await DraftAsync()) with { At = _desk.InHours(1) }, "Ann", Ct);

        Assert.Equal(("media_preparing", "mediaIds[0]", false), (hint.Code, hint.Field, hint.Blocks));
        Assert.Contains("bread.png is being made fit for a feed picture", refused.Message, StringComparison.Ordinal);
        Assert.IsType<PostResult.Preparing>(refusedAtOnce);
        Assert.Empty(await _desk.JobsOfAsync(created.Post));
        Assert.Equal(1, (await _desk.Posts.FindAsync(_desk.WorkspaceId, created.Post.Id, Ct))!.Version);
        gate.SetResult(null);
    }

    [Fact]
    public async Task An_author_is_told_what_a_viewer_will_miss()
    {
        var gif = await _desk.TakeInAsync(Samples.Gif(), "dance.gif");
        var draft = await DraftAsync() with { MediaIds = [gif.Id] };

        var created = Assert.IsType<PostResult.Saved>(await _desk.CreatePost.RunAsync(New(draft), "Ann", Ct));
        await _desk.PrepareMedia.RunAsync(_desk.WorkspaceId, created.Post.Id, Ct);
        var submitted = Assert.IsType<PostResult.Saved>(await _desk.SubmitPost.RunAsync(_desk.WorkspaceId, created.Post.Id, "Ann", Ct));

        Assert.Equal(["animated", "media_preparing"], created.Warnings.Select(finding => finding.Code));
        Assert.Equal(["animated"], submitted.Warnings.Select(finding => finding.Code));
    }

    [Fact]
    public async Task What_cannot_be_made_is_said_in_words_and_not_tried_again_at_once()
    {
        var tries = 0;
        _desk.WorkOnMedia = (_, _, _) =>
        {
            tries++;
            return Task.FromResult<MediaRefusal?>(new MediaRefusal(MediaRefusal.Damaged, "This PNG file is damaged."));
        };
        var post = await DraftedAsync();

        for (var i = 0; i < 3; i++)
        {
            await _desk.PrepareMedia.RunAsync(_desk.WorkspaceId, post.Id, Ct);
            var finding = Assert.Single(Assert.IsType<PostResult.Invalid>(await _desk.SubmitPost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct)).Findings);
            Assert.Equal(("media_damaged", "mediaIds[0]", "bread.png: This PNG file is damaged."), (finding.Code, finding.Field, finding.Message));
        }
        Assert.Equal(1, tries);

        _desk.Time.Advance(MediaWorkshop.RefusalMemory);
        await _desk.PrepareMedia.RunAsync(_desk.WorkspaceId, post.Id, Ct);
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task A_post_that_was_approved_before_files_were_written_down_sends_its_originals()
    {
        _desk.Platform.Spec = null;
        var post = await ScheduledAsync();
        await _desk.Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync("DELETE FROM post_files"), Ct);

        _desk.Platform.Spec = Placements.Feed;

        Assert.Equal(_picture.Sha256, (await LoadAsync(post)).Post.Media[0].Sha256);
        Assert.Equal((await _desk.JobOfAsync(post, _channel)).ApprovedHash, (await LoadAsync(post)).Hash);
        Assert.Equal(post.ApprovedHash, Desk.Saved(await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(3), false, "Ann", Ct)).ApprovedHash);
    }

    [Fact]
    public async Task A_rendition_is_kept_while_a_post_may_send_it_and_swept_when_none_does()
    {
        var post = await ScheduledAsync();
        var made = Assert.Single(await _desk.Media.ListRenditionsAsync(_picture.Id, Ct));
        _desk.Time.Advance(TimeSpan.FromDays(8));

        Assert.Equal(0, await _desk.SweepRenditions.RunAsync(Ct));
        Assert.Equal(made.Sha256, (await LoadAsync(post)).Post.Media[0].Sha256);

        await _desk.BringToAsync(await _desk.JobOfAsync(post, _channel), JobState.Published);
        Assert.Equal(1, await _desk.SweepRenditions.RunAsync(Ct));
        Assert.Empty(await _desk.Media.ListRenditionsAsync(_picture.Id, Ct));
    }

    [Fact]
    public async Task A_rendition_that_was_approved_is_kept_before_there_is_a_job_and_let_go_with_the_approval()
    {
        await _desk.Workspaces.SaveAsync((await WorkspaceAsync()) with { ApprovalPolicy = ApprovalPolicy.One }, Ct);
        var post = await DraftedAsync();
        await _desk.PrepareMedia.RunAsync(_desk.WorkspaceId, post.Id, Ct);
        Desk.Saved(await _desk.SubmitPost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct));
        Desk.Saved(await _desk.ApprovePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Bob", Ct));
        _desk.Time.Advance(TimeSpan.FromDays(8));

        Assert.Equal(0, await _desk.SweepRenditions.RunAsync(Ct));
        Desk.Saved(await _desk.RejectPost.RunAsync(_desk.WorkspaceId, post.Id, "Too dark.", "Bob", Ct));

        Assert.Empty(await _desk.Posts.ListFilesAsync(post.Id, Ct));
        Assert.Equal(1, await _desk.SweepRenditions.RunAsync(Ct));
    }

    private async Task<PostDraft> DraftAsync() => await _desk.DraftAsync(_channel) with { MediaIds = [_picture.Id] };

    private async Task<Post> DraftedAsync() => await _desk.CreateAsync(await DraftAsync());

    private async Task<Post> ScheduledAsync()
    {
        var post = await DraftedAsync();
        await _desk.PrepareMedia.RunAsync(_desk.WorkspaceId, post.Id, Ct);
        return Desk.Saved(await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(24 * 30), false, "Ann", Ct));
    }

    private NewPost New(PostDraft draft) => new() { WorkspaceId = _desk.WorkspaceId, Draft = draft, Force = true };

    private async Task<PublishContent> LoadAsync(Post post) =>
        (await _desk.Contents.LoadAsync(await _desk.JobOfAsync(post, _channel), _desk.InHours(1), Ct))!;

    private async Task<Workspace> WorkspaceAsync() => (await _desk.Workspaces.FindAsync(_desk.WorkspaceId, Ct))!;

    /// <summary>Chosen anew, the picture would be another one.</summary>
    private async Task ChangeTheRulesAsync()
    {
        _desk.Platform.Spec = Placements.Feed with { Image = Placements.Feed.Image! with { Frame = Placements.Feed.Image.Frame with { MaxWidth = 400 } } };
        await _desk.Workspaces.SaveAsync((await WorkspaceAsync()) with { MediaPolicy = UnfitMedia.Original }, Ct);
    }
}

public sealed class SqlitePostFilesTests() : PostFilesContract(new SqliteTestDatabase());

public sealed class PostgresPostFilesTests() : PostFilesContract(new PostgresTestDatabase());
