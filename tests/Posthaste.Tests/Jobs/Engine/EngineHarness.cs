using Dapper;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Storage;
using Posthaste.Tests.Invariants;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>The real engine over a real database, with a clock that a test moves and a network that does what a test says.
/// <see cref="RunFor"/> lets time pass; whatever the engine would do meanwhile has been done when it returns.</summary>
internal sealed class EngineHarness : IPlatforms, IAsyncDisposable
{
    /// <summary>No two claims and no two lives fall into the same one: the order of what they leave behind stays visible.</summary>
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    private readonly TestDatabase _database;
    private readonly List<EngineNode> _nodes = [];
    private readonly WakeSignal _signal = new();
    private readonly List<Order> _orders = [];
    private long _changes;
    private long _readAt = -1;
    private long? _nextReady;
    private DateTimeOffset _restoredAt;
    private readonly EngineClock _apiClock;

    private EngineHarness(TestDatabase database, JobsOptions options)
    {
        _database = database;
        Options = options;
        Platform = new ModelPlatform(Time) { BeforePublish = HasIntent };
        Accounts = new FakeAccounts(this);
        Preflight.Harness = this;
        _apiClock = new EngineClock(Time);
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ManualTime Time => _database.Time;
    public DateTimeOffset Now => Time.GetUtcNow();
    public JobsOptions Options { get; }
    public OneThread Thread { get; } = new();
    public ModelPlatform Platform { get; }
    public FakeContents Contents { get; } = new();
    public FakeAccounts Accounts { get; }
    public FakePreflight Preflight { get; } = new();
    public FakeRoutes Routes { get; } = new();
    public IJobStore Jobs { get; private set; } = null!;

    /// <summary>Where the nodes keep what does not belong into the database.</summary>
    public string DataFolder { get; } = Directory.CreateTempSubdirectory("posthaste-engine-").FullName;

    public Database Database => _database.Database;

    /// <summary>The newest node.</summary>
    public EngineNode Node => _nodes[^1];

    /// <summary>The channel that jobs are on unless a test says otherwise.</summary>
    public Guid Channel { get; private set; }

    public IReadOnlyList<IPlatform> All => [Platform];

    public IPlatform? Find(string name) => name == Platform.Name && !PlatformGone ? Platform : null;

    /// <summary>The server no longer knows the network.</summary>
    public bool PlatformGone { get; set; }

    /// <param name="database">Null for SQLite.</param>
    /// <param name="options">Null for the defaults.</param>
    public static async Task<EngineHarness> StartAsync(TestDatabase? database = null, JobsOptions? options = null)
    {
        var harness = new EngineHarness(database ?? new SqliteTestDatabase(), options ?? new JobsOptions());
        await harness._database.StartAsync();
        harness.Jobs = new SqlJobStore(harness.Database);
        await StateLog.WatchAsync(harness.Database);
        harness.Channel = await harness.AddChannelAsync();
        harness.StartNode();
        return harness;
    }

    public async Task<Guid> AddChannelAsync()
    {
        var channel = Guid.CreateVersion7(Now);
        await Jobs.AddLanesAsync(channel, Options.PrepareSlots, Ct);
        Accounts.Connect(channel, "first token");
        return channel;
    }

    public EngineNode StartNode()
    {
        Pass(Instant);
        // The system takes back what a dead process held.
        foreach (var dead in _nodes.Where(node => node.Store.Dead)) dead.Guard.Dispose();
        var node = new EngineNode(this, Database);
        _nodes.Add(node);
        node.Join();
        return node;
    }

    /// <summary>Ends the newest node as kill -9 would, whatever it is doing.</summary>
    public void Crash() => Node.Store.Die();

    /// <summary>Ends the newest node and starts the next one at once.</summary>
    public EngineNode Restart()
    {
        Crash();
        return StartNode();
    }

    /// <summary>Makes a copy of the database while the engine runs.</summary>
    public Task BackUpAsync() => ((SqliteTestDatabase)_database).BackUpAsync();

    /// <summary>Every process ends, the copy takes the place of the database, and a server starts on it.</summary>
    public async Task<EngineNode> RestoreAsync()
    {
        foreach (var node in _nodes) node.Store.Die();
        await ((SqliteTestDatabase)_database).RestoreAsync();
        Jobs = new SqlJobStore(Database);
        _changes++;
        _restoredAt = Now;
        return StartNode();
    }

    /// <summary>A post with this caption is scheduled; pictures are prepared three minutes ahead.</summary>
    public async Task<Job> ScheduleAsync(string caption, TimeSpan dueIn, Guid? channel = null, LateAction late = LateAction.Attention, TimeSpan? window = null)
    {
        var postId = Guid.CreateVersion7(Now);
        Contents.Write(postId, caption);
        return await ScheduleAsync(postId, dueIn, channel, late, window) is MoveResult.Moved moved ? moved.Job : throw new InvalidOperationException();
    }

    public async Task<MoveResult> ScheduleAsync(Guid postId, TimeSpan dueIn, Guid? channel = null, LateAction late = LateAction.Attention, TimeSpan? window = null)
    {
        _changes++;
        return Note(await new ScheduleJob(Jobs, Database, _apiClock, _signal, Microsoft.Extensions.Options.Options.Create(Options)).RunAsync(new NewJob
        {
            WorkspaceId = Channel,
            PostId = postId,
            ChannelId = channel ?? Channel,
            Platform = Platform.Name,
            DueAt = Now + dueIn,
            LateWindow = window ?? Options.LateWindow,
            LateAction = late,
            Lead = Options.LeadTime,
            ApprovedHash = FakeContents.HashOf(Contents.CaptionOf(postId)),
        }, "Ann", Ct));
    }

    /// <summary>The person says what is to be seen in the account.</summary>
    public Task<MoveResult> ResolveAsync(Job job, bool isLive, string? permalink = null) =>
        ChangeAsync(job, isLive ? new JobChange.ResolvePublished(permalink is null ? null : new Uri(permalink)) : new JobChange.ResolveNotPublished());

    public async Task<MoveResult> ChangeAsync(Job job, JobChange change)
    {
        _changes++;
        return Note(await new ChangeJob(Jobs, Database, _apiClock, _signal, Microsoft.Extensions.Options.Options.Create(Options)).RunAsync(job.Id, change, "Ann", Ct));
    }

    /// <summary>What a person says of a card, or how it fares.</summary>
    public async Task<MoveResult> ChangeAsync(Job job, HandoverChange change)
    {
        _changes++;
        return Note(await new ChangeHandover(Jobs, Database, _apiClock, _signal, Microsoft.Extensions.Options.Options.Create(Options)).RunAsync(job.Id, change, "Ann", Ct));
    }

    /// <summary>The ids of the job's hand-overs, in order, and as what each ended; null for one that is open.</summary>
    public async Task<IReadOnlyList<(Guid Id, string? Outcome)>> HandoversAsync(Job job) => [.. await Database.ReadAsync(connection =>
        connection.QueryAsync<(Guid Id, string? Outcome)>("SELECT id, outcome FROM handovers WHERE job_id = @Id ORDER BY id", new { job.Id }), Ct)];

    /// <summary>The person changes the caption, and it is approved.</summary>
    public async Task<MoveResult> EditAsync(Job job, string caption)
    {
        var result = await ChangeAsync(job, new JobChange.Revise(FakeContents.HashOf(caption), Options.LeadTime));
        if (result is MoveResult.Moved) Contents.Write(job.PostId, caption);
        return result;
    }

    public Task SetGateAsync(Gate gate, Guid? channel = null)
    {
        _changes++;
        return Jobs.SetGateAsync(channel ?? Channel, gate, Now, Ct);
    }

    public async Task<Job> ReadAsync(Job job) => (await Jobs.FindAsync(job.Id, Ct))!;

    public Task<IReadOnlyList<Attempt>> AttemptsAsync(Job job) => Jobs.ListAttemptsAsync(job.Id, Ct);

    /// <summary>The attempts' rows as words, in order, those that used one up marked with a plus.</summary>
    public async Task<string> HistoryAsync(Job job) =>
        string.Join(' ', (await AttemptsAsync(job)).Select(row => Words.Of(row.Outcome) + (row.Counted ? "+" : "")));

    /// <summary>The kinds of what happened to the job, in order.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(Job job) =>
        [.. (await new SqlEventLog(Database).ListAsync(Channel, job.Id, Ct)).Select(happened => happened.Kind)];

    public void RunFor(TimeSpan time) => RunTo(Now + time);

    /// <summary>Turns the clock forward, and the engine's loops with it.</summary>
    public void RunTo(DateTimeOffset end) => Run(end, () => false);

    /// <summary>Runs until it is true, an hour at the most.</summary>
    public void RunUntil(Func<bool> wanted)
    {
        Run(Now + TimeSpan.FromHours(1), wanted);
        Assert.True(wanted(), "It never came.");
    }

    private void Run(DateTimeOffset end, Func<bool> enough)
    {
        while (!enough())
        {
            foreach (var node in _nodes) node.Tick();
            if (NextReady() <= Now && Enum.GetValues<LaneKind>().Any(kind => _nodes.Sum(node => node.Claim(kind)) > 0))
            {
                Pass(Instant);
                continue;
            }
            if (Now >= end) return;
            var next = Next(end);
            Pass((next < end ? next : end) - Now);
        }
    }

    /// <summary>What must hold at the end of every story.</summary>
    public async Task CheckAsync()
    {
        var store = (await SqlRecords.ReadAsync(Database, Ct)) with { At = Now };
        var world = Platform.Ledger(store.Jobs, Contents);
        // What was done before a restore is not in the records any more, and jobs may have been others then. What went live is live.
        if (_restoredAt != default)
        {
            world = world with
            {
                Posts = [.. world.Posts.Select(post => post.At < _restoredAt ? post with { ContentHash = null } : post)],
                Calls = [.. world.Calls.Where(call => call.BegunAt >= _restoredAt)],
                Containers = [.. world.Containers.Where(made => made.MadeAt >= _restoredAt)],
            };
        }
        InvariantCheck.Holds(new Sighting(store, world)
        {
            AtRest = store.Jobs.All(job => job.IsOver || job is { State: JobState.NeedsAttention, WakeAt: null }) && store.Lanes.All(lane => lane.Owner is null),
            PublishTimeout = Options.PublishTimeout,
            Orders = _restoredAt == default ? _orders : [],
            Moves = await StateLog.ReadAsync(Database),
            Secrets = ["first token"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) node.Dispose();
        await _database.DisposeAsync();
        Directory.Delete(DataFolder, recursive: true);
        Thread.Dispose();
    }

    /// <summary>What the person was told counts from now on.</summary>
    private MoveResult Note(MoveResult result)
    {
        if (result is MoveResult.Moved { Job: var job })
            _orders.Add(new Order(job.Id, Now, job.DueAt, job.LateAt, job.ApprovedHash, job.State is JobState.Cancelled));
        return result;
    }

    private void Pass(TimeSpan time)
    {
        Time.Advance(time);
        Thread.Settle();
    }

    /// <summary>When something may happen next: a run looks at the clock, or a lane becomes ready.</summary>
    private DateTimeOffset Next(DateTimeOffset end)
    {
        if (_nodes.Any(node => node is { Store.Dead: false, IsRunning: true })) return Now + Instant;
        if (!_nodes.Any(node => node.Works)) return end;
        // What is ready and was not taken waits for a node to trust itself again, or for a rescue.
        var ready = NextReady() ?? end;
        var soon = Now + TimeSpan.FromMilliseconds(500);
        return ready > Now && !Stranded() ? ready : soon;
    }

    /// <summary>Somebody dead holds a lane, or a node that does not work does.</summary>
    private bool Stranded() => _nodes.Count > 1 && Read("SELECT COUNT(*) FROM lanes WHERE owner IS NOT NULL") > 0;

    private DateTimeOffset? NextReady()
    {
        var changes = _nodes.Sum(node => node.Store.Calls) + _changes;
        if (changes != _readAt) _nextReady = Read("SELECT MIN(ready_at) FROM lanes WHERE ready_at IS NOT NULL");
        _readAt = changes;
        return _nextReady is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    private long? Read(string sql) => Thread.Run(() => Thread.OutsideAsync(() => Database.ReadAsync(connection => connection.ExecuteScalarAsync<long?>(sql), Ct)));

    /// <summary>No publish call without a committed intent for the very container.</summary>
    private bool HasIntent(StepCall call) => Task.Run(() => Database.ReadAsync(connection => connection.ExecuteScalarAsync<int>(
        "SELECT COUNT(*) FROM publish_intents WHERE outcome IS NULL AND checkpoint = @Checkpoint AND channel_id = @Channel",
        new { call.Checkpoint, Channel = call.Account.ChannelId }), CancellationToken.None)).GetAwaiter().GetResult() == 1;
}
