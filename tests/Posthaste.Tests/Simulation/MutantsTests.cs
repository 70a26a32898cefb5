using System.Diagnostics;

namespace Posthaste.Tests.Simulation;

/// <summary>The deliberate breaks of <c>tools/mutants</c> still fit the sources: one that no longer does proves nothing.</summary>
public sealed class MutantsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Posthaste.Tests", "Simulation", "Mutants");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.patch").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_break_fits_the_sources(string name)
    {
        SkipWithoutGit();
        using var git = Process.Start(new ProcessStartInfo("git", ["apply", "--check", Path.Combine(Folder, $"{name}.patch")])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardError = true,
        })!;
        var complaint = git.StandardError.ReadToEnd();
        git.WaitForExit();

        Assert.True(git.ExitCode == 0, $"{name}.patch does not fit the sources any more. Break the same thing in today's sources by hand, and keep its first line.\n{complaint}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_break_begins_with_a_sentence_that_says_what_it_changes(string name)
    {
        var lines = File.ReadLines(Path.Combine(Folder, $"{name}.patch")).Take(3).ToList();

        Assert.Matches("^[A-Z].* .*\\.$", lines[0]);
        // It stands in a cell of a table.
        Assert.DoesNotContain("|", lines[0], StringComparison.Ordinal);
        Assert.Empty(lines[1]);
        Assert.StartsWith("diff --git ", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_break_stands_in_the_table_of_the_page_as_it_calls_itself(string name)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "simulation.md"));
        var sentence = File.ReadLines(Path.Combine(Folder, $"{name}.patch")).First();

        Assert.Contains($"| `{name}` | {sentence} |", page, StringComparison.Ordinal);
    }

    private static void SkipWithoutGit()
    {
        var root = Path.Combine(Repository.Root, ".git");
        // A file in a worktree.
        Assert.SkipUnless(Directory.Exists(root) || File.Exists(root), "This is no git checkout.");
        Assert.SkipUnless(Installed.Find("git") is not null, "git is not installed.");
    }
}
