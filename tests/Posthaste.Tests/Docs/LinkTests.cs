using System.Text.RegularExpressions;

namespace Posthaste.Tests.Docs;

/// <summary>R-OPS-6: whoever follows a link of the pages arrives.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_between_the_pages_leads_somewhere()
    {
        var headings = GuideBlock.Pages().ToDictionary(At, page => Heading().Matches(Prose(page)).Select(heading => Anchor(heading.Groups["text"].Value)).ToHashSet());
        var broken =
            from page in GuideBlock.Pages()
            from Match link in Link().Matches(Prose(page))
            let parts = link.Groups["to"].Value.Split('#', 2)
            let file = At(parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]))
            where !Path.Exists(file) || (parts.Length > 1 && headings.TryGetValue(file, out var anchors) && !anchors.Contains(parts[1]))
            select $"{page}: {link.Groups["to"].Value}";

        Assert.Empty(broken);
    }

    private static string At(string page) => Path.GetFullPath(Path.Combine(Repository.Root, page));

    private static string Prose(string page) => Block().Replace(File.ReadAllText(At(page)), "");

    /// <summary>As the sites that show these pages make them of headings.</summary>
    private static string Anchor(string heading) => NoLetter().Replace(Target().Replace(heading, "$1").Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?<to>(?!https?:|mailto:)[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Target();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoLetter();
}
