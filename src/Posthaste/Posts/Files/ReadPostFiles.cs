using Posthaste.Media.Renditions;

namespace Posthaste.Posts.Files;

/// <summary>Tells which files each channel of a post gets. Asking begins what is missing, so that it is there when the post is signed.</summary>
internal sealed class ReadPostFiles(CheckPost checkPost, MediaWorkshop workshop)
{
    public async Task<IReadOnlyList<(Guid ChannelId, FoundFile File)>> RunAsync(Post post, CancellationToken ct)
    {
        var check = await checkPost.RunAsync(post, ct);
        PrepareMedia.Begin(check, workshop);
        return [.. check.Contents.SelectMany(content => content.Files.Select(file => (content.Channel.Id, file)))];
    }
}
