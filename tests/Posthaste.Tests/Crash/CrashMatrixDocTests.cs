using System.Text.RegularExpressions;

namespace Posthaste.Tests.Crash;

/// <summary>docs/crash-matrix.md, the table of failpoints and the source name the same places.</summary>
public sealed partial class CrashMatrixDocTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "crash-matrix.md"));

    [Fact]
    public void Every_failpoint_of_the_table_is_on_the_page() =>
        Assert.DoesNotContain(KillRows.All.Select(row => row.Failpoint).Concat(NoticeKillContract.Failpoints), failpoint => !Page.Contains($"`{failpoint}`", StringComparison.Ordinal));

    [Fact]
    public void Every_place_in_the_source_is_in_the_table()
    {
        var places = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Posthaste"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Place().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.NotEmpty(places);
        Assert.Empty(places.Except(KillRows.All.Select(row => row.Failpoint.Split(':')[0]).Concat(NoticeKillContract.Failpoints)));
    }

    [Fact]
    public void The_rows_of_the_matrix_are_all_there() =>
        Assert.DoesNotContain(Enumerable.Range(1, 17), row => !Page.Contains($"| C{row} |", StringComparison.Ordinal));

    [GeneratedRegex("Failpoint\\.Reach\\(\"([a-z_.]+)\"\\)")]
    private static partial Regex Place();
}
