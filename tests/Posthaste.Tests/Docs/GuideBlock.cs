using System.Text.RegularExpressions;

namespace Posthaste.Tests.Docs;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page, from the root of the checkout.</param>
/// <param name="Line">Where its text begins, counted from 1.</param>
/// <param name="Info">What stands behind the fence, such as <c>sh</c> or <c>sh no-run: needs root</c>.</param>
/// <param name="Text">What is in it.</param>
internal sealed partial record GuideBlock(string Page, int Line, string Info, string Text)
{
    /// <summary>The README tells its readers nothing of how it is tested: its blocks are known by how they begin.</summary>
    private static readonly (string Begins, string Info)[] s_readme =
    [
        ("./run      builds", "text"),
        ("./run", "sh no-run: it runs until it is stopped; the dashboard's tests start the same demo"),
        ("            ┌", "text"),
        ("dotnet publish", "sh no-run: it builds the server and runs until it is stopped; the package's test starts a published one"),
    ];

    /// <summary>To be run by the tests.</summary>
    public bool Runs => Info == "sh";

    /// <summary>A block of commands that is not run, and says why.</summary>
    public bool SaysWhyNot => WhyNot().IsMatch(Info);

    public static IEnumerable<string> Pages()
    {
        yield return "README.md";
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            yield return Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
    }

    public static IReadOnlyList<GuideBlock> Of(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));
        return [.. Fence().Matches(text).Select(fence => new GuideBlock(
            page, text[..fence.Groups["text"].Index].Count(letter => letter == '\n') + 1, InfoOf(page, fence), fence.Groups["text"].Value))];
    }

    private static string InfoOf(string page, Match fence)
    {
        // Written by a test, with the databases' query plans.
        if (page == "docs/indexes.md") return "text";
        if (page != "README.md") return fence.Groups["info"].Value;
        var info = s_readme.FirstOrDefault(known => fence.Groups["text"].Value.StartsWith(known.Begins, StringComparison.Ordinal)).Info;
        return info ?? "sh";
    }

    [GeneratedRegex(@"^```(?<info>[^\n]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^sh no-run: .{10,}$")]
    private static partial Regex WhyNot();
}
