using Posthaste.Media;
using Posthaste.Media.Renditions;
using Posthaste.Platforms;

namespace Posthaste.Posts.Files;

/// <summary>A file that an approval signed: it goes out on this channel, whatever the rules say later.</summary>
/// <param name="Position">In <see cref="PostDraft.AllMediaIds"/>.</param>
/// <param name="RenditionId">Null for the file that was uploaded.</param>
public sealed record PostFile(Guid ChannelId, int Position, Guid MediaId, Guid? RenditionId);

/// <summary>A media item of a post, and the file of it that one channel gets as things stand.</summary>
internal sealed record FoundFile
{
    public required FileSlot Slot { get; init; }

    public required MediaItem Item { get; init; }

    /// <summary>Null for the original, and where there is none yet.</summary>
    public Rendition? Rendition { get; init; }

    /// <summary>What had to be done, or has to be; null where the original goes out unread.</summary>
    public MediaWork? Work { get; init; }

    /// <summary>The work is not done yet: what goes out is not known.</summary>
    public bool IsMissing { get; init; }

    /// <summary>How far the work is, 0 to 1; null where nobody is at it.</summary>
    public double? Progress { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public bool IsUnfit => Findings.Any(finding => finding.Blocks);

    /// <summary>The item with the facts of the file that goes out.</summary>
    public MediaItem Sent => Rendition?.InPlaceOf(Item) ?? Item;

    public PostFile On(Guid channelId) => new(channelId, Slot.Position, Item.Id, Rendition?.Id);
}
