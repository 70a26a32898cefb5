using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Posthaste.Platforms.Bluesky.Text;

/// <summary>A stretch of a text that means something.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">In UTF-16 units.</param>
/// <param name="End">The first unit behind it.</param>
/// <param name="Value">The address; the handle in lower case without its @; the tag without its #.</param>
internal readonly record struct Facet(FacetKind Kind, int Start, int End, string Value);

internal enum FacetKind
{
    Link,
    Mention,
    Tag,
}

/// <summary>Finds what is linked in a text. Bluesky links nothing by itself: what is not named here stays plain text.</summary>
internal static partial class Facets
{
    private const int LongestHandle = 253;

    /// <summary>In the text's order, none over another.</summary>
    public static IReadOnlyList<Facet> In(string text)
    {
        var links = Link().Matches(text).Select(match => LinkOf(match.Value, match.Index)).Where(link => Uri.TryCreate(link.Value, UriKind.Absolute, out _)).ToList();
        var mentions = Mention().Matches(text).Select(match => match.Groups["handle"])
            .Where(handle => handle.Length <= LongestHandle)
            .Select(handle => new Facet(FacetKind.Mention, handle.Index - 1, handle.Index + handle.Length, handle.Value.ToLowerInvariant()));
        var tags = CaptionText.Hashtags(text)
            .Where(tag => tag.Start == 0 || char.IsWhiteSpace(text[tag.Start - 1]) || text[tag.Start - 1] == '(')
            .Select(tag => new Facet(FacetKind.Tag, tag.Start, tag.End, text[(tag.Start + 1)..tag.End]))
            .Where(tag => IsTag(tag.Value));
        return [.. mentions.Concat(tags).Where(facet => !links.Any(link => facet.Start < link.End && link.Start < facet.End)).Concat(links).OrderBy(facet => facet.Start)];
    }

    /// <summary>Where a place of the text lies in its UTF-8 form, in which the network counts.</summary>
    public static int ByteAt(string text, int at) => Encoding.UTF8.GetByteCount(text.AsSpan(0, at));

    /// <summary>A number alone is no tag, and the network takes none longer than 64 characters.</summary>
    private static bool IsTag(string word) => !word.All(char.IsDigit) && new StringInfo(word).LengthInTextElements <= BlueskyLimits.TagGraphemes;

    /// <summary>What closes a sentence does not belong to the address; nor does a bracket that was opened before it.</summary>
    private static Facet LinkOf(string found, int at)
    {
        var end = found.Length;
        while (end > 0 && (".,;:!?'\"…".Contains(found[end - 1], StringComparison.Ordinal) || (found[end - 1] == ')' && Count(')') > Count('(')))) end--;
        int Count(char bracket) => found.AsSpan(0, end).Count(bracket);
        return new Facet(FacetKind.Link, at, at + end, found[..end]);
    }

    [GeneratedRegex(@"(?<![\w@])https?://[^\s<>""]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    /// <summary>A handle is a name of the web, with at least one dot.</summary>
    [GeneratedRegex(@"(?<=^|[\s(])@(?<handle>(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)", RegexOptions.CultureInvariant)]
    private static partial Regex Mention();
}
