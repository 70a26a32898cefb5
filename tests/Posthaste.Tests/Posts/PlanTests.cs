using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;

namespace Posthaste.Tests.Posts;

/// <summary>A post that is planned over a limit is told so, with the next time that fits, and is scheduled all the same.</summary>
public sealed class PlanTests : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync();
        _desk.Platform.Limits = new PlatformLimits { PostsPerDay = 2 };
        _channel = await _desk.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_third_post_of_a_day_for_two_is_warned_of_with_the_next_time_that_fits()
    {
        await PlanAsync(_desk.InHours(1));
        await PlanAsync(_desk.InHours(2));

        var warned = await PlanAsync(_desk.InHours(3));
        var fits = await PlanAsync(_desk.InHours(25));

        var warning = Assert.Single(warned, finding => finding.Code == "quota_exceeded");
        Assert.Contains("2 posts in 24 hours", warning.Message, StringComparison.Ordinal);
        Assert.Contains(SpokenTime.From(_desk.InHours(25), "UTC", _desk.Time.GetUtcNow()), warning.Message, StringComparison.Ordinal);
        Assert.False(warning.Blocks);
        // The third is planned before it, so this is one too many as well.
        Assert.Contains(fits, finding => finding.Code == "quota_exceeded");
    }

    [Fact]
    public async Task What_went_out_already_counts_and_the_post_itself_does_not()
    {
        await _desk.OpenIntentAsync(await JobAsync(_desk.InHours(1)));
        var draft = await _desk.DraftAsync(_channel);
        var post = await _desk.CreateAsync(draft, _desk.InHours(2));

        var again = Assert.IsType<PostResult.Saved>(await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(3), force: true, "Ann", Ct));

        Assert.Contains(again.Warnings, finding => finding.Code == "quota_exceeded");
        _desk.Platform.Limits = new PlatformLimits { PostsPerDay = 3 };
        again = Assert.IsType<PostResult.Saved>(await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(3), force: true, "Ann", Ct));
        Assert.DoesNotContain(again.Warnings, finding => finding.Code == "quota_exceeded");
    }

    [Fact]
    public async Task Each_story_of_a_set_counts()
    {
        _desk.Platform.Limits = new PlatformLimits { PostsPerDay = 3 };
        var story = (await _desk.DraftAsync(_channel)) with { Type = PostType.Story, MediaIds = [(await _desk.UploadAsync("b1")).Id, (await _desk.UploadAsync("b2")).Id] };
        await PlanAsync(_desk.InHours(1), story);

        Assert.DoesNotContain(await PlanAsync(_desk.InHours(2)), finding => finding.Code == "quota_exceeded");
        Assert.Contains(await PlanAsync(_desk.InHours(3), story), finding => finding.Code == "quota_exceeded");
    }

    [Fact]
    public async Task Posts_of_an_hour_are_limited_on_every_network()
    {
        _desk.Platform.Limits = PlatformLimits.None;
        for (var i = 0; i < 25; i++) Assert.DoesNotContain(await PlanAsync(_desk.In(TimeSpan.FromMinutes(60 + i))), finding => finding.Code == "quota_exceeded");

        var warning = Assert.Single(await PlanAsync(_desk.In(TimeSpan.FromMinutes(90))), finding => finding.Code == "quota_exceeded");

        Assert.Contains(SpokenTime.From(_desk.InHours(2), "UTC", _desk.Time.GetUtcNow()), warning.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Finding>> PlanAsync(DateTimeOffset at, PostDraft? draft = null) => Assert.IsType<PostResult.Saved>(await _desk.CreatePost.RunAsync(
        new NewPost { WorkspaceId = _desk.WorkspaceId, Draft = draft ?? await _desk.DraftAsync(_channel), At = at, Force = true }, "Ann", Ct)).Warnings;

    private async Task<Job> JobAsync(DateTimeOffset at) =>
        await _desk.JobOfAsync(await _desk.CreateAsync(await _desk.DraftAsync(_channel), at), _channel);
}
