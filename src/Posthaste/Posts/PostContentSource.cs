using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Media.Files;
using Posthaste.Media.Hosting;
using Posthaste.Platforms;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>Gives the engine what a job publishes.</summary>
internal sealed class PostContentSource(IPostStore posts, IChannelStore channels, IMediaStore media, MediaFiles files, IMediaHost host, IPlatforms platforms) : IContentSource
{
    public async Task<PublishContent?> LoadAsync(Job job, DateTimeOffset? hostUntil, CancellationToken ct)
    {
        // A deleted post that is live already may still have its permalink to look for.
        if (await posts.FindEvenDeletedAsync(job.PostId, ct) is not { } post || (post.DeletedAt is not null && job.State != JobState.Published)) return null;
        if (await channels.FindAsync(job.WorkspaceId, job.ChannelId, ct) is not { } channel || platforms.Find(job.Platform) is not { } platform) return null;
        if (await LoadMediaAsync(post, ct) is not { } items) return null;

        // Truncating whatever the workspace's policy is now: within the limits both give the same text, and a text over
        // them was either refused when it was saved, or truncated when it was approved.
        var (content, _) = PostRendering.For(post.Draft, items, platform.CaptionLimits, LongCaption.Truncate);
        var hash = ContentHash.Of(platform.Name, channel.RemoteId, content);
        content = content with { Media = [.. content.Media.Select(WithReader)], Cover = content.Cover is { } cover ? WithReader(cover) : null };
        if (hostUntil is { } until)
        {
            var hosted = await HostAsync(content.Cover is null ? content.Media : [.. content.Media, content.Cover], items, until, ct);
            content = content with { Media = [.. hosted.Take(content.Media.Count)], Cover = content.Cover is null ? null : hosted[^1] };
        }
        return new PublishContent(content, hash);
    }

    private async Task<List<MediaItem>?> LoadMediaAsync(Post post, CancellationToken ct)
    {
        var items = new List<MediaItem>();
        foreach (var id in post.Draft.AllMediaIds)
        {
            if (await media.FindAsync(post.WorkspaceId, id, ct) is not { } item) return null;
            items.Add(item);
        }
        return items;
    }

    private PlatformMedia WithReader(PlatformMedia item)
    {
        var path = files.PathOf(item.Sha256);
        return item with { Reader = new FileReader(_ => Task.FromResult<Stream>(File.OpenRead(path))) };
    }

    private async Task<IReadOnlyList<PlatformMedia>> HostAsync(IReadOnlyList<PlatformMedia> rendered, List<MediaItem> items, DateTimeOffset until, CancellationToken ct)
    {
        var hosted = new List<PlatformMedia>();
        foreach (var (item, i) in items.Select((item, i) => (item, i)))
            hosted.Add(rendered[i] with { Url = (await host.HostAsync(item.File, until, ct)).Url });
        return hosted;
    }
}
