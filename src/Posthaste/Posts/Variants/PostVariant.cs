using System.Text.Json;
using Posthaste.Platforms;
using Posthaste.Posts.Files;

namespace Posthaste.Posts.Variants;

/// <summary>What one channel gets differently from the rest of its post. A field that is null is as for all; one that is empty is none.</summary>
public sealed record PostVariant
{
    public required Guid ChannelId { get; init; }

    public string? Caption { get; init; }

    /// <summary>With or without their #.</summary>
    public IReadOnlyList<string>? Hashtags { get; init; }

    /// <summary>In the order they are shown.</summary>
    public IReadOnlyList<Guid>? MediaIds { get; init; }

    /// <summary>By the position in what the channel shows: its own media, else that of all.</summary>
    public IReadOnlyList<string?>? AltTexts { get; init; }

    /// <summary>By the same position; null for the workspace's way.</summary>
    public IReadOnlyList<MediaFit?>? MediaFits { get; init; }

    /// <summary>Of the cover that the channel shows.</summary>
    public MediaFit? CoverFit { get; init; }

    public OptionsVariant? Options { get; init; }

    /// <summary>The fields that are not as for all, in the words of the API: <c>caption</c>, <c>options.firstComment</c>.</summary>
    internal IEnumerable<(string Field, JsonElement Value)> Fields =>
        DraftFields.Of(JsonSerializer.SerializeToElement(this, PostDraft.Json)).Where(one => one.Field != "channelId");

    internal PostVariant Cleaned() => this with
    {
        Caption = Caption is null ? null : PostDraft.CleanText(Caption),
        Hashtags = Hashtags is null ? null : PostDraft.CleanTags(Hashtags),
        AltTexts = AltTexts is null ? null : PostDraft.CleanLines(AltTexts),
        MediaFits = MediaFits is null ? null : [.. MediaFits.Select(fit => fit?.Cleaned())],
        CoverFit = CoverFit?.Cleaned(),
    };

    /// <returns>What the channel gets.</returns>
    internal PostDraft ApplyTo(PostDraft draft)
    {
        var options = Options?.ApplyTo(draft.Options) ?? draft.Options;
        return draft with
        {
            Caption = Caption ?? draft.Caption,
            Hashtags = Hashtags ?? draft.Hashtags,
            MediaIds = MediaIds ?? draft.MediaIds,
            AltTexts = AltTexts ?? Follow(draft, draft.AltTexts),
            MediaFits = MediaFits ?? Follow(draft, draft.MediaFits),
            CoverFit = CoverFit ?? (Options?.CoverMediaId is null ? draft.CoverFit : null),
            Options = Options?.UserTags is null ? options with { UserTags = FollowTags(draft) } : options,
        };
    }

    // What was said of a picture goes with the picture, wherever this channel shows it.
    private IReadOnlyList<T?> Follow<T>(PostDraft draft, IReadOnlyList<T?> list) where T : class =>
        MediaIds is null ? list : [.. MediaIds.Select(id => PositionOf(id, draft.MediaIds) is { } position ? list.ElementAtOrDefault(position) : null)];

    private IReadOnlyList<UserTag> FollowTags(PostDraft draft)
    {
        var tags = draft.Options.UserTags;
        if (MediaIds is null) return tags;
        return
        [
            .. from tag in tags
               where tag.Item is null or >= 0 && (tag.Item ?? 0) < draft.MediaIds.Count
               let position = PositionOf(draft.MediaIds[tag.Item ?? 0], MediaIds)
               where position is not null
               select tag with { Item = tag.Item is null && position == 0 ? null : position },
        ];
    }

    private static int? PositionOf(Guid id, IReadOnlyList<Guid> ids)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids[i] == id) return i;
        }
        return null;
    }
}
