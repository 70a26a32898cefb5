using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Media.Hosting;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Workspaces;

namespace Posthaste.Handover;

/// <summary>Makes the card of a hand-over: the post as the network would get it, which is what was approved.</summary>
internal sealed class BuildCard(
    IContentSource contents, IPostStore posts, IChannelStore channels, IWorkspaceStore workspaces, IPlatforms platforms, PublicAddress address)
{
    /// <returns>Null where the post, its media or its channel is gone, or it is not what was approved.</returns>
    public async Task<Card?> RunAsync(HandoverItem item, Job job, string chatId, int copy, CancellationToken ct)
    {
        var post = await posts.FindEvenDeletedAsync(job.PostId, ct);
        var channel = await channels.FindAsync(job.WorkspaceId, job.ChannelId, ct);
        var workspace = await workspaces.FindAsync(job.WorkspaceId, ct);
        if (post is null || channel is null || workspace is null || platforms.Find(job.Platform) is not { } platform) return null;
        if (await contents.LoadAsync(job, hostUntil: null, ct) is not { } content || content.Hash != job.ApprovedHash) return null;

        return new Card
        {
            HandoverId = item.Id,
            Code = item.Code,
            ChatId = chatId,
            TimeZone = workspace.TimeZone,
            Workspace = workspace.Name,
            Network = platform.DisplayName,
            Account = channel.Username,
            Title = post.Title,
            DueAt = item.DueAt,
            Why = item.Why,
            Caption = content.Post.Caption,
            FirstComment = content.Post.Options.FirstComment,
            Steps = HandSteps.For(platform, content.Post),
            Media = [.. content.Post.Media.Select(FileOf)],
            Page = address.Url == PublicAddress.Default ? null : new Uri(address.Url, $"posts/{job.PostId}"),
            Copy = copy,
        };
    }

    private static CardMedia FileOf(PlatformMedia media, int index) => new(
        $"{index + 1}.{EndingOf(media.ContentType)}", media.ContentType.StartsWith("video/", StringComparison.Ordinal), media.Bytes, media.Width, media.Height, media.AltText,
        media.Reader.OpenAsync);

    private static string EndingOf(string contentType) => contentType switch
    {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/gif" => "gif",
        "video/mp4" => "mp4",
        "video/quicktime" => "mov",
        _ => contentType.StartsWith("video/", StringComparison.Ordinal) ? "mp4" : "jpg",
    };
}
