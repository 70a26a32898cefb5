using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs;

/// <summary>The page that people read says what the program does.</summary>
public sealed class JobLifecycleDocTests
{
    [Fact]
    public void The_page_lists_the_moves_that_exist_and_no_other()
    {
        var listed = Rows("| from | to | by | when |").Select(row => (Words.Parse<JobState>(row[0]), Words.Parse<JobState>(row[1]))).ToList();

        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Equal(JobTransitions.Allowed.Order(), listed.Order());
    }

    [Fact]
    public void Every_move_names_who_makes_it_and_when()
    {
        Assert.All(Rows("| from | to | by | when |"), row =>
        {
            Assert.All(row[2].Split(", "), who => Assert.Contains(who, (string[])["engine", "person"]));
            Assert.NotEmpty(row[3]);
        });
    }

    [Fact]
    public void The_page_explains_every_state_and_every_reason()
    {
        Assert.Equal(Words.All<JobState>().Order(), Rows("| state | what it means").Select(row => row[0]).Order());
        Assert.Equal(Words.All<JobReason>().Order(), Rows("| reason | beside").Select(row => row[0]).Order());
    }

    private static List<string[]> Rows(string header) =>
    [.. File.ReadLines(FindPage())
        .SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])];

    private static string FindPage()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var page = Path.Combine(folder.FullName, "docs", "job-lifecycle.md");
            if (File.Exists(page)) return page;
        }
        throw new FileNotFoundException("docs/job-lifecycle.md");
    }
}
