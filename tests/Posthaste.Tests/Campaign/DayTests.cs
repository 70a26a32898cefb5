using System.Globalization;

namespace Posthaste.Tests.Campaign;

/// <summary>R-PUB-6, R-OPS-3: years of operation are days like this one. <c>./test full</c> lives it: <c>POSTHASTE_DAY_POSTS</c> (10,000) in <c>POSTHASTE_DAY_MINUTES</c> (29: each minute is fifty).</summary>
public sealed class DayTests
{
    /// <summary>What grows with the posts, and why that is right.</summary>
    internal static readonly string[] Growing =
    [
        // What people made and what came of it: kept until they delete it.
        "posts", "post_channels", "post_media", "post_versions", "post_files", "post_metrics", "publish_jobs",
        // Kept for Jobs:HistoryRetention.
        "publish_attempts", "publish_intents", "events",
        // One for each start, kept for a real day.
        "nodes", "setup_links",
        // Kept for Usage:KeepHours and KeepDays.
        "channel_usage", "channel_usage_days",
    ];

    [Fact(Explicit = true)]
    public async Task A_day_of_crashes_faults_a_failing_store_and_an_ending_token_loses_nothing_repeats_nothing_and_leaves_nothing_behind()
    {
        var report = Path.Combine(Repository.Root, "artifacts", "day.md");
        await Day.LiveAsync(Number("POSTHASTE_DAY_POSTS", 10_000), TimeSpan.FromMinutes(Number("POSTHASTE_DAY_MINUTES", 29)), report);
        TestContext.Current.TestOutputHelper?.WriteLine(await File.ReadAllTextAsync(report, CancellationToken.None));
    }

    private static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
