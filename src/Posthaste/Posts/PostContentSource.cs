using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Media.Files;
using Posthaste.Media.Hosting;
using Posthaste.Platforms;
using Posthaste.Posts.Files;
using Posthaste.Posts.Variants;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>Gives the engine what a job publishes: of its media, the files that the approval signed.</summary>
internal sealed class PostContentSource(
    IPostStore posts, IChannelStore channels, IMediaStore media, FindFiles findFiles, MediaFiles files, IMediaHost host, IPlatforms platforms) : IContentSource
{
    public async Task<PublishContent?> LoadAsync(Job job, DateTimeOffset? hostUntil, CancellationToken ct)
    {
        // A deleted post that is live already may still have its permalink to look for.
        if (await posts.FindEvenDeletedAsync(job.PostId, ct) is not { } post || (post.DeletedAt is not null && job.State != JobState.Published)) return null;
        if (await channels.FindAsync(job.WorkspaceId, job.ChannelId, ct) is not { } channel || platforms.Find(job.Platform) is not { } platform) return null;
        var draft = ChannelDraft.Of(post.Draft, job.ChannelId);
        if (await LoadMediaAsync(post, draft, job.ChannelId, ct) is not { } items) return null;

        // Truncating whatever the workspace's policy is now: within the limits both give the same text, and a text over
        // them was either refused when it was saved, or truncated when it was approved.
        var (content, _) = PostRendering.For(draft.Content, items, platform.CaptionLimits, LongCaption.Truncate);
        return new PublishContent(await HandOutAsync(content, items, hostUntil, ct), ContentHash.Of(platform.Name, channel.RemoteId, content));
    }

    /// <summary>What a draft would send as things stand, with every file of it there.</summary>
    public async Task<PublishContent> LoadDraftAsync(ChannelContent draft, DateTimeOffset? hostUntil, CancellationToken ct) =>
        new(await HandOutAsync(draft.Post, [.. draft.Files.Select(file => file.Sent)], hostUntil, ct), draft.Hash);

    private async Task<PlatformPost> HandOutAsync(PlatformPost content, IReadOnlyList<MediaItem> items, DateTimeOffset? hostUntil, CancellationToken ct)
    {
        content = content with { Media = [.. content.Media.Select(WithReader)], Cover = content.Cover is { } cover ? WithReader(cover) : null };
        if (hostUntil is not { } until) return content;
        var hosted = await HostAsync(content.Cover is null ? content.Media : [.. content.Media, content.Cover], items, until, ct);
        return content with { Media = [.. hosted.Take(content.Media.Count)], Cover = content.Cover is null ? null : hosted[^1] };
    }

    /// <returns>The items with the facts of the files that go out; null where one is gone.</returns>
    private async Task<List<MediaItem>?> LoadMediaAsync(Post post, ChannelDraft draft, Guid channelId, CancellationToken ct)
    {
        var items = new List<MediaItem>();
        foreach (var id in draft.Content.AllMediaIds)
        {
            if (await media.FindAsync(post.WorkspaceId, id, ct) is not { } item) return null;
            items.Add(item);
        }
        var signed = (await posts.ListFilesAsync(post.Id, ct)).Where(file => file.ChannelId == channelId).ToList();
        return (await findFiles.RecallAsync(draft, items, signed, ct))?.Select(file => file.Sent).ToList();
    }

    private PlatformMedia WithReader(PlatformMedia item)
    {
        var path = files.PathOf(item.Sha256);
        return item with { Reader = new FileReader(_ => Task.FromResult<Stream>(File.OpenRead(path))) };
    }

    private async Task<IReadOnlyList<PlatformMedia>> HostAsync(IReadOnlyList<PlatformMedia> rendered, IReadOnlyList<MediaItem> items, DateTimeOffset until, CancellationToken ct)
    {
        var hosted = new List<PlatformMedia>();
        foreach (var (item, i) in items.Select((item, i) => (item, i)))
            hosted.Add(rendered[i] with { Url = await HostAsync(item.File, until, ct) });
        return hosted;
    }

    private async Task<Uri> HostAsync(MediaFile file, DateTimeOffset until, CancellationToken ct)
    {
        try
        {
            return (await host.HostAsync(file, until, ct)).Url;
        }
        catch (MediaHostException e)
        {
            throw new HostingFailedException(new PlatformError
            {
                Kind = ErrorKind.RetryLater,
                Code = e.Setting is null ? "media_host_unavailable" : "media_host_refused",
                Field = "mediaIds",
                Message = e.Message,
                Advice = e.Advice,
            }, e);
        }
    }
}
