using Posthaste.Platforms;
using Posthaste.Posts.Files;
using Posthaste.Posts.Variants;

namespace Posthaste.Posts;

/// <summary>Our own bounds of a draft, which hold before any network is asked.</summary>
internal static class DraftLimits
{
    private const int MaxTitle = 200;
    private const int MaxCaption = 100_000;
    private const int MaxAltText = 5_000;
    private const int MaxHashtags = 100;
    private const int MaxChannels = 50;
    private const int MaxMedia = 50;
    private const int MaxLateMinutes = 10_080;

    public static IEnumerable<Finding> Check(PostDraft draft)
    {
        if (draft.Title?.Length > MaxTitle) yield return new("too_long", "title", $"A title has at most {MaxTitle} characters.");
        if (draft.ChannelIds.Count > MaxChannels) yield return new("too_many", "channelIds", $"One post goes out on at most {MaxChannels} channels.");
        if (draft.LateMinutes is < 1 or > MaxLateMinutes) yield return new("out_of_range", "lateMinutes", $"A post may go out 1 to {MaxLateMinutes} minutes late (a week).");
        foreach (var i in Repeated(draft.ChannelIds)) yield return new("duplicate", $"channelIds[{i}]", "This channel is in the list already.");
        foreach (var finding in CheckContent(draft).Concat(CheckVariants(draft))) yield return finding;
    }

    private static IEnumerable<Finding> CheckContent(PostDraft draft)
    {
        if (draft.Caption.Length > MaxCaption) yield return new("too_long", "caption", $"A caption has at most {MaxCaption:N0} characters.");
        if (draft.Hashtags.Count > MaxHashtags) yield return new("too_many", "hashtags", $"At most {MaxHashtags} hashtags can be given.");
        if (draft.MediaIds.Count > MaxMedia) yield return new("too_many", "mediaIds", $"One post has at most {MaxMedia} media items.");
        if (draft.AltTexts.Count > draft.MediaIds.Count)
            yield return new("too_many", "altTexts", $"There are {draft.AltTexts.Count} alt texts for {draft.MediaIds.Count} media items.");
        if (draft.AltTexts.Any(text => text?.Length > MaxAltText)) yield return new("too_long", "altTexts", $"An alt text has at most {MaxAltText:N0} characters.");
        foreach (var finding in FitLimits.Check(draft)) yield return finding;
        foreach (var i in Repeated(draft.MediaIds)) yield return new("duplicate", $"mediaIds[{i}]", "This media item is in the list already.");
    }

    private static IEnumerable<Finding> CheckVariants(PostDraft draft)
    {
        if (draft.Variants.Count > MaxChannels)
        {
            yield return new("too_many", "variants", $"One post has at most {MaxChannels} variants, one for each channel.");
            yield break;
        }
        var repeated = Repeated([.. draft.Variants.Select(variant => variant.ChannelId)]).ToHashSet();
        foreach (var (i, variant) in draft.Variants.Index())
        {
            if (!draft.ChannelIds.Contains(variant.ChannelId))
            {
                yield return new("variant_without_channel", $"variants[{i}].channelId", $"The post does not go out on the channel {variant.ChannelId}. Add it to channelIds, or leave its variant out.");
            }
            else if (repeated.Contains(i))
            {
                yield return new("duplicate", $"variants[{i}].channelId", "This channel has a variant already.");
            }
            else
            {
                var own = ChannelDraft.Of(draft, variant.ChannelId);
                // What it has in common with the others is said of the post.
                foreach (var finding in CheckContent(own.Content).Select(own.Name).Where(finding => finding.Field.StartsWith("variants[", StringComparison.Ordinal))) yield return finding;
            }
        }
    }

    private static IEnumerable<int> Repeated(IReadOnlyList<Guid> ids)
    {
        var seen = new HashSet<Guid>();
        for (var i = 0; i < ids.Count; i++)
        {
            if (!seen.Add(ids[i])) yield return i;
        }
    }
}
