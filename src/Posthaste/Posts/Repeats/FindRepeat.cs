using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Workspaces;

namespace Posthaste.Posts.Repeats;

/// <summary>Tells whether a channel has, or will have, shown the same within the workspace's time (R-MED-5). A post with several items
/// repeats where every one of them does, be it in one other post or in several; its cover does not count.</summary>
internal sealed class FindRepeat(IRepeatStore store, EngineClock clock, IOptions<PublishingOptions> options)
{
    /// <param name="post">Itself left out.</param>
    /// <param name="workspace">Whose rule counts.</param>
    /// <param name="content">What the channel gets.</param>
    /// <param name="at">When it would be live.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    /// <returns>Null where something is new.</returns>
    public async Task<Repeat?> RunAsync(Post post, Workspace workspace, ChannelContent content, DateTimeOffset at, CancellationToken ct)
    {
        var window = workspace.RepeatDays is { } days ? TimeSpan.FromDays(days) : options.Value.RepeatWindow;
        if (window == TimeSpan.Zero) return null;
        var query = new RepeatQuery { ChannelId = content.Channel.Id, PostId = post.Id, SeriesId = post.SeriesId, IsStory = post.Draft.Type == Platforms.PostType.Story, At = at, Window = window };

        RepeatedPost? same = null, alike = null;
        foreach (var item in content.Files.Where(file => !file.Slot.IsCover).Select(file => file.Item))
        {
            if (await store.FindSameAsync(query, item, ct) is { } found) same ??= found;
            else if (await store.FindAlikeAsync(query, item, ct) is { } similar) alike ??= similar;
            else return null;
        }
        return (alike ?? same) is { } other
            ? new Repeat(other, content.Channel.Username, window, SpokenTime.Of(other.DueAt, workspace.TimeZone, clock.Now), IsExact: alike is null)
            : null;
    }
}
