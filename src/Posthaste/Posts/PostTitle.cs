using System.Globalization;
using Posthaste.Channels;
using Posthaste.Posts.Variants;

namespace Posthaste.Posts;

/// <summary>Makes the title that calendar and alerts show where nobody wrote one.</summary>
internal static class PostTitle
{
    private const int MaxLength = 80;

    public static string Of(PostDraft draft, IReadOnlyList<Channel> channels)
    {
        if (draft.Title is not null) return draft.Title;
        // Where there are no words for all, those of the first channel that has some.
        var captions = channels.Select(channel => ChannelDraft.Of(draft, channel.Id).Content.Caption).Prepend(draft.Caption);
        var line = captions.SelectMany(caption => caption.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault();
        if (line is not null && PostDraft.OneLine(line) is { Length: > 0 } text) return Shorten(text);
        return channels.Count == 0 ? $"{draft.Type}" : $"{draft.Type} on @{channels[0].Username}";
    }

    // In whole graphemes: half an emoji is a black diamond.
    private static string Shorten(string text)
    {
        if (text.Length <= MaxLength) return text;
        var end = StringInfo.ParseCombiningCharacters(text).Last(start => start < MaxLength);
        return text[..end].TrimEnd() + "…";
    }
}
