using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms.Instagram;

/// <summary>The account's posts of a stretch of time, whoever made them.</summary>
public sealed class ListPostsTests : AdapterInSandbox
{
    [Fact]
    public async Task Posts_of_the_time_are_listed_and_no_others()
    {
        var before = await PublishedAsync(Post(PostType.Image, "square.jpg"));
        Time.Advance(TimeSpan.FromHours(1));
        var from = Time.GetUtcNow();
        var within = await PublishedAsync(Post(PostType.Image, "square.jpg"));
        Time.Advance(TimeSpan.FromHours(1));
        var until = Time.GetUtcNow().AddMinutes(-30);
        await PublishedAsync(Post(PostType.Image, "square.jpg"));

        var list = await Platform.ListPostsAsync(Baker, PostType.Image, from, until, Ct);

        Assert.True(list.Complete);
        var post = Assert.Single(list.Posts);
        Assert.Equal(Assert.Single(within.RemoteIds).Value, post.RemoteId);
        Assert.NotEqual(Assert.Single(before.RemoteIds).Value, post.RemoteId);
        Assert.Equal("Fresh bread\n\n#bakery", post.Caption);
        Assert.NotNull(post.Permalink);
    }

    [Fact]
    public async Task Stories_are_not_shown_for_longer_than_a_day()
    {
        var from = Time.GetUtcNow();
        await PublishedAsync(Post(PostType.Story, "square.jpg"));
        Assert.True((await Platform.ListPostsAsync(Baker, PostType.Story, from, Time.GetUtcNow(), Ct)).Complete);

        var later = await Platform.ListPostsAsync(Baker, PostType.Story, from.AddDays(-1), Time.GetUtcNow(), Ct);

        Assert.Equal((false, null), (later.Complete, later.Error));
        Assert.Single(later.Posts);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_says_why()
    {
        await OrderFaultAsync(new { kind = "error", step = "media_list", code = 2, message = "Some words." });

        var list = await Platform.ListPostsAsync(Baker, PostType.Image, Time.GetUtcNow().AddHours(-1), Time.GetUtcNow(), Ct);

        Assert.False(list.Complete);
        Assert.NotNull(list.Error);
    }
}
