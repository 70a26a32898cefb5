using Posthaste.Tests.Invariants;
using Posthaste.Tests.Jobs;

namespace Posthaste.Tests.Simulation;

/// <summary>One simulated world: a few server processes with the real engine, one store, one network, some people, and the weather
/// that its seed makes. Everything in it happens on one thread, in an order that the seed decides.</summary>
internal sealed class World : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 7, 29, 10, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<Guid, string> _names = [];
    private readonly List<SimNode> _nodes = [];
    private readonly Chance _ids;
    private readonly Chance _life;
    private readonly List<string>? _trace;
    private int _born;

    /// <param name="seed">Decides everything.</param>
    /// <param name="stores">Null for the model.</param>
    /// <param name="trace">Gets a line for everything that happens; null for none.</param>
    public World(ulong seed, TestStores? stores = null, List<string>? trace = null)
    {
        (Seed, _trace) = (seed, trace);
        (_ids, _life) = (ChanceFor("ids"), ChanceFor("life"));
        Weather = new Weather(seed);
        Stores = stores ?? new Model.ModelStores(Weather.IsExclusive, Time);
        Processes = new Processes(ChanceFor("order"));
        Leases = new LeaseNotes(this);
        Accounts = new SimAccounts(this);
        Checks = new SimChecks(this);
        Routes = new SimRoutes(this);
        Platform = new SimPlatform(this);
        NewId.Source = MakeId;
    }

    public ulong Seed { get; }

    public VirtualTime Time { get; } = new(Start);

    public Weather Weather { get; }

    public TestStores Stores { get; }

    public Processes Processes { get; }

    public LeaseNotes Leases { get; }

    public SimContents Contents { get; } = new();

    public SimAccounts Accounts { get; }

    public SimChecks Checks { get; }

    public SimRoutes Routes { get; }

    public SimPlatform Platform { get; }

    public Counters Counters { get; } = new();

    public List<Order> Orders { get; } = [];

    /// <summary>Every intent that was committed.</summary>
    public List<(Guid Job, string Part, int Number)> Intents { get; } = [];

    /// <summary>The engine's log lines.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>What went wrong in the world itself.</summary>
    public List<string> Broken { get; } = [];

    public IReadOnlyList<SimNode> Nodes => _nodes;

    /// <summary>Things go wrong.</summary>
    public bool IsStormy { get; set; }

    public TimeSpan StatusLag => Weather.StatusLag;

    public TimeSpan ListLag => Weather.ListLag;

    /// <summary>Grows whenever something may have been stored.</summary>
    public long Changes { get; set; }

    /// <summary>The most that a node's time was ever behind the database's.</summary>
    public TimeSpan NodeLag { get; private set; }

    /// <summary>The most that it was ever ahead; in the whole milliseconds that are stored.</summary>
    public TimeSpan NodeLead { get; private set; }

    public bool IsTracing => _trace is not null;

    /// <summary>The process that runs right now; null where the world does.</summary>
    public SimNode? Current => _nodes.FirstOrDefault(node => node.IsRunningNow);

    public Chance ChanceFor(string stream) => Chance.For(Seed, stream);

    public void Count(string what, double count = 1) => Counters.Add(what, count);

    public void NoteLag(TimeSpan lag)
    {
        if (lag > NodeLag) NodeLag = lag;
        if (-lag > NodeLead) NodeLead = TimeSpan.FromMilliseconds(Math.Ceiling(-lag.TotalMilliseconds));
    }

    public void Say(string line) => _trace?.Add($"{Time.Now:dd HH:mm:ss.fff} {line}");

    public void Break(string sentence)
    {
        Say(sentence);
        Broken.Add(sentence);
    }

    public string NameOf(Guid id) => _names.TryGetValue(id, out var name) ? name : id.ToString("N")[^6..];

    public void Name(Guid id, string name) => _names[id] = name;

    public Guid? JobOf(Guid post, Guid channel) => Jobs.TryGetValue((post, channel), out var job) ? job : null;

    /// <summary>What was scheduled.</summary>
    public Dictionary<(Guid Post, Guid Channel), Guid> Jobs { get; } = [];

    public SimNode StartNode()
    {
        if (Weather.IsExclusive && _nodes.Any(other => !other.IsDead)) throw new InvalidOperationException("Another process has this world's store, and no second one may start.");
        var node = new SimNode(this, $"n{++_born}");
        _nodes.Add(node);
        Name(node.Incarnation, node.Name);
        return node;
    }

    /// <summary>A process has ended: somebody starts another one in its place.</summary>
    public void Ended()
    {
        Time.In(_life.Is(0.6) ? _life.Time(0.2, 5) : _life.Time(5, 400), () =>
        {
            if (_nodes.Count(node => !node.IsDead) < Weather.Nodes) StartNode();
        });
    }

    /// <summary>Makes a store call to its end: what is asked of a database takes no time of this world by itself.</summary>
    public static T Commit<T>(Func<Task<T>> call)
    {
        var process = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return call().GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(process);
        }
    }

    public StoreRecords Read() => Commit(Stores.ReadAllAsync) with { At = Time.Now, Nodes = [.. _nodes.Where(node => node.Lives).Select(node => node.Incarnation)] };

    public Guid MakeId(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, _ids.Next());
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _ids.Next());
        var milliseconds = at.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (8 * (5 - i)));
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    public void Dispose()
    {
        foreach (var node in _nodes) node.Dispose();
        NewId.Source = null;
    }
}
