using Posthaste.Channels;
using Posthaste.Platforms;
using Posthaste.Posts;

namespace Posthaste.Planning;

/// <summary>Takes the next free place for a post. Whoever takes one on the same channel at the same moment waits until this transaction has ended, and sees what it took.</summary>
internal sealed class TakePlace(FindNextSlots findNextSlots, IChannelStore channels)
{
    /// <summary>Within a transaction, with the post locked where there is one already.</summary>
    /// <param name="workspaceId">Whose.</param>
    /// <param name="postId">Which; null for a post that is still to be made.</param>
    /// <param name="check">What each channel would get.</param>
    /// <param name="categoryId">The post's.</param>
    /// <param name="take">Gives the post this time, by the rules of any other time.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public async Task<PostResult> RunAsync(
        Guid workspaceId, Guid? postId, CheckedPost check, Guid? categoryId, Func<DateTimeOffset, Task<PostResult>> take, CancellationToken ct)
    {
        if (check.Blocked) return new PostResult.Invalid(check.Findings);
        if (check.Channels.Count == 0) return new PostResult.Invalid(check.ForPublishing().Findings);

        // In the order in which scheduling locks them: two callers wait for each other never, and for one another's places always.
        foreach (var channel in check.Channels.OrderBy(channel => channel.Id)) await channels.LockAsync(channel.Id, ct);
        var wish = new SlotWish
        {
            WorkspaceId = workspaceId,
            PostId = postId,
            CategoryId = categoryId,
            Channels = [.. check.Channels.Select(channel => new SlotChannel(channel, check.Contents.FirstOrDefault(content => content.Channel.Id == channel.Id)?.Post))],
        };
        return await findNextSlots.RunAsync(wish, count: 1, ct) is [var at] ? await take(at) : new PostResult.Invalid([NoSlot(check.Channels, categoryId), .. check.Findings]);
    }

    private static Finding NoSlot(IReadOnlyList<Channel> channels, Guid? categoryId)
    {
        var who = string.Join(" and ", channels.Select(channel => $"@{channel.Username}"));
        var where = channels.Count == 1 ? who : $"{who} together";
        return new("no_slot", "nextSlot",
            $"Within {FindNextSlots.Horizon.TotalDays:0} days there is no free slot {(categoryId is null ? "for posts without a category" : "of the post's category")} on {where}. Add slots, or choose a time.");
    }
}
