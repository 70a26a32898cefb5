using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Posts;

/// <summary>When a channel shows the same twice, on both databases.</summary>
public abstract class RepeatContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _desk.Publishing = new PublishingOptions();
        _channel = await _desk.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_same_media_within_the_time_is_refused_with_the_post_that_shows_it()
    {
        var first = await ScheduledAsync(InDays(1), "a");
        var second = await DraftAsync("a");

        var refused = Assert.IsType<PostResult.Refused>(await ScheduleAsync(second, InDays(20)));

        Assert.Equal(("repeat", first.Id), (refused.Code, refused.OtherPostId!.Value));
        foreach (var part in (string[])[first.Title, $"{first.Id}", $"@{_channel.Username}", "10:00 on 30 July, UTC", "30 days"])
            Assert.Contains(part, refused.Message, StringComparison.Ordinal);
        Assert.Empty(await _desk.JobsOfAsync(second));
    }

    [Fact]
    public async Task Force_schedules_it_all_the_same_and_says_so()
    {
        await ScheduledAsync(InDays(1), "a");

        var saved = Assert.IsType<PostResult.Saved>(await ScheduleAsync(await DraftAsync("a"), InDays(2), force: true));

        Assert.Equal("repeat", Assert.Single(saved.Warnings).Code);
    }

    [Theory]
    [InlineData(71, 41.1, true)]
    [InlineData(71, 41, false)]
    [InlineData(71, 101, false)]
    [InlineData(71, 100.9, true)]
    public async Task The_time_counts_before_and_after(double first, double second, bool isRepeat)
    {
        await ScheduledAsync(InDays(first), "a");

        var result = await ScheduleAsync(await DraftAsync("a"), InDays(second));

        Assert.Equal(isRepeat, result is PostResult.Refused { Code: "repeat" });
        Assert.Equal(!isRepeat, result is PostResult.Saved);
    }

    [Fact]
    public async Task A_workspace_has_its_own_time_and_none_with_zero()
    {
        await ScheduledAsync(InDays(1), "a");
        var second = await DraftAsync("a");

        await SetDaysAsync(5);
        Assert.IsType<PostResult.Saved>(await ScheduleAsync(second, InDays(7)));
        Assert.Equal("repeat", Desk.RefusedCode(await ScheduleAsync(second, InDays(5))));
        await SetDaysAsync(0);
        Assert.IsType<PostResult.Saved>(await ScheduleAsync(second, InDays(5)));
    }

    [Fact]
    public async Task A_post_that_is_moved_does_not_repeat_itself_and_moves_into_the_time_of_another_only_by_force()
    {
        await ScheduledAsync(InDays(1), "a");
        var second = await ScheduledAsync(InDays(40), "a");

        Assert.IsType<PostResult.Saved>(await ScheduleAsync(second, InDays(50)));
        Assert.Equal("repeat", Desk.RefusedCode(await ScheduleAsync(second, InDays(20))));
        Assert.IsType<PostResult.Saved>(await ScheduleAsync(second, InDays(20), force: true));
    }

    [Theory]
    [InlineData(JobState.Published, true)]
    [InlineData(JobState.NeedsAttention, true)]
    [InlineData(JobState.Failed, false)]
    [InlineData(JobState.Cancelled, false)]
    public async Task What_is_live_or_may_yet_be_counts_and_what_failed_or_was_cancelled_does_not(JobState state, bool isRepeat)
    {
        var first = await ScheduledAsync(InDays(1), "a");
        await _desk.BringToAsync(await _desk.JobOfAsync(first, _channel), state);

        var result = await ScheduleAsync(await DraftAsync("a"), InDays(2));

        Assert.Equal(isRepeat, result is PostResult.Refused { Code: "repeat" });
    }

    [Fact]
    public async Task Another_channel_may_show_the_same()
    {
        await ScheduledAsync(InDays(1), "a");
        var other = await _desk.ConnectAsync("2");

        var post = await DraftAsync(draft => draft with { ChannelIds = [other.Id] }, "a");

        Assert.IsType<PostResult.Saved>(await ScheduleAsync(post, InDays(2)));
    }

    [Fact]
    public async Task A_channel_where_the_post_is_live_already_is_not_asked()
    {
        var other = await _desk.ConnectAsync("2");
        var post = await DraftAsync(draft => draft with { ChannelIds = [_channel.Id, other.Id] }, "a");
        Desk.Saved(await ScheduleAsync(post, InDays(1)));
        await _desk.BringToAsync(await _desk.JobOfAsync(post, _channel), JobState.Published);
        Desk.Saved(await ScheduleAsync(await DraftAsync("a"), InDays(2), force: true));

        Assert.IsType<PostResult.Saved>(await ScheduleAsync(post, InDays(3)));
    }

    [Fact]
    public async Task A_carousel_repeats_where_all_of_its_items_do_in_one_post_or_in_several()
    {
        await ScheduledAsync(InDays(1), "a");
        await ScheduledAsync(InDays(2), "b");

        Assert.IsType<PostResult.Saved>(await ScheduleAsync(await DraftAsync("a", "c"), InDays(3)));
        Assert.Equal("repeat", Desk.RefusedCode(await ScheduleAsync(await DraftAsync("a", "b"), InDays(4))));
        Assert.Equal("repeat", Desk.RefusedCode(await ScheduleAsync(await DraftAsync("c"), InDays(5))));
    }

    [Fact]
    public async Task Stories_are_compared_with_stories()
    {
        await ScheduledAsync(InDays(1), "a");
        var story = await DraftAsync(draft => draft with { Type = PostType.Story }, "a");
        var again = await DraftAsync(draft => draft with { Type = PostType.Story }, "a");

        Assert.IsType<PostResult.Saved>(await ScheduleAsync(story, InDays(2)));
        Assert.Equal("repeat", Desk.RefusedCode(await ScheduleAsync(again, InDays(3))));
    }

    [Fact]
    public async Task A_cover_is_no_content()
    {
        var video = await _desk.UploadAsync("d", MediaKind.Video);
        var cover = await UploadAsync("a");
        var reel = await DraftAsync(draft => draft with { Type = PostType.Reel, MediaIds = [video.Id], Options = draft.Options with { CoverMediaId = cover.Id } }, "d");
        Desk.Saved(await ScheduleAsync(reel, InDays(1)));

        Assert.IsType<PostResult.Saved>(await ScheduleAsync(await DraftAsync("a"), InDays(2)));
    }

    [Fact]
    public async Task What_the_library_forgot_is_known_when_it_comes_again()
    {
        var first = await ScheduledAsync(InDays(1), "a");
        await _desk.BringToAsync(await _desk.JobOfAsync(first, _channel), JobState.Published);
        Assert.True(await _desk.Media.DeleteAsync(_desk.WorkspaceId, first.Draft.MediaIds[0], Ct));
        var saved = first with { Version = first.Version + 1 };
        await _desk.Posts.SaveAsync(saved, Ct);

        var second = await DraftAsync("a");

        Assert.NotEqual(first.Draft.MediaIds[0], second.Draft.MediaIds[0]);
        Assert.Equal("repeat", Desk.RefusedCode(await ScheduleAsync(second, InDays(2))));
    }

    [Fact]
    public async Task Publishing_at_once_is_refused_as_well_unless_forced()
    {
        await ScheduledAsync(InDays(1), "a");
        var post = await DraftAsync("a");

        Assert.Equal("repeat", Desk.RefusedCode(await _desk.PublishPostNow.RunAsync(_desk.WorkspaceId, post.Id, force: false, "Ann", Ct)));
        Desk.Saved(await _desk.PublishPostNow.RunAsync(_desk.WorkspaceId, post.Id, force: true, "Ann", Ct));
    }

    [Fact]
    public async Task A_post_is_not_made_scheduled_where_it_repeats_and_is_as_a_draft_with_a_hint()
    {
        await ScheduledAsync(InDays(1), "a");
        var draft = (await DraftAsync("a")).Draft;

        var scheduled = await _desk.CreatePost.RunAsync(new NewPost { WorkspaceId = _desk.WorkspaceId, Draft = draft, At = InDays(2) }, "Ann", Ct);
        var kept = await _desk.CreatePost.RunAsync(new NewPost { WorkspaceId = _desk.WorkspaceId, Draft = draft }, "Ann", Ct);

        Assert.Equal("repeat", Desk.RefusedCode(scheduled));
        Assert.Equal("repeat", Assert.Single(Assert.IsType<PostResult.Saved>(kept).Warnings).Code);
    }

    [Fact]
    public async Task An_edit_that_makes_a_scheduled_post_a_repeat_is_refused_and_one_of_its_words_is_not()
    {
        await ScheduledAsync(InDays(1), "a");
        var post = await ScheduledAsync(InDays(2), "b");
        var other = (await UploadAsync("a")).Id;

        Assert.Equal("repeat", Desk.RefusedCode(await _desk.ReviseAsync(post, draft => draft with { MediaIds = [other] })));
        Desk.Saved(await _desk.RevisePost.RunAsync(_desk.WorkspaceId, post.Id, draft => draft with { MediaIds = [other] }, null, force: true, "Ann", Ct));
        Desk.Saved(await _desk.ReviseAsync(post, draft => draft with { Caption = "Other words" }));
    }

    [Fact]
    public async Task Media_that_looks_alike_is_a_hint_when_saved_and_in_readiness_and_is_scheduled()
    {
        var first = await ScheduledAsync(InDays(1), "a", likeness: 0x0123_4567_89AB_CDEF);
        var alike = await DraftAsync([await UploadAsync("b", 0x0123_4567_89AB_CDE0)]);
        var different = await DraftAsync([await UploadAsync("c", 0x0123_4567_89AB_CE00)]);

        var warning = Assert.Single(Assert.IsType<PostResult.Saved>(await ScheduleAsync(alike, InDays(3))).Warnings);
        var readiness = await _desk.CheckPostReadiness.RunAsync(_desk.WorkspaceId, alike.Id, Ct);

        Assert.Equal(("repeat_alike", false), (warning.Code, warning.Blocks));
        Assert.Contains($"{first.Id}", warning.Message, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(readiness!.Channels).Findings, finding => finding is { Code: "repeat_alike", Blocks: false });
        Assert.Empty(Assert.IsType<PostResult.Saved>(await ScheduleAsync(different, InDays(4))).Warnings);
    }

    [Fact]
    public async Task What_looks_alike_and_was_deleted_is_forgotten()
    {
        var first = await ScheduledAsync(InDays(1), "a", likeness: 0x0123_4567_89AB_CDEF);
        Assert.True(await _desk.Media.DeleteAsync(_desk.WorkspaceId, first.Draft.MediaIds[0], Ct));

        var saved = Assert.IsType<PostResult.Saved>(await ScheduleAsync(await DraftAsync([await UploadAsync("b", 0x0123_4567_89AB_CDE0)]), InDays(3)));

        Assert.Empty(saved.Warnings);
    }

    private DateTimeOffset InDays(double days) => _desk.In(TimeSpan.FromDays(days));

    private Task<PostResult> ScheduleAsync(Post post, DateTimeOffset at, bool force = false) => _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, at, force, "Ann", Ct);

    private async Task SetDaysAsync(int days) =>
        await _desk.Workspaces.SaveAsync((await _desk.Workspaces.FindAsync(_desk.WorkspaceId, Ct))! with { RepeatDays = days }, Ct);

    private async Task<Post> ScheduledAsync(DateTimeOffset at, string sha256, long? likeness = null) =>
        Desk.Saved(await ScheduleAsync(await DraftAsync([await UploadAsync(sha256, likeness)]), at));

    private Task<Post> DraftAsync(params string[] sha256s) => DraftAsync(draft => draft, sha256s);

    private async Task<Post> DraftAsync(Func<PostDraft, PostDraft> change, params string[] sha256s)
    {
        var items = new List<MediaItem>();
        foreach (var sha256 in sha256s) items.Add(await UploadAsync(sha256));
        return await DraftAsync(items, change);
    }

    private Task<Post> DraftAsync(List<MediaItem> items, Func<PostDraft, PostDraft>? change = null)
    {
        var draft = new PostDraft
        {
            Type = items.Count > 1 ? PostType.Carousel : PostType.Image,
            ChannelIds = [_channel.Id],
            MediaIds = [.. items.Select(item => item.Id)],
            Caption = "Hello",
        };
        return _desk.CreateAsync(change?.Invoke(draft) ?? draft);
    }

    private Task<MediaItem> UploadAsync(string sha256, long? likeness = null) => _desk.UploadAsync(sha256, likeness: likeness);
}

public sealed class SqliteRepeatTests() : RepeatContract(new SqliteTestDatabase());

public sealed class PostgresRepeatTests() : RepeatContract(new PostgresTestDatabase());
