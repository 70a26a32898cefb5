using Dapper;
using Microsoft.Data.Sqlite;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Storage;
using Posthaste.Storage.Sqlite;
using Posthaste.Tests.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.PowerLoss;

/// <summary>C17: the power goes at any instant, and every page that was not synced is lost, or some of them are. The real store over
/// the real SQLite; what the disk holds afterwards is made from what was seen to be written and synced.</summary>
public sealed class PowerLossTests : IDisposable
{
    private const int Jobs = 40;
    private const int Cuts = 120;
    private static readonly DateTimeOffset Now = TestDatabase.Start;

    private readonly string _folder = Directory.CreateTempSubdirectory("posthaste-power-").FullName;
    private readonly List<string> _found = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        WatchedDisk.Forget(_folder);
        foreach (var folder in _found.Append(_folder)) Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_intent_that_was_reported_as_committed_survives_the_power_going_at_any_instant(int seed)
    {
        Assert.SkipUnless(WatchedDisk.IsPossible, "SQLite's files can be watched only with the system's 64-bit library on Linux.");
        var log = await PublishAsync();
        var events = log.Events;
        var random = new Random(seed);
        // Just after each report, when the least has been synced since, and anywhere else.
        var reports = Enumerable.Range(0, events.Count).Where(i => events[i] is DiskEvent.Told).Select(i => i + 1).ToList();
        Assert.True(reports.Count >= Jobs, "Too little was committed to prove anything.");
        var cuts = Enumerable.Range(0, Cuts).Select(i => i % 2 == 0 ? reports[random.Next(reports.Count)] : random.Next(reports[0], events.Count + 1));

        foreach (var (cut, i) in cuts.Select((cut, i) => (cut, i)))
        {
            // In turn: nothing that was not synced is there, all of it, or any part.
            Func<bool> survives = (i % 3) switch { 0 => () => false, 1 => () => true, _ => () => random.Next(2) == 0 };
            var (told, file) = Cut(events, cut, survives);

            await using var database = new SqliteDatabase(file, new ManualTime(Now));
            var intents = await database.ReadAsync(connection => connection.QueryAsync<Guid>("SELECT id FROM publish_intents"), Ct);
            Assert.Empty(told.Except(intents));
            Assert.Equal("ok", await database.ReadAsync(connection => connection.ExecuteScalarAsync<string>("PRAGMA integrity_check"), Ct));
        }
    }

    [Fact]
    public void With_the_setting_that_is_refused_a_committed_row_is_lost()
    {
        Assert.SkipUnless(WatchedDisk.IsPossible, "SQLite's files can be watched only with the system's 64-bit library on Linux.");
        var log = WatchedDisk.Watch(_folder);
        SqliteLibrary.Load();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "posthaste.db")};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE publish_intents (id blob PRIMARY KEY); PRAGMA wal_checkpoint(TRUNCATE)");
            var id = Guid.CreateVersion7(Now);
            connection.Execute("INSERT INTO publish_intents VALUES (@Id)", new { Id = id });
            log.Tell(id);
        }
        var events = log.Events;
        var report = Enumerable.Range(0, events.Count).Single(i => events[i] is DiskEvent.Told) + 1;

        var (told, file) = Cut(events, report, () => false);

        Assert.Single(told);
        using var found = new SqliteConnection($"Data Source={file};Pooling=False");
        found.Open();
        Assert.Equal(0, found.ExecuteScalar<long>("SELECT COUNT(*) FROM publish_intents"));
    }

    /// <summary>Many posts go out at once; each intent is told as soon as the store has said that it is committed.</summary>
    private async Task<DiskLog> PublishAsync()
    {
        var log = WatchedDisk.Watch(_folder);
        var file = Path.Combine(_folder, "posthaste.db");
        await using var database = new SqliteDatabase(file, new ManualTime(Now));
        await database.MigrateAsync(Ct);
        var (lanes, jobs) = (new SqlLaneStore(database), new SqlJobStore(database));
        var node = new Node(Guid.CreateVersion7(Now), "one", "1", Now);
        await lanes.JoinAsync(node, Now, Now.AddSeconds(15), Ct);
        for (var i = 0; i < Jobs; i++)
        {
            var channel = Guid.CreateVersion7(Now);
            await jobs.AddLanesAsync(channel, 1, Ct);
            await jobs.AddAsync(TestJob.ReadyToPublish(channel, Now), new JobEvent("job.scheduled", "Ann"), Now, Ct);
        }
        foreach (var some in (await lanes.ClaimAsync(LaneKind.Publish, node.Incarnation, Now, DateTimeOffset.UnixEpoch, Jobs, Ct)).Chunk(8))
        {
            await Task.WhenAll(some.Select(async running =>
            {
                var intent = TestJob.IntentOf(running.Job) with { Id = Guid.CreateVersion7(Now) };
                Assert.Equal(IntentGrant.Granted, await lanes.OpenIntentAsync(running.Lease, running.Job, intent, PublishAllowance.Unlimited, Now, Ct));
                log.Tell(intent.Id);
                var verdict = new IntentVerdict(intent.Id, IntentOutcome.Happened, "a test", $"{intent.Id:N}");
                await lanes.FinishAsync(running.Lease, new RunEnd { Job = running.Job with { State = JobState.Published, WakeAt = null }, Verdict = verdict }, Now, Ct);
            }));
            // Pages move from the log into the file, and the log begins anew: the moment at which most could be lost.
            await database.ReadAsync(connection => connection.ExecuteAsync("PRAGMA wal_checkpoint(RESTART)"), Ct);
        }
        return log;
    }

    private (IReadOnlyList<Guid> Told, string File) Cut(IReadOnlyList<DiskEvent> events, int until, Func<bool> survives)
    {
        var folder = Directory.CreateTempSubdirectory("posthaste-power-").FullName;
        _found.Add(folder);
        return (PowerCut.Materialise(events, until, survives, folder), Path.Combine(folder, "posthaste.db"));
    }
}
