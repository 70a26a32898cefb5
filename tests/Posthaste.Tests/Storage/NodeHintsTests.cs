using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Jobs;
using Posthaste.Storage;
using Posthaste.Storage.Postgres;

namespace Posthaste.Tests.Storage;

/// <summary>What nodes on one database tell each other.</summary>
public sealed class NodeHintsTests : IAsyncLifetime
{
    private readonly PostgresTestDatabase _test = new();
    private HintedNode _one = null!;
    private HintedNode _other = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _test.StartAsync();
        (_one, _other) = (await HintedNode.StartAsync(_test.ConnectionString), await HintedNode.StartAsync(_test.ConnectionString));
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Fact]
    public async Task What_one_node_committed_the_other_hears_and_does_not_tell_on()
    {
        var (heard, told) = (_other.Database.Events.Next, _other.Database.Events.NextHere);
        var asked = _other.Workers.NextAsked;

        await UntilAsync(heard, _one.Database.Events.Ring);

        Assert.False(told.IsCompleted);
        Assert.False(asked.IsCompleted);
    }

    [Fact]
    public async Task A_job_that_one_node_has_work_for_wakes_the_workers_of_the_other()
    {
        var (prepares, publishes) = (_other.Workers.Next(LaneKind.Prepare), _other.Workers.Next(LaneKind.Publish));
        var asked = _other.Workers.NextAsked;

        await UntilAsync(Task.WhenAll(prepares, publishes), _one.Workers.Wake);

        Assert.False(asked.IsCompleted);
    }

    /// <summary>A hint that is given before the other node listens is lost, as hints are.</summary>
    private static async Task UntilAsync(Task heard, Action give)
    {
        while (!heard.IsCompleted)
        {
            give();
            await Task.WhenAny(heard, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct));
            Ct.ThrowIfCancellationRequested();
        }
    }

    private sealed class HintedNode(PostgresDatabase database, WakeSignal workers, NodeHints hints) : IAsyncDisposable
    {
        public PostgresDatabase Database => database;

        public WakeSignal Workers => workers;

        public static async Task<HintedNode> StartAsync(string connectionString)
        {
            var (database, workers) = (new PostgresDatabase(connectionString), new WakeSignal());
            var hints = new NodeHints(database, database.Events, workers, TimeProvider.System, NullLogger<NodeHints>.Instance);
            await hints.StartAsync(Ct);
            return new HintedNode(database, workers, hints);
        }

        public async ValueTask DisposeAsync()
        {
            await hints.StopAsync(CancellationToken.None);
            hints.Dispose();
            await database.DisposeAsync();
        }
    }
}
