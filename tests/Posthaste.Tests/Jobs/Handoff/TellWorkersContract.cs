using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Jobs.Handoff;
using Posthaste.Jobs.Telemetry;
using Posthaste.Storage;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs.Handoff;

/// <summary>R-JOB-8: what a scheduler tells workers of, when, and how often.</summary>
public abstract class TellWorkersContract(TestDatabase database) : EngineStoreContract(database, TimeSpan.FromSeconds(15))
{
    private readonly FakeTransport _transport = new();
    private readonly BrokerState _broker = new(NullLogger<BrokerState>.Instance);

    [Fact]
    public async Task A_lane_is_told_when_it_is_ready_once_and_again_where_nobody_took_it()
    {
        using var meter = new EngineMeter();
        var tell = await StartAsync(meter);
        var job = await AddAsync(TestJob.ReadyToPublish(Channel, Now.AddMilliseconds(500)));

        Assert.False(await tell.RoundAsync(Ct));
        Assert.True(_broker.Answers);
        Assert.Empty(_transport.Sent);
        Test.Time.Advance(TimeSpan.FromMilliseconds(500));
        await tell.RoundAsync(Ct);
        await tell.RoundAsync(Ct);

        var (queue, message) = Assert.Single(_transport.Sent);
        Assert.Equal(HandoffTopic.Publish, queue);
        Assert.Equal(new LaneHint(job.Lane, job.Id, 0), HintMessage.Read(message.Body, LaneKind.Publish));

        Test.Time.Advance(TimeSpan.FromSeconds(2));
        await tell.RoundAsync(Ct);
        Assert.Equal(2, _transport.Sent.Count);

        // Somebody has it now: nothing is left to tell.
        Assert.Single(await Lanes.ClaimHintedAsync(LaneKind.Publish, Node.Incarnation, Test.Time.GetUtcNow(), [new LaneHint(job.Lane, job.Id, 0)], Ct));
        Test.Time.Advance(TimeSpan.FromSeconds(2));
        await tell.RoundAsync(Ct);
        Assert.Equal(2, _transport.Sent.Count);
    }

    [Fact]
    public async Task What_the_broker_did_not_take_is_told_once_it_answers()
    {
        using var meter = new EngineMeter();
        var tell = await StartAsync(meter);
        await AddAsync(TestJob.ReadyToPublish(Channel, Now));
        _transport.Away = true;

        await Assert.ThrowsAsync<HandoffException>(() => tell.RoundAsync(Ct));
        _transport.Away = false;
        await tell.RoundAsync(Ct);

        Assert.Single(_transport.Sent);
    }

    [Fact]
    public async Task Lanes_of_the_other_kind_are_left_to_their_own_queue()
    {
        using var meter = new EngineMeter();
        var tell = await StartAsync(meter);
        await AddAsync(TestJob.Scheduled(Channel, Now));

        await tell.RoundAsync(Ct);

        Assert.Empty(_transport.Sent);
    }

    private async Task<TellWorkers> StartAsync(EngineMeter meter)
    {
        var (clock, options) = (new EngineClock(Test.Time), Options.Create(new JobsOptions()));
        var heart = new NodeHeart(new OwnClockStore(Lanes, Test.Time), clock, Test.Time, options, NullLogger<NodeHeart>.Instance);
        await heart.StartAsync(Ct);
        return new TellWorkers(
            LaneKind.Publish, new SqlDueLanes(Test.Database), Lanes, _transport, _broker, heart, clock, new WakeSignal(), meter, options, Test.Time, NullLogger<TellWorkers>.Instance);
    }

    /// <summary>The test's clock on both databases: PostgreSQL's own would run by itself.</summary>
    private sealed class OwnClockStore(ILaneStore lanes, TimeProvider time) : Posthaste.Tests.Jobs.Engine.StoreProxy(lanes, null!, null!)
    {
        protected override DateTimeOffset ReadClock() => time.GetUtcNow();

        protected override Task<T> CallAsync<T>(string method, object? about, Func<Task<T>> call) => call();
    }
}

public sealed class SqliteTellWorkersTests() : TellWorkersContract(new SqliteTestDatabase());

public sealed class PostgresTellWorkersTests() : TellWorkersContract(new PostgresTestDatabase());
