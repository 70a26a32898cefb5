using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Storage;
using Posthaste.Tests.Jobs;

namespace Posthaste.Tests.Storage;

/// <summary>R-OPS-1: what follows the event log reads on both databases, and that every way of writing an event says so.</summary>
public abstract class EventTailContract(TestDatabase database) : EngineStoreContract(database, TimeSpan.FromMinutes(5))
{
    private SqlEventTail Tail => new(Test.Database);

    [Fact]
    public async Task The_tail_has_the_events_of_all_workspaces_from_a_time_on_by_id()
    {
        await AppendAsync(Now.AddSeconds(-1));
        var (second, third) = (await AppendAsync(Now.AddSeconds(1)), await AppendAsync(Now.AddSeconds(2)));

        var found = await Tail.ReadAsync(Now, after: null, max: 10, Ct);

        Assert.Equal([new EventNotice(second.Id, second.WorkspaceId, second.Kind, second.SubjectId), new EventNotice(third.Id, third.WorkspaceId, third.Kind, third.SubjectId)], found);
        Assert.Equal(third.Id, Assert.Single(await Tail.ReadAsync(Now, second.Id, 10, Ct)).Id);
        Assert.Equal(second.Id, Assert.Single(await Tail.ReadAsync(Now, after: null, max: 1, Ct)).Id);
    }

    [Fact]
    public async Task A_jobs_post_is_found()
    {
        var job = await AddAsync(TestJob.Scheduled(Channel, Now));

        Assert.Equal(new KeyValuePair<Guid, Guid>(job.Id, job.PostId), Assert.Single(await Tail.FindPostsAsync([job.Id, Guid.CreateVersion7(Now)], Ct)));
    }

    [Fact]
    public async Task An_event_of_a_person_rings_once_it_is_committed()
    {
        var rung = Test.Database.Events.NextHere;

        await Test.Database.RunAsync(async () =>
        {
            await AppendAsync(Now);
            Assert.False(rung.IsCompleted);
            return 0;
        }, Ct);

        Assert.True(rung.IsCompleted);
    }

    [Fact]
    public async Task An_event_that_was_rolled_back_does_not_ring()
    {
        var rung = Test.Database.Events.NextHere;

        await Assert.ThrowsAsync<InvalidOperationException>(() => Test.Database.RunAsync<int>(async () =>
        {
            await AppendAsync(Now);
            throw new InvalidOperationException("the change failed");
        }, Ct));

        Assert.False(rung.IsCompleted);
    }

    [Fact]
    public async Task Every_write_of_the_engine_with_an_event_in_it_rings()
    {
        var rung = Test.Database.Events.NextHere;
        var job = await AddAsync(TestJob.ReadyToPublish(Channel, Now));
        await RangAsync("adding");

        await Jobs.MoveAsync(job.Id, snapshot => new Move.To(snapshot.Job, new JobEvent("job.revised", "Ann")), Now, Ct);
        await RangAsync("moving");

        var claimed = Assert.Single(await Lanes.ClaimAsync(LaneKind.Publish, Node.Incarnation, Now, DateTimeOffset.UnixEpoch, 10, Ct));
        Assert.False(rung.IsCompleted, "a claim has no event");
        Assert.Equal(IntentGrant.Granted, await Lanes.OpenIntentAsync(claimed.Lease, claimed.Job, TestJob.IntentOf(claimed.Job), PublishAllowance.Unlimited, Now, Ct));
        await RangAsync("an intent");

        Assert.True(await Lanes.SaveProgressAsync(claimed.Lease, claimed.Job, new JobEvent("job.part_published", "engine"), null, Now, Ct));
        await RangAsync("progress");

        Assert.True(await Lanes.FinishAsync(claimed.Lease, new RunEnd { Job = claimed.Job, Event = new JobEvent("job.published", "engine") }, Now, Ct));
        await RangAsync("the end of a run");

        async Task RangAsync(string what)
        {
            // PostgreSQL's group commit answers from a thread of its own; the ring follows at once.
            await rung.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Ct);
            Assert.True(rung.IsCompleted, what);
            rung = Test.Database.Events.NextHere;
        }
    }

    [Fact]
    public async Task A_rescue_rings()
    {
        await AddAsync(TestJob.ReadyToPublish(Channel, Now));
        Assert.Single(await Lanes.ClaimAsync(LaneKind.Publish, Node.Incarnation, Now, DateTimeOffset.UnixEpoch, 10, Ct));
        await Lanes.LeaveAsync(Node.Incarnation, Ct);
        var rung = Test.Database.Events.NextHere;

        Assert.Equal(1, await Lanes.RescueAsync(Now, 10, claimed => new RunEnd { Job = claimed.Job, Event = new JobEvent("job.retrying", "engine") }, Ct));

        Assert.True(rung.IsCompleted);
    }

    private async Task<Event> AppendAsync(DateTimeOffset at)
    {
        var @event = new Event
        {
            Id = Guid.CreateVersion7(at),
            WorkspaceId = Guid.CreateVersion7(at),
            Kind = "post.created",
            SubjectId = Guid.CreateVersion7(at),
            At = at,
            Actor = "Ann",
        };
        await new SqlEventLog(Test.Database).AppendAsync(@event, Ct);
        return @event;
    }
}

public sealed class SqliteEventTailTests() : EventTailContract(new SqliteTestDatabase());

public sealed class PostgresEventTailTests() : EventTailContract(new PostgresTestDatabase())
{
    [Fact]
    public async Task An_event_of_a_transaction_that_ends_after_a_younger_one_is_told()
    {
        var database = Test.Database;
        var feed = new EventFeed(
            new SqlEventTail(database), database.Events, Microsoft.Extensions.Options.Options.Create(new EventsOptions { PollInterval = TimeSpan.FromMilliseconds(50) }),
            TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<EventFeed>.Instance);
        var told = System.Threading.Channels.Channel.CreateUnbounded<FeedNews>();
        using var listening = feed.Listen(news => told.Writer.TryWrite(news));
        await feed.StartAsync(Ct);
        Assert.IsType<FeedNews.Gap>(await told.Reader.ReadAsync(Ct));
        var (log, now) = (new SqlEventLog(database), await database.ReadClockAsync(Ct));

        var old = Happened(now);
        await database.RunAsync(async () =>
        {
            await log.AppendAsync(old, Ct);
            // On a connection of its own: this flow's is the transaction's.
            var (ct, other) = (Ct, Task.CompletedTask);
            using (ExecutionContext.SuppressFlow()) other = Task.Run(() => log.AppendAsync(Happened(now.AddSeconds(1)), ct), ct);
            await other;
            Assert.DoesNotContain(old.Id, Assert.IsType<FeedNews.Happened>(await told.Reader.ReadAsync(Ct)).Notices.Select(notice => notice.Id));
            return 0;
        }, Ct);

        Assert.Equal(old.Id, Assert.Single(Assert.IsType<FeedNews.Happened>(await told.Reader.ReadAsync(Ct)).Notices).Id);
        await feed.StopAsync(CancellationToken.None);
        feed.Dispose();

        static Event Happened(DateTimeOffset at) => new()
        {
            Id = Guid.CreateVersion7(at),
            WorkspaceId = Guid.CreateVersion7(at),
            Kind = "post.created",
            SubjectId = Guid.CreateVersion7(at),
            At = at,
            Actor = "Ann",
        };
    }
}
