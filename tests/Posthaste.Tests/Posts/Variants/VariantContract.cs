using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Variants;
using Posthaste.Posts.Versions;
using Posthaste.Storage;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Posts.Variants;

/// <summary>One post that two channels get each in their own way, on both databases.</summary>
public abstract class VariantContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _first = null!;
    private Channel _second = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        (_first, _second) = (await _desk.ConnectAsync(), await _desk.ConnectAsync("2"));
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Each_channel_is_sent_and_signed_its_own()
    {
        var post = await ScheduledAsync(new PostVariant { ChannelId = _second.Id, Caption = "For you", Options = new OptionsVariant { FirstComment = "Second!" } });

        var (ofFirst, ofSecond) = (await LoadAsync(post, _first), await LoadAsync(post, _second));
        Assert.Equal(("Hello", null, "For you", "Second!"), (ofFirst.Post.Caption, ofFirst.Post.Options.FirstComment, ofSecond.Post.Caption, ofSecond.Post.Options.FirstComment));
        Assert.Equal((await _desk.JobOfAsync(post, _first)).ApprovedHash, ofFirst.Hash);
        Assert.Equal((await _desk.JobOfAsync(post, _second)).ApprovedHash, ofSecond.Hash);
        var sent = await _desk.ReadSent.RunAsync(await _desk.JobOfAsync(post, _second), Ct);
        Assert.Equal(("For you", "Second!"), (sent.Approved!.Content.Caption, sent.Approved.Content.Options.FirstComment));
    }

    [Fact]
    public async Task An_edit_for_one_channel_changes_no_job_of_another()
    {
        var post = await ScheduledAsync(new PostVariant { ChannelId = _second.Id, Caption = "For you" });
        var before = (await _desk.JobOfAsync(post, _first), await _desk.JobOfAsync(post, _second));

        var revised = Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Variants = [new PostVariant { ChannelId = _second.Id, Caption = "For you alone" }] }));

        Assert.NotEqual(post.ApprovedHash, revised.ApprovedHash);
        Assert.Equivalent(before.Item1, await _desk.JobOfAsync(post, _first), strict: true);
        Assert.NotEqual(before.Item2.ApprovedHash, (await _desk.JobOfAsync(post, _second)).ApprovedHash);
        Assert.Equal((await _desk.JobOfAsync(post, _second)).ApprovedHash, (await LoadAsync(post, _second)).Hash);
    }

    [Fact]
    public async Task An_edit_for_all_leaves_a_channel_alone_that_has_its_own()
    {
        var post = await ScheduledAsync(new PostVariant { ChannelId = _second.Id, Caption = "For you" });
        var before = await _desk.JobOfAsync(post, _second);

        Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Caption = "Good evening" }));

        Assert.Equivalent(before, await _desk.JobOfAsync(post, _second), strict: true);
        Assert.Equal(("Good evening", "For you"), ((await LoadAsync(post, _first)).Post.Caption, (await LoadAsync(post, _second)).Post.Caption));
    }

    [Fact]
    public async Task An_edit_of_a_variant_ends_the_approval_and_one_that_says_the_same_does_not()
    {
        await _desk.Workspaces.SaveAsync((await _desk.Workspaces.FindAsync(_desk.WorkspaceId, Ct))! with { ApprovalPolicy = ApprovalPolicy.One }, Ct);
        var post = await _desk.CreateAsync(await DraftAsync(new PostVariant { ChannelId = _second.Id, Caption = "For you" }));
        Desk.Saved(await _desk.SubmitPost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct));
        post = Desk.Saved(await _desk.ApprovePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Bob", Ct));

        var same = Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Variants = [draft.Variants[0], new PostVariant { ChannelId = _first.Id, Caption = "Hello" }] }));
        var other = Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Variants = [] }));

        Assert.Equal((ApprovalState.Approved, ApprovalState.Draft), (same.Approval, other.Approval));
        var changes = PostChanges.Of(other, await _desk.Posts.ListVersionsAsync(post.Id, Ct));
        var change = Assert.Single(changes.Changes);
        Assert.Equal(($"variants.{_second.Id}.caption", "For you", null), (change.Field, change.Before!.Value.GetString(), change.After));
    }

    [Fact]
    public async Task A_network_is_asked_about_what_the_channel_gets_and_the_finding_names_the_variant()
    {
        await _desk.Workspaces.SaveAsync((await _desk.Workspaces.FindAsync(_desk.WorkspaceId, Ct))! with { CaptionPolicy = LongCaption.Reject }, Ct);
        var draft = await DraftAsync(new PostVariant { ChannelId = _second.Id, Caption = new string('a', 3_000) });

        Assert.Equal(["caption_too_long variants[0].caption"], await FindingsAsync(draft));
        Assert.Equal(["caption_too_long caption"], await FindingsAsync(draft with { Caption = new string('a', 3_000), Variants = [] }));
        Assert.Equal(["caption_too_long caption", "caption_too_long variants[0].caption"], await FindingsAsync(draft with { Caption = new string('a', 3_000) }));
        Assert.Empty(await FindingsAsync(draft with { Caption = new string('a', 3_000), Variants = [.. draft.ChannelIds.Select(id => new PostVariant { ChannelId = id, Caption = "Short" })] }));
    }

    [Fact]
    public async Task Readiness_says_of_each_channel_what_is_wrong_with_its_own()
    {
        var post = await _desk.CreateAsync(await DraftAsync(new PostVariant { ChannelId = _second.Id, Caption = new string('a', 3_000) }));
        await _desk.Workspaces.SaveAsync((await _desk.Workspaces.FindAsync(_desk.WorkspaceId, Ct))! with { CaptionPolicy = LongCaption.Reject }, Ct);

        var readiness = await _desk.CheckPostReadiness.RunAsync(_desk.WorkspaceId, post.Id, Ct);

        Assert.DoesNotContain(readiness!.Channels[0].Findings, finding => finding.Code == "caption_too_long");
        Assert.Equal("variants[0].caption", Assert.Single(readiness.Channels[1].Findings, finding => finding.Code == "caption_too_long").Field);
    }

    [Fact]
    public async Task A_variant_of_another_channel_or_a_second_one_is_refused()
    {
        var draft = await DraftAsync(new PostVariant { ChannelId = _second.Id, Caption = "For you" });

        Assert.Equal(["variant_without_channel variants[0].channelId"], await FindingsAsync(draft with { ChannelIds = [_first.Id] }));
        Assert.Equal(["duplicate variants[1].channelId"], await FindingsAsync(draft with { Variants = [.. draft.Variants, .. draft.Variants] }));
    }

    [Fact]
    public async Task Our_own_bounds_hold_for_a_variant_too()
    {
        var draft = await DraftAsync(new PostVariant { ChannelId = _second.Id, Hashtags = [.. Enumerable.Range(0, 101).Select(n => $"tag{n}")], AltTexts = ["a", "b"], MediaIds = [_first.Id] });

        Assert.Equal(["too_many variants[0].altTexts", "too_many variants[0].hashtags", "unknown_media variants[0].mediaIds[0]"], await FindingsAsync(draft));
    }

    [Fact]
    public async Task Media_that_only_one_channel_shows_is_in_use_and_sent_there_alone()
    {
        var own = await _desk.UploadAsync("bb");
        var post = await ScheduledAsync(new PostVariant { ChannelId = _second.Id, MediaIds = [own.Id] });

        Assert.Equal([post.Id], (await _desk.Posts.ListUsesAsync(own.Id, Ct)).Select(use => use.PostId));
        Assert.True(await _desk.Posts.IsMediaOnItsWayAsync(own.Id, Ct));
        Assert.Equal((post.Draft.MediaIds[0], own.Id), (Assert.Single((await LoadAsync(post, _first)).Post.Media).MediaId, Assert.Single((await LoadAsync(post, _second)).Post.Media).MediaId));
        Assert.Equal([post.Draft.MediaIds[0], own.Id], (await _desk.Posts.ListCalendarAsync(_desk.WorkspaceId, _desk.InHours(0), _desk.InHours(2), 10, Ct))
            .OrderBy(entry => entry.ChannelIds[0] == _second.Id).Select(entry => entry.MediaId!.Value));

        Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Variants = [] }));
        Assert.Empty(await _desk.Posts.ListUsesAsync(own.Id, Ct));
    }

    [Fact]
    public async Task A_channel_repeats_only_what_it_shows_itself()
    {
        _desk.Publishing = new PublishingOptions();
        var own = await _desk.UploadAsync("bb");
        await ScheduledAsync(new PostVariant { ChannelId = _second.Id, MediaIds = [own.Id] });

        Assert.Equal("repeat", Desk.RefusedCode(await AgainAsync(_second, own.Id)));
        Assert.IsType<PostResult.Saved>(await AgainAsync(_first, own.Id));
        Assert.IsType<PostResult.Saved>(await AgainAsync(_second, (await _desk.UploadAsync()).Id));
    }

    [Fact]
    public async Task An_edit_that_lets_one_channel_show_other_media_is_asked_about_repeats()
    {
        _desk.Publishing = new PublishingOptions();
        var shown = await _desk.UploadAsync("bb");
        Desk.Saved(await AgainAsync(_second, shown.Id));
        var post = await ScheduledAsync();

        var result = await _desk.ReviseAsync(post, draft => draft with { Variants = [new PostVariant { ChannelId = _second.Id, MediaIds = [shown.Id] }] });

        Assert.Equal("repeat", Desk.RefusedCode(result));
    }

    [Fact]
    public async Task Each_channel_plans_with_its_own_number_of_stories()
    {
        var more = (await _desk.UploadAsync("bb"), await _desk.UploadAsync("cc"));
        var draft = await DraftAsync(new PostVariant { ChannelId = _second.Id, MediaIds = [more.Item1.Id, more.Item2.Id] }) with { Type = PostType.Story, Caption = "" };
        await _desk.CreateAsync(draft, _desk.InHours(1));

        var planned = async (Channel channel) => Assert.Single(await new SqlLimitStore(_desk.Database).ListPlannedAsync(channel.Id, Guid.Empty, _desk.InHours(0), _desk.InHours(2), Ct)).Parts;

        Assert.Equal((1, 2), (await planned(_first), await planned(_second)));
    }

    [Fact]
    public async Task A_copy_keeps_the_variants_and_a_post_without_words_for_all_is_called_by_its_first()
    {
        var post = await _desk.CreateAsync(await DraftAsync(new PostVariant { ChannelId = _second.Id, Caption = "For you" }) with { Caption = "" });

        var copy = Desk.Saved(await _desk.CopyPost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct));

        Assert.Equal(("For you", "For you"), (post.Title, copy.Title));
        Assert.Equivalent(post.Draft.Variants, copy.Draft.Variants, strict: true);
    }

    private Task<PostResult> AgainAsync(Channel channel, Guid mediaId) => _desk.CreatePost.RunAsync(new NewPost
    {
        WorkspaceId = _desk.WorkspaceId,
        Draft = new PostDraft { Type = PostType.Image, ChannelIds = [channel.Id], MediaIds = [mediaId] },
        At = _desk.InHours(30),
    }, "Ann", Ct);

    private async Task<Post> ScheduledAsync(params PostVariant[] variants) => await _desk.CreateAsync(await DraftAsync(variants), _desk.InHours(1));

    private async Task<PostDraft> DraftAsync(params PostVariant[] variants) => await _desk.DraftAsync(_first, _second) with { Variants = variants };

    private async Task<PublishContent> LoadAsync(Post post, Channel channel) => (await _desk.Contents.LoadAsync(await _desk.JobOfAsync(post, channel), null, Ct))!;

    private async Task<IEnumerable<string>> FindingsAsync(PostDraft draft) =>
        await _desk.CreatePost.RunAsync(new NewPost { WorkspaceId = _desk.WorkspaceId, Draft = draft }, "Ann", Ct) is PostResult.Invalid invalid
            ? invalid.Findings.Where(finding => finding.Blocks).Select(finding => $"{finding.Code} {finding.Field}").Order(StringComparer.Ordinal)
            : [];
}

public sealed class SqliteVariantTests() : VariantContract(new SqliteTestDatabase());

public sealed class PostgresVariantTests() : VariantContract(new PostgresTestDatabase());
