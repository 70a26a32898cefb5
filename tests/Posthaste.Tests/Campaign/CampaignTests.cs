using System.Globalization;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Campaign;

/// <summary>Every place × every kind of post × both databases × the first and the second time, and kills at random instants under load. Runs
/// for <c>POSTHASTE_CAMPAIGN_MINUTES</c> (20) and goes on at the next start where it stopped; <c>./test full</c> runs it.</summary>
public sealed class CampaignTests(PostgresTemplate template)
{
    private const int AtOnce = 3;

    /// <summary>Stories told on one server before the checker looks at it and it is thrown away.</summary>
    private const int StoriesEach = 10;

    [Fact(Explicit = true)]
    public async Task Whatever_is_killed_when_nothing_is_lost_or_done_twice()
    {
        var minutes = double.Parse(Environment.GetEnvironmentVariable("POSTHASTE_CAMPAIGN_MINUTES") ?? "20", CultureInfo.InvariantCulture);
        var book = CampaignBook.Open(Path.Combine(Repository.Root, "artifacts", "campaign.json"));
        var items = Items().ToList();
        var begun = TimeProvider.System.GetTimestamp();
        var open = new Queue<Item>(items.Where(item => !book.Has(item.Name)).OrderBy(_ => Random.Shared.Next()));
        var gate = new Lock();

        IReadOnlyList<Item>? Next(bool postgres)
        {
            lock (gate)
            {
                if (TimeProvider.System.GetElapsedTime(begun).TotalMinutes >= minutes) return null;
                var mine = open.Where(item => item.Postgres == postgres).Take(StoriesEach).ToList();
                open = new Queue<Item>(open.Except(mine));
                return mine;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async worker =>
        {
            for (var turn = worker; Next(turn % 2 == 0) is { } stories; turn++)
            {
                await TellAsync(stories, turn % 2 == 0, book, () => TimeProvider.System.GetElapsedTime(begun).TotalMinutes < minutes);
                await LoadAsync(turn % 4 < 2, book);
            }
        }));

        var report = book.Report([.. items.Select(item => item.Name)]);
        await File.WriteAllTextAsync(Path.Combine(Repository.Root, "artifacts", "campaign.md"), report, CancellationToken.None);
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        Assert.True(book.Failures.Count == 0, string.Join("\n\n", book.Failures.Select(failure => $"{failure.Key}: {failure.Value}")));
    }

    private static IEnumerable<Item> Items() =>
        from row in KillRows.All
        from kind in row.Kinds
        from postgres in new[] { false, true }
        from later in row.Action == "kill" ? new[] { 0, 1 } : [0]
        select new Item(row with { Failpoint = Later(row.Failpoint, later) }, kind, postgres, MayMiss: later > 0);

    /// <summary>Tells stories on one server. What came of them counts once the checker has looked.</summary>
    private async Task TellAsync(IReadOnlyList<Item> stories, bool postgres, CampaignBook book, Func<bool> thereIsTime)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var told = new Dictionary<string, CrashCounts>();
        CrashRig? rig = null;
        try
        {
            foreach (var item in stories)
            {
                if (!thereIsTime()) break;
                try
                {
                    rig ??= await CrashRig.StartAsync(Database(postgres));
                    var recovery = await KillStory.TellAsync(rig, item.Row, item.Kind, item.MayMiss);
                    told[item.Name] = new CrashCounts { Runs = 1, Kills = recovery is null ? 0 : 1, RecoverySeconds = recovery is { } took ? [took.TotalSeconds] : [] };
                }
                catch (Exception e)
                {
                    // Kept and told at the end: one failure does not keep the others from being found. Its server is not used again.
                    book.WriteFailure(item.Name, e.ToString());
                    // What it was in the middle of cannot be checked. The stories before it are told again.
                    return;
                }
            }
            if (rig is null || told.Count == 0) return;
            await rig.AssertInvariantsAsync(string.Join(", ", told.Keys));
            book.Write(told, await rig.CountAsync(), TimeProvider.System.GetElapsedTime(begun));
        }
        catch (Exception e)
        {
            book.WriteFailure(string.Join(", ", told.Keys), e.ToString());
        }
        finally
        {
            if (rig is not null) await rig.DisposeAsync();
        }
    }

    private async Task LoadAsync(bool postgres, CampaignBook book)
    {
        var seed = Random.Shared.Next();
        var name = $"load {(postgres ? "PostgreSQL" : "SQLite")} {seed}";
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            var counts = await LoadStory.TellAsync(seed, Database(postgres));
            book.Write(new Dictionary<string, CrashCounts> { [name] = new() { Runs = 1, Kills = counts.Kills, RecoverySeconds = counts.RecoverySeconds } },
                counts with { Kills = 0, RecoverySeconds = [] }, TimeProvider.System.GetElapsedTime(begun));
        }
        catch (Exception e)
        {
            book.WriteFailure(name, e.ToString());
        }
    }

    private PostgresTestDatabase? Database(bool postgres) => postgres ? new PostgresTestDatabase { Template = template } : null;

    private static string Later(string failpoint, int by)
    {
        var parts = failpoint.Split(':');
        var nth = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
        return by == 0 ? failpoint : $"{parts[0]}:{nth + by}";
    }

    private sealed record Item(KillRow Row, PostKind Kind, bool Postgres, bool MayMiss)
    {
        public string Name => $"{Row.Failpoint}|{Kind}|{(Postgres ? "PostgreSQL" : "SQLite")}";
    }
}
