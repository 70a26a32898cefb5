using Posthaste.Platforms;

namespace Posthaste.Posts.Variants;

/// <summary>What one channel gets of a post: what is there for all of its channels, with that channel's variant. Everything that is checked,
/// signed, shown or sent for a channel is made of this.</summary>
internal sealed class ChannelDraft
{
    private readonly string _prefix;
    private readonly HashSet<string> _own;

    private ChannelDraft(Guid? channelId, PostDraft content, string prefix, IEnumerable<string> own) =>
        (ChannelId, Content, _prefix, _own) = (channelId, content, prefix, [.. own]);

    /// <summary>Null for what is there for all.</summary>
    public Guid? ChannelId { get; }

    /// <summary>As if it had been written for this channel alone.</summary>
    public PostDraft Content { get; }

    public static ChannelDraft Of(PostDraft draft, Guid channelId)
    {
        var alone = draft with { ChannelIds = [channelId], Variants = [] };
        foreach (var (i, variant) in draft.Variants.Index())
        {
            if (variant.ChannelId == channelId) return new(channelId, variant.ApplyTo(alone), $"variants[{i}].", variant.Fields.Select(field => field.Field));
        }
        return new(channelId, alone, "", []);
    }

    /// <summary>One for each channel; for a post that has none yet, what is there for all.</summary>
    public static IReadOnlyList<ChannelDraft> AllOf(PostDraft draft) =>
        draft.ChannelIds.Count == 0 ? [new(null, draft, "", [])] : [.. draft.ChannelIds.Distinct().Select(id => Of(draft, id))];

    /// <param name="field">As it would be called in a post for this channel alone: <c>caption</c>, <c>mediaIds[0]</c>.</param>
    /// <returns>Where to change it: <c>variants[1].caption</c> where the channel has its own.</returns>
    public string Name(string field)
    {
        var root = field.Split('[', 2)[0];
        return _own.Contains(root) || (_own.Contains("mediaIds") && root is "altTexts" or "mediaFits" or "options.userTags") || (root == "coverFit" && _own.Contains("options.coverMediaId"))
            ? _prefix + field
            : field;
    }

    public Finding Name(Finding finding) => finding with { Field = Name(finding.Field) };
}
