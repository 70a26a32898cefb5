using System.Globalization;
using System.Text;
using Dapper;
using Npgsql;
using Posthaste.Jobs;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Invariants;
using Posthaste.Tests.Nodes;

namespace Posthaste.Tests.Campaign;

/// <summary>A day of operation in accelerated time, with real processes: posts to five networks all day long, a network that loses answers, one node killed after another, a
/// database that goes away twice, and an account whose token ends in the morning and is connected again at noon. One node lives all day, and its memory is watched.</summary>
internal sealed class Day : IAsyncDisposable
{
    private const int Accounts = 200;
    private const int MortalNodes = 2;

    /// <summary>People who schedule, each for accounts of their own: one alone would not keep up with the day.</summary>
    private const int Clerks = 4;

    /// <summary>How far ahead people schedule, in hours of the day.</summary>
    private const double Ahead = 1;

    private static readonly string[] Lost = ["publish_then_500", "publish_then_reset", "reset", "publish_then_timeout", "server_error"];

    /// <summary>Which account has what: no stories, as several of one account whose answers are lost look alike.</summary>
    private static readonly PostKind[] Kinds =
    [
        PostKind.Image, PostKind.TikTokVideo, PostKind.Carousel, PostKind.BlueskyText, PostKind.Image,
        PostKind.MastodonText, PostKind.Commented, PostKind.FacebookPictures, PostKind.Image, PostKind.Reel,
    ];

    /// <summary>Limits of hours and days count real ones, and an account's whole day is over in minutes.</summary>
    private static readonly (string Key, string Value)[] Settings =
    [
        ("Jobs:Concurrency", "20"), ("Jobs:PostsPerHour", "0"), ("Jobs:MaxAttempts", "20"), ("Platforms:TikTok:PostsPerDay", "10000"), ("Logging:LogLevel:Posthaste", "Warning"),
        .. ((string[])["Instagram", "TikTok", "Bluesky", "Mastodon", "Facebook"]).Select(network => ($"Platforms:{network}:CallsPerHour", "1000000")),
    ];

    private readonly OwnPostgres _postgres;
    private readonly Cluster _cluster;
    private readonly TimeSpan _hour;
    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private readonly List<(Guid Channel, PostKind Kind)> _channels = [];
    private readonly SemaphoreSlim _databaseIsThere = new(Clerks);
    private readonly StringBuilder _report = new();
    private readonly List<(double Hour, long Bytes)> _memory = [];
    private readonly List<(double Hour, IReadOnlyDictionary<string, long> Rows)> _tables = [];
    private string? _account;
    private int _kills;

    private Day(OwnPostgres postgres, Cluster cluster, TimeSpan hour) => (_postgres, _cluster, _hour) = (postgres, cluster, hour);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private double Hour => TimeProvider.System.GetElapsedTime(_begun) / _hour;

    /// <param name="posts">Over the whole day.</param>
    /// <param name="length">How long the day takes.</param>
    /// <param name="report">The file that gets what was seen, as Markdown.</param>
    public static async Task LiveAsync(int posts, TimeSpan length, string report)
    {
        await using var postgres = await OwnPostgres.StartNewAsync();
        await using var cluster = await Cluster.StartAsync(postgres.ConnectionString, nodes: 0);
        await cluster.JoinAsync(more: Settings);
        await using var day = new Day(postgres, cluster, length / 24);
        await day.OpenAsync();
        await Task.WhenAll([.. Enumerable.Range(0, Clerks).Select(clerk => day.ScheduleAsync(clerk, posts)), day.KillAsync(), day.FailDatabaseAsync(), day.LoseTokenAsync(), day.WatchAsync()]);
        await day.CloseAsync(posts, report);
    }

    public ValueTask DisposeAsync()
    {
        _databaseIsThere.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task OpenAsync()
    {
        // A larger figure is not believed.
        await _cluster.ChangeSandboxAsync("settings", new { quotaTotal = 10_000 });
        await _cluster.ChangeSandboxAsync("bluesky/settings", new { sessionsPerFiveMinutes = 1_000_000, pointsPerHour = 1_000_000 });
        await _cluster.ChangeSandboxAsync("tiktok/settings", new { postsPerDay = 10_000, initsPerMinute = 1_000, statusPerMinute = 10_000, creatorPerMinute = 10_000 });
        await _cluster.ChangeSandboxAsync("mastodon/settings", new { callsPerFiveMinutes = 1_000_000 });
        for (var i = 0; i < Accounts; i++)
        {
            var kind = Kinds[i % Kinds.Length];
            var (channel, account) = await _cluster.Desk.ConnectAsync(kind.Platform);
            _account ??= account;
            _channels.Add((channel, kind));
        }
        foreach (var kind in Lost) await _cluster.Desk.OrderAsync(new { kind, step = "publish", probability = 0.01, times = 0 });
        await _cluster.Desk.OrderAsync(new { kind = "server_error", step = "create", probability = 0.02, times = 0 });
        for (var i = 0; i < MortalNodes; i++) await _cluster.JoinAsync(serves: false, more: Settings);
    }

    /// <summary>The posts in the order of their times, each account's evenly spread over the day.</summary>
    private async Task ScheduleAsync(int clerk, int posts)
    {
        for (var i = clerk; i < posts; i += Clerks)
        {
            var due = 24.0 * i / posts;
            await UntilAsync(due - Ahead);
            var (channel, kind) = _channels[i % Accounts];
            await _databaseIsThere.WaitAsync(Ct);
            try
            {
                await _cluster.Desk.ScheduleAsync(kind, channel, _hour * Math.Max(due - Hour, 0.02));
            }
            finally
            {
                _databaseIsThere.Release();
            }
        }
    }

    /// <summary>Every few minutes of the day another node dies and a new process takes its place.</summary>
    private async Task KillAsync()
    {
        for (var hour = 0.5; hour < 24; hour += 0.2)
        {
            await UntilAsync(hour);
            var process = _cluster.Nodes[1 + (_kills % MortalNodes)].Process;
            // One that died of itself, as its database was away, is started all the same.
            if (process.IsRunning) await process.KillAsync();
            process.Begin(null);
            _kills++;
        }
    }

    private async Task FailDatabaseAsync()
    {
        foreach (var (hour, mode) in new[] { (8.0, "immediate"), (16.0, "fast") })
        {
            await UntilAsync(hour);
            for (var clerk = 0; clerk < Clerks; clerk++) await _databaseIsThere.WaitAsync(Ct);
            try
            {
                await _postgres.StopAsync(mode);
                await UntilAsync(hour + 0.1);
                await _postgres.StartAsync();
                await _cluster.UntilAsync("the node is ready again", _cluster.Nodes[0].Process.IsReadyAsync);
            }
            finally
            {
                _databaseIsThere.Release(Clerks);
            }
        }
    }

    /// <summary>One account's token ends; its posts wait until a person connects it again.</summary>
    private async Task LoseTokenAsync()
    {
        await UntilAsync(9);
        await _cluster.TakeTokenAsync("token-of-account.1");
        await UntilAsync(12);
        await _cluster.GiveTokenAsync(_account!, "token-of-account.1.again");
    }

    private async Task WatchAsync()
    {
        for (var hour = 3; hour <= 24; hour += 3)
        {
            await UntilAsync(hour);
            _memory.Add((hour, _cluster.Nodes[0].Process.ResidentBytes));
            await _databaseIsThere.WaitAsync(Ct);
            try
            {
                _tables.Add((hour, await CountRowsAsync()));
            }
            finally
            {
                _databaseIsThere.Release();
            }
        }
    }

    private async Task CloseAsync(int posts, string report)
    {
        IReadOnlyList<Job> jobs = [];
        await Eventually.TrueAsync(async () => (jobs = (await SqlRecords.ReadAsync(_cluster.Database, Ct)).Jobs).Count == posts && jobs.All(IsDone), "every post is live or with a person", () => Undone(jobs));
        foreach (var node in _cluster.Nodes.Where(node => node.Process.IsRunning))
        {
            node.Process.Terminate();
            await node.Process.ExitAsync();
        }
        var store = await SqlRecords.ReadAsync(_cluster.Database, Ct);
        var ledger = await _cluster.Desk.LedgerAsync();
        var violations = InvariantCheck.Run(_cluster.SightingOf(store, await _cluster.Desk.WorldAsync(store)));
        var (live, published) = (ledger.GetProperty("posts").GetArrayLength(), store.Jobs.Count(job => job.State == JobState.Published));
        var asked = store.Jobs.Count(job => job.State == JobState.NeedsAttention);
        Tell(store, live, asked);
        await File.WriteAllTextAsync(report, _report.ToString(), CancellationToken.None);
        Assert.True(violations.Count == 0, $"{_report}\n{string.Join('\n', violations.Take(20))}");
        Assert.Equal(posts, published + asked);
        // Of what a person is asked about some is live and some is not; everything else is.
        Assert.InRange(live, published, published + asked);
        Assert.InRange(asked, 0, posts / 100);
        Assert.True(store.Jobs.All(job => job.State != JobState.NeedsAttention || job.Platform == "facebook"), $"{_report}");
        AssertFlat();
    }

    private static bool IsDone(Job job) => job.IsOver || job is { State: JobState.NeedsAttention, Reason: JobReason.Undecidable };

    private static string Undone(IReadOnlyList<Job> jobs) => string.Join('\n', jobs.CountBy(job => (job.Platform, job.State, job.Reason)).Select(count => $"{count.Key}: {count.Value}")
        .Concat(jobs.Where(job => !IsDone(job)).CountBy(job => $"{job.LastError}").Select(count => $"{count.Value} say {count.Key}")));

    /// <summary>Memory: the afternoon's is the evening's. Tables: one that grows does so with the posts, and is known to.</summary>
    private void AssertFlat()
    {
        var (noon, night) = (_memory.Where(item => item.Hour is > 6 and <= 15).Average(item => item.Bytes), _memory.Where(item => item.Hour > 15).Average(item => item.Bytes));
        Assert.True(night < noon * 1.2, $"{_report}\nThe node that lives all day grows.");
        var (first, last) = (_tables[0].Rows, _tables[^1].Rows);
        Assert.Empty(last.Where(table => table.Value > first.GetValueOrDefault(table.Key) + 50).Select(table => table.Key).Except(DayTests.Growing));
    }

    private void Tell(StoreRecords store, int live, int asked)
    {
        string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        _report.AppendLine(Line($"{store.Jobs.Count:N0} posts to five networks, {live:N0} posts live, {store.Intents.Count:N0} publish calls allowed, {asked} posts with a person, {_kills} nodes killed, the database away twice."))
            .AppendLine(Line($"Unknown outcomes settled: {store.Attempts.Count(attempt => attempt.Outcome == AttemptOutcome.SettledPublished)} as live, {store.Attempts.Count(attempt => attempt.Outcome == AttemptOutcome.SettledNotPublished)} as not."))
            .AppendLine()
            .AppendLine("| hour | memory of the node that lived all day | rows of all tables |").AppendLine("| --- | --- | --- |");
        foreach (var ((hour, bytes), (_, rows)) in _memory.Zip(_tables)) _report.AppendLine(Line($"| {hour} | {bytes >> 20} MiB | {rows.Values.Sum():N0} |"));
        _report.AppendLine().AppendLine("| table | hour 3 | hour 24 |").AppendLine("| --- | --- | --- |");
        foreach (var (table, rows) in _tables[^1].Rows.Where(item => item.Value > 0).OrderBy(item => item.Key, StringComparer.Ordinal))
            _report.AppendLine(Line($"| {table} | {_tables[0].Rows.GetValueOrDefault(table):N0} | {rows:N0} |"));
    }

    private async Task<IReadOnlyDictionary<string, long>> CountRowsAsync()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(Ct);
        var counts = new Dictionary<string, long>();
        foreach (var table in await connection.QueryAsync<string>("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
            counts[table] = await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM \"{table}\"");
        return counts;
    }

    private async Task UntilAsync(double hour)
    {
        var left = (hour - Hour) * _hour;
        if (left > TimeSpan.Zero) await Task.Delay(left, TimeProvider.System, Ct);
    }
}
