using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Posts;

public sealed class CreatePostTests : IAsyncLifetime
{
    private Desk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_draft_is_kept_with_its_author_and_no_job()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(await _desk.ConnectAsync()));

        Assert.Equal((ApprovalState.Draft, "Ann", "Hello"), (post.Approval, post.CreatedBy, post.Title));
        Assert.Empty(await _desk.JobsOfAsync(post));
        Assert.Equal(["post.created"], await _desk.KindsOfEventsAsync(post.Id));
    }

    [Fact]
    public async Task A_draft_needs_no_channel_and_no_media()
    {
        var post = await _desk.CreateAsync(new PostDraft { Type = PostType.Story });

        Assert.Equal("Story", post.Title);
    }

    [Theory]
    [InlineData("\n  First line \nSecond", null, "First line")]
    [InlineData("", null, "Image on @shop1784")]
    [InlineData("Caption", " My\ttitle ", "My title")]
    public async Task A_title_is_the_authors_or_the_first_line_or_type_and_channel(string caption, string? title, string expected)
    {
        var draft = await _desk.DraftAsync(await _desk.ConnectAsync());

        var post = await _desk.CreateAsync(draft with { Caption = caption, Title = title });

        Assert.Equal(expected, post.Title);
    }

    [Fact]
    public async Task A_long_first_line_is_cut_between_graphemes()
    {
        var draft = await _desk.DraftAsync(await _desk.ConnectAsync());

        var post = await _desk.CreateAsync(draft with { Caption = new string('a', 79) + "👩‍👩‍👧‍👦 and more" });

        Assert.Equal(new string('a', 79) + "…", post.Title);
    }

    [Fact]
    public async Task What_a_network_would_refuse_is_refused_when_saved_and_a_hint_is_told()
    {
        var draft = await _desk.DraftAsync(await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
        _desk.Platform.Findings = [new Finding("wrong_aspect", "mediaIds[0]", "Crop it."), new Finding("small", "mediaIds[0]", "It is small.", Blocks: false)];

        var refused = Assert.IsType<PostResult.Invalid>(await CreateAsync(draft));
        Assert.Equal(["wrong_aspect", "small"], refused.Findings.Select(finding => finding.Code));

        _desk.Platform.Findings = [new Finding("small", "mediaIds[0]", "It is small.", Blocks: false)];
        Assert.Equal("small", Assert.Single(Assert.IsType<PostResult.Saved>(await CreateAsync(draft)).Warnings).Code);
    }

    [Fact]
    public async Task A_caption_over_the_limit_is_a_warning_or_a_refusal_as_the_workspace_says()
    {
        var draft = await _desk.DraftAsync(await _desk.ConnectAsync()) with { Caption = new string('a', 3_000) };
        Assert.Equal("caption_shortened", Assert.Single(Assert.IsType<PostResult.Saved>(await CreateAsync(draft)).Warnings).Code);

        var workspace = (await _desk.Workspaces.FindAsync(_desk.WorkspaceId, Ct))!;
        await _desk.Workspaces.SaveAsync(workspace with { CaptionPolicy = LongCaption.Reject }, Ct);

        var finding = Assert.Single(Assert.IsType<PostResult.Invalid>(await CreateAsync(draft)).Findings);
        Assert.Equal(("caption_too_long", "caption"), (finding.Code, finding.Field));
    }

    [Fact]
    public async Task What_does_not_exist_or_belongs_to_others_is_named_by_its_place()
    {
        var channel = await _desk.ConnectAsync();
        var draft = await _desk.DraftAsync(channel);
        var nothing = Guid.CreateVersion7(_desk.Time.GetUtcNow());

        Assert.Equal("unknown_channel channelIds[1]", await OnlyFindingAsync(draft with { ChannelIds = [channel.Id, nothing] }));
        Assert.Equal("unknown_media mediaIds[1]", await OnlyFindingAsync(draft with { MediaIds = [draft.MediaIds[0], nothing] }));
        Assert.Equal("duplicate channelIds[1]", await OnlyFindingAsync(draft with { ChannelIds = [channel.Id, channel.Id] }));
        Assert.Equal("duplicate mediaIds[1]", await OnlyFindingAsync(draft with { MediaIds = [draft.MediaIds[0], draft.MediaIds[0]] }));
        Assert.Equal("too_many altTexts", await OnlyFindingAsync(draft with { AltTexts = ["one", "two"] }));
        Assert.Equal("out_of_range lateMinutes", await OnlyFindingAsync(draft with { LateMinutes = 0 }));
    }

    [Fact]
    public async Task With_a_time_it_is_scheduled_in_the_same_commit()
    {
        var channel = await _desk.ConnectAsync();

        var post = await _desk.CreateAsync(await _desk.DraftAsync(channel), _desk.InHours(2));

        var job = await _desk.JobOfAsync(post, channel);
        Assert.Equal((JobState.Scheduled, _desk.InHours(2)), (job.State, job.DueAt));
        Assert.Equal(post, await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct) is { } found ? found with { Draft = post.Draft } : null);
        Assert.Equal((await _desk.Contents.LoadAsync(job, null, Ct))!.Hash, job.ApprovedHash);
    }

    [Fact]
    public async Task A_time_that_cannot_be_leaves_no_post_behind()
    {
        var draft = await _desk.DraftAsync(await _desk.ConnectAsync());

        var result = await CreateAsync(draft, _desk.In(TimeSpan.FromSeconds(-6)));

        Assert.Equal("time_in_past", Assert.IsType<PostResult.Invalid>(result).Findings[0].Code);
        Assert.Empty((await _desk.Posts.ListAsync(new PostQuery { WorkspaceId = _desk.WorkspaceId, Limit = 1 }, Ct)).Items);
    }

    [Fact]
    public async Task A_video_is_prepared_earlier_than_a_picture()
    {
        var channel = await _desk.ConnectAsync();
        var draft = await _desk.DraftAsync(channel);
        var video = draft with { Type = PostType.Reel, MediaIds = [(await _desk.UploadAsync("bb", MediaKind.Video)).Id] };

        var picture = await _desk.JobOfAsync(await _desk.CreateAsync(draft, _desk.InHours(2)), channel);
        var reel = await _desk.JobOfAsync(await _desk.CreateAsync(video, _desk.InHours(4)), channel);

        Assert.Equal((_desk.JobsOptions.LeadTime, _desk.JobsOptions.VideoLeadTime), (picture.Lead, reel.Lead));
    }

    [Theory]
    [InlineData(null, null, 120, LateAction.Attention)]
    [InlineData(LatePolicy.Publish, 5, 5, LateAction.Attention)]
    [InlineData(LatePolicy.Skip, 5, 1, LateAction.Skip)]
    [InlineData(LatePolicy.Ask, null, 1, LateAction.Attention)]
    public async Task How_late_it_may_be_is_the_posts_rule_or_the_workspaces(LatePolicy? policy, int? minutes, int window, LateAction action)
    {
        var channel = await _desk.ConnectAsync();
        var draft = await _desk.DraftAsync(channel) with { LatePolicy = policy, LateMinutes = minutes };

        var job = await _desk.JobOfAsync(await _desk.CreateAsync(draft, _desk.InHours(1)), channel);

        Assert.Equal((TimeSpan.FromMinutes(window), action), (job.LateAt - job.DueAt, job.LateAction));
    }

    private Task<PostResult> CreateAsync(PostDraft draft, DateTimeOffset? at = null) =>
        _desk.CreatePost.RunAsync(new NewPost { WorkspaceId = _desk.WorkspaceId, Draft = draft, At = at }, "Ann", Ct);

    private async Task<string> OnlyFindingAsync(PostDraft draft)
    {
        var finding = Assert.Single(Assert.IsType<PostResult.Invalid>(await CreateAsync(draft)).Findings);
        return $"{finding.Code} {finding.Field}";
    }
}
