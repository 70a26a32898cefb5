using System.Globalization;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Campaign;

/// <summary>Every place × every kind of post × both databases × the first and the second time, and kills at random instants under load. Runs
/// for <c>POSTHASTE_CAMPAIGN_MINUTES</c> (20) and goes on at the next start where it stopped; <c>./test full</c> runs it.</summary>
public sealed class CampaignTests(PostgresTemplate template)
{
    private const int AtOnce = 3;

    /// <summary>One in so many runs is one under load.</summary>
    private const int LoadEvery = 6;

    [Fact(Explicit = true)]
    public async Task Whatever_is_killed_when_nothing_is_lost_or_done_twice()
    {
        var minutes = double.Parse(Environment.GetEnvironmentVariable("POSTHASTE_CAMPAIGN_MINUTES") ?? "20", CultureInfo.InvariantCulture);
        var book = CampaignBook.Open(Path.Combine(Repository.Root, "artifacts", "campaign.json"));
        var items = Items().ToList();
        var begun = TimeProvider.System.GetTimestamp();
        var open = new Queue<Item>(items.Where(item => !book.Has(item.Name)).OrderBy(_ => Random.Shared.Next()));
        var turn = 0;
        var gate = new Lock();

        Item? Next()
        {
            lock (gate)
            {
                if (TimeProvider.System.GetElapsedTime(begun).TotalMinutes >= minutes) return null;
                if (++turn % LoadEvery == 0 || open.Count == 0) return LoadItem(turn);
                return open.Dequeue();
            }
        }

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Next() is { } item) await RunAsync(item, book);
        }));

        var report = book.Report([.. items.Select(item => item.Name)]);
        await File.WriteAllTextAsync(Path.Combine(Repository.Root, "artifacts", "campaign.md"), report, CancellationToken.None);
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        Assert.True(book.Failures.Count == 0, string.Join("\n\n", book.Failures.Select(failure => $"{failure.Key}: {failure.Value}")));
    }

    private IEnumerable<Item> Items() =>
        from row in KillRows.All
        from kind in row.Kinds
        from postgres in new[] { false, true }
        from later in row.Action == "kill" ? new[] { 0, 1 } : [0]
        let again = row with { Failpoint = Later(row.Failpoint, later) }
        select new Item($"{again.Failpoint}|{kind}|{(postgres ? "PostgreSQL" : "SQLite")}", () => KillAsync(again, kind, Database(postgres), mayMiss: later > 0));

    private static async Task<CrashCounts> KillAsync(KillRow row, PostKind kind, PostgresTestDatabase? database, bool mayMiss)
    {
        await using var rig = await CrashRig.StartAsync(database);
        var recovery = await KillStory.TellAsync(rig, row, kind, mayMiss);
        await rig.AssertInvariantsAsync($"{row.Failpoint}, {kind}, {rig.Storage}");
        return await rig.CountAsync() with { Kills = recovery is null ? 0 : 1, RecoverySeconds = recovery is { } took ? [took.TotalSeconds] : [] };
    }

    private Item LoadItem(int turn)
    {
        var seed = Random.Shared.Next();
        var postgres = turn / LoadEvery % 2 == 0;
        return new Item($"load {(postgres ? "PostgreSQL" : "SQLite")} {seed}", () => LoadStory.TellAsync(seed, Database(postgres)));
    }

    private static async Task RunAsync(Item item, CampaignBook book)
    {
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            book.Write(item.Name, await item.Run(), TimeProvider.System.GetElapsedTime(begun));
        }
        catch (Exception e)
        {
            // Kept and told at the end: one failure does not keep the others from being found.
            book.WriteFailure(item.Name, e.ToString(), TimeProvider.System.GetElapsedTime(begun));
        }
    }

    private PostgresTestDatabase? Database(bool postgres) => postgres ? new PostgresTestDatabase { Template = template } : null;

    private static string Later(string failpoint, int by)
    {
        var parts = failpoint.Split(':');
        var nth = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
        return by == 0 ? failpoint : $"{parts[0]}:{nth + by}";
    }

    private sealed record Item(string Name, Func<Task<CrashCounts>> Run);
}
