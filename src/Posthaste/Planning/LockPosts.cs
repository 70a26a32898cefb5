using Posthaste.Channels;
using Posthaste.Posts;

namespace Posthaste.Planning;

/// <summary>Locks many posts at once: all of them, then all of their channels, each by id. That is the order of whoever changes one of them, so that nobody waits for another in a circle.</summary>
internal sealed class LockPosts(IPostStore posts, IChannelStore channels)
{
    /// <summary>Within a transaction, before any of them is changed.</summary>
    /// <returns>The channels; posts that are gone are left out.</returns>
    public async Task<IReadOnlyList<Channel>> RunAsync(Guid workspaceId, IEnumerable<Guid> postIds, CancellationToken ct)
    {
        var ids = new SortedSet<Guid>();
        foreach (var id in postIds.Order())
        {
            if (await posts.LockAsync(workspaceId, id, ct) is { } post) ids.UnionWith(post.Draft.ChannelIds);
        }
        var found = new List<Channel>();
        foreach (var id in ids)
        {
            if (await channels.LockAsync(id, ct) is { } channel) found.Add(channel);
        }
        return found;
    }
}
