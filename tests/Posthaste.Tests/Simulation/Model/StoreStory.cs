using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Posthaste.Jobs;
using Posthaste.Tests.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Simulation.Model;

/// <summary>The same random operations on the model and on a real store, on channels and nodes of their own: each answer must be
/// the same, and in the end everything stored. At its end nothing is left to be claimed, so that the next story is no other
/// after this one than alone.</summary>
internal sealed partial class StoreStory
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() } };

    private readonly int _seed;
    private readonly TestStores _model;
    private readonly TestStores _real;
    private readonly Draws _draws;
    private readonly Guid[] _channels;
    private readonly Node[] _nodes;
    private readonly string _platform;
    private readonly List<Guid> _jobs = [];
    private readonly List<ClaimedJob> _runs = [];
    private readonly List<Lease> _leases = [];
    private readonly List<Intent> _intents = [];
    private readonly List<Attempt> _attempts = [];
    private readonly List<string> _done = [];

    /// <summary>A workspace that has no room left among those that are served first.</summary>
    private static readonly Guid Crowd = new("01900000-0000-7000-8000-0000000000c0");
    private DateTimeOffset _now = TestDatabase.Start;

    public StoreStory(int seed, TestStores model, TestStores real)
    {
        (_seed, _model, _real) = (seed, model, real);
        _draws = new Draws(seed);
        _platform = $"platform{seed}";
        _channels = [_draws.Id(_now), _draws.Id(_now)];
        _nodes = [.. Enumerable.Range(0, 3).Select(_ => new Node(_draws.Id(_now), "host", "1", _now))];
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Connects as many channels as are served first, without any jobs: once, before the first story.</summary>
    public static async Task FillCrowdAsync(params TestStores[] all)
    {
        for (byte i = 0; i < FairTurns.Room; i++)
        {
            var channel = new Guid(Crowd.ToByteArray(bigEndian: true).SkipLast(1).Append(i).ToArray(), bigEndian: true);
            foreach (var stores in all)
            {
                await stores.ConnectAsync(channel, "crowd", Crowd);
                await stores.Jobs.AddLanesAsync(channel, 0, Ct);
            }
        }
    }

    public async Task RunAsync(int operations)
    {
        foreach (var channel in _channels)
        {
            await SameAsync("connect", stores => stores.ConnectAsync(channel, _platform, channel == _channels[1] ? Crowd : null));
            await SameAsync("add lanes", stores => stores.Jobs.AddLanesAsync(channel, 2, Ct));
        }
        await SameAsync("join", stores => stores.Lanes.JoinAsync(_nodes[0], _now, _now.AddMinutes(10), Ct));
        for (var i = 0; i < 4; i++) await AddAsync();
        for (var i = 0; i < operations; i++)
        {
            if (_draws.Once(3)) _now = _now.AddMilliseconds(_draws.Once(30) ? _draws.Below(3_600_000) : _draws.Below(10_000));
            await StepAsync();
        }
        await SameAsync("records", RecordsAsync);
        await DrainAsync();
    }

    /// <summary>What is stored of this story's channels. Who lives is left out: it depends on the database's clock.</summary>
    private async Task<object?> RecordsAsync(TestStores stores)
    {
        var all = await stores.ReadAllAsync();
        return new
        {
            Jobs = all.Jobs.Where(job => _channels.Contains(job.ChannelId)),
            Intents = all.Intents.Where(intent => _channels.Contains(intent.ChannelId)),
            Attempts = all.Attempts.Where(attempt => _jobs.Contains(attempt.JobId)),
            Lanes = all.Lanes.Where(lane => _channels.Contains(lane.Key.ChannelId)),
        };
    }

    private async Task DrainAsync()
    {
        foreach (var jobId in _jobs)
        {
            await SameAsync("drain", async stores => await stores.Jobs.MoveAsync(jobId, found =>
                new Move.To(found.Job with { State = JobState.Cancelled, WakeAt = null }, new JobEvent("job.cancelled", "Ann")), _now, Ct));
        }
        foreach (var lease in _leases) await SameAsync("drain", stores => stores.Lanes.ReleaseAsync(lease, _now, Ct));
        foreach (var node in _nodes) await SameAsync("drain", stores => stores.Lanes.LeaveAsync(node.Incarnation, Ct));
    }

    private Task SameAsync(string what, Func<TestStores, Task> operation) => SameAsync<object?>(what, async stores =>
    {
        await operation(stores);
        return null;
    });

    private async Task SameAsync<T>(string what, Func<TestStores, Task<T>> operation) => await AnswerAsync(what, operation);

    /// <summary>Does it on both.</summary>
    /// <returns>The answer; null where the store refused.</returns>
    private async Task<T?> AnswerAsync<T>(string what, Func<TestStores, Task<T>> operation)
    {
        _done.Add($"{_done.Count + 1}. {_now:HH:mm:ss.fffffff} {what}");
        var (expected, model) = await TryAsync(operation, _model);
        var (_, real) = await TryAsync(operation, _real);
        if (model != real)
        {
            Assert.Fail($"Seed {_seed}, operation {_done.Count}: the stores differ.\n{string.Join('\n', _done)}\n{Difference(model, real)}");
        }
        return expected;
    }

    private static async Task<(T? Answer, string Text)> TryAsync<T>(Func<TestStores, Task<T>> operation, TestStores stores)
    {
        try
        {
            var answer = await operation(stores);
            return (answer, answer is null ? "nothing" : JsonSerializer.Serialize(answer, answer.GetType(), Json));
        }
        catch (DbException)
        {
            return (default, "refused by the store");
        }
    }

    private static string Difference(string model, string real)
    {
        var same = model.Zip(real).TakeWhile(pair => pair.First == pair.Second).Count();
        var from = Math.Max(0, same - 200);
        return $"model: …{Cut(model)}\nreal:  …{Cut(real)}";

        string Cut(string text) => text[Math.Min(from, text.Length)..Math.Min(same + 300, text.Length)];
    }
}
