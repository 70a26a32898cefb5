using System.Globalization;
using System.Text.Json;

namespace Posthaste.Bench.Compare;

/// <summary>A queue in one of its settings.</summary>
/// <param name="Name">For tables.</param>
/// <param name="Guarantees">What it promises in this setting: whoever compares speeds must know.</param>
/// <param name="Command">Programme and arguments of one run.</param>
internal sealed record Contender(string Name, string Guarantees, Func<Site, Workload, IReadOnlyList<string>> Command)
{
    private const string Ours = "one call of a channel at a time, fenced, an intent committed before the call, every attempt kept";

    public static readonly Contender Postgres = new("Posthaste, PostgreSQL", Ours, (site, work) => Engine(site, work, ["--postgres", site.Postgres]));

    public static readonly Contender Sqlite = new("Posthaste, SQLite", Ours, (site, work) => Engine(site, work, []));

    public static readonly Contender GraphileFast = new("Graphile Worker, batched", "at least once; no intent, no order within an account, rows deleted", (site, work) => Peer(site, work, "graphile", new { fast = true }));

    public static readonly Contender Graphile = new("Graphile Worker, defaults", "at least once; no intent, no order within an account, rows deleted", (site, work) => Peer(site, work, "graphile", new { }));

    public static readonly Contender GraphileStrict = new("Graphile Worker, a queue for each account", "one job of an account at a time; no intent, rows deleted", (site, work) => Peer(site, work, "graphile", new { strict = true }));

    public static readonly Contender GraphileStrictFast = new("Graphile Worker, batched, a queue for each account", "one job of an account at a time; no intent, rows deleted", (site, work) => Peer(site, work, "graphile", new { strict = true, fast = true }));

    public static readonly Contender BullMq = new("BullMQ, appendfsync always", "at least once; no intent, no order within an account, jobs deleted", (site, work) => Peer(site, work, "bullmq", new { }));

    public static readonly Contender BullMqFast = new("BullMQ, appendfsync everysec", "as before, and a power cut loses the last second", (site, work) => Peer(site, work, "bullmq", new { fast = true }));

    public static readonly Contender PgBossFast = new("pg-boss, batches of 50", "at least once; no intent, no order within an account", (site, work) => Peer(site, work, "pgboss", new { fast = true }));

    public static readonly Contender PgBoss = new("pg-boss, defaults", "at least once; no intent, no order within an account", (site, work) => Peer(site, work, "pgboss", new { }));

    public static readonly Contender PgBossStrict = new("pg-boss, batches of 50, groupConcurrency 1", "best effort: several jobs of an account at once are seen", (site, work) => Peer(site, work, "pgboss", new { fast = true, strict = true }));

    public static readonly Contender Loop = new("a loop without a store", "none: the ceiling of stub and HTTP client", (site, work) =>
        ["dotnet", site.Bench, "loop", "--stub", site.Stub.ToString(), "--jobs", Text(work.Jobs), "--concurrency", Text(work.Concurrency)]);

    private static List<string> Engine(Site site, Workload work, IEnumerable<string> store)
    {
        List<string> command =
        [
            "dotnet", site.Bench, "engine", .. store, "--stub", site.Stub.ToString(), "--jobs", Text(work.Jobs), "--channels", Text(work.Channels),
            "--concurrency", Text(work.Concurrency), "--rate", Text(work.Rate), "--ahead", Text(work.Ahead), "--backlog", Text(work.Backlog), "--paused", Text(work.Paused), "--nodes", Text(work.Nodes), "--warm", Text(work.Warm),
        ];
        if (work.Whole) command.Add("--whole");
        if (work.PinSeconds is { } pin) command.AddRange(["--pin", Text(pin)]);
        return command;
    }

    private static List<string> Peer(Site site, Workload work, string script, object setting)
    {
        var plan = JsonSerializer.SerializeToNode(new
        {
            stub = site.Stub,
            jobs = work.Jobs,
            channels = work.Channels,
            concurrency = work.Concurrency,
            whole = work.Whole,
            rate = work.Rate,
            ahead = work.Ahead,
            warm = work.Warm,
            backlog = work.Backlog,
            seconds = work.Seconds,
            redisPort = site.RedisPort,
            postgres = site.PostgresUrl,
        })!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(setting)!.AsObject()) plan[name] = value!.DeepClone();
        return [site.Node, Path.Combine(site.Peers, script + ".js"), plan.ToJsonString()];
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
