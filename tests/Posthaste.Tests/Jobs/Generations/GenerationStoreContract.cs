using Dapper;
using Npgsql;
using Posthaste.Jobs;
using Posthaste.Jobs.Generations;
using Posthaste.Jobs.Limits;
using Posthaste.Storage;
using Posthaste.Storage.Postgres;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs.Generations;

/// <summary>What the guard's store must do on both databases.</summary>
public abstract class GenerationStoreContract(TestDatabase database) : EngineStoreContract(database, TimeSpan.FromSeconds(15))
{
    private SqlGenerationStore Generations => new(Test.Database);

    [Fact]
    public async Task A_new_database_has_no_history_no_jobs_and_no_intents()
    {
        var facts = await ReadAsync();

        Assert.Null(facts.Current);
        Assert.False(facts.HasJobs);
        Assert.Null(facts.NewestIntent);
        Assert.Null(await Generations.ReadLastChangeAsync(Ct));
    }

    [Fact]
    public async Task A_generation_is_kept_as_it_began()
    {
        var place = (await ReadAsync()).Place;
        var first = First() with { Place = place };
        var second = First() with { Id = Guid.CreateVersion7(Now), Number = 2, KnownUntil = Now.AddHours(-1), Found = "a test says so", Place = place };

        Assert.True(await Generations.BeginAsync(first, Ct));
        Assert.True(await Generations.BeginAsync(second, Ct));

        Assert.Equal([first, second], (await ReadAsync()).History);
    }

    [Fact]
    public async Task Of_two_nodes_that_begin_one_only_the_first_does()
    {
        Assert.True(await Generations.BeginAsync(First(), Ct));

        Assert.False(await Generations.BeginAsync(First() with { Id = Guid.CreateVersion7(Now) }, Ct));

        Assert.Single((await ReadAsync()).History);
    }

    [Fact]
    public async Task It_is_seen_again_unless_an_older_copy_took_its_place()
    {
        var first = First();
        await Generations.BeginAsync(first, Ct);

        await Generations.SeenAsync(first, Now.AddSeconds(30), Ct);
        Assert.Equal(Now.AddSeconds(30), (await ReadAsync()).Current!.SeenAt);

        await Generations.SeenAsync(first with { SeenAt = Now.AddSeconds(40) }, Now.AddSeconds(50), Ct);
        Assert.Equal(Now.AddSeconds(30), (await ReadAsync()).Current!.SeenAt);
    }

    [Fact]
    public async Task It_names_the_newest_intent_and_knows_those_it_has()
    {
        var first = await PublishingAsync(Now);
        var newest = await PublishingAsync(Now.AddSeconds(1));
        var lost = Guid.CreateVersion7(Now.AddSeconds(2));

        var facts = await ReadAsync(first.Id, newest.Id, lost);

        Assert.True(facts.HasJobs);
        Assert.Equal((newest.Id, newest.IntentAt), facts.NewestIntent);
        Assert.Equal([first.Id, newest.Id], facts.Known.Order());
        Assert.Equal(Now.AddSeconds(1), await Generations.ReadLastChangeAsync(Ct));
    }

    [Fact]
    public async Task Only_other_nodes_that_are_alive_count()
    {
        await Lanes.HeartbeatAsync(Node with { Incarnation = Guid.CreateVersion7(Now) }, Now.AddSeconds(15), Ct);
        await Lanes.HeartbeatAsync(Node with { Incarnation = Guid.CreateVersion7(Now) }, Now, Ct);

        Assert.Equal(Test.Database.IsExclusive ? 0 : 1, (await ReadAsync()).OtherNodes);
    }

    [Fact]
    public async Task An_intent_for_a_call_of_another_life_needs_the_lease_and_no_open_one()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(Channel, Now));
        var running = Assert.Single(await Lanes.ClaimAsync(LaneKind.Publish, Node.Incarnation, Now, DateTimeOffset.UnixEpoch, 10, Ct));
        var intent = TestJob.IntentOf(job) with { Step = "restored", IntentAt = Now.AddHours(-2), DeadlineAt = Now };

        Assert.False(await Generations.OpenIntentAsync(running.Lease with { Epoch = 99 }, job, intent, Ct));
        Assert.False(await Generations.OpenIntentAsync(running.Lease, job with { Version = 9 }, intent, Ct));
        Assert.True(await Generations.OpenIntentAsync(running.Lease, job, intent, Ct));
        Assert.False(await Generations.OpenIntentAsync(running.Lease, job, intent with { Id = Guid.CreateVersion7(Now), Part = "comment" }, Ct));

        Assert.Equal(intent, await Lanes.FindLastIntentAsync(job.Id, "post", Ct));
    }

    [Fact]
    public async Task Addresses_are_those_of_the_channels_jobs()
    {
        await AddAsync(TestJob.ReadyToPublish(Channel, Now) with { State = JobState.Published, WakeAt = null, Permalink = "https://posts.example/1" });

        Assert.Equal(["https://posts.example/1"], await Generations.FindLinkedAsync(Channel, ["https://posts.example/1", "https://posts.example/2"], Ct));
        Assert.Empty(await Generations.FindLinkedAsync(Guid.CreateVersion7(Now), ["https://posts.example/1"], Ct));
    }

    private protected Task<GenerationFacts> ReadAsync(params Guid[] intents) => Generations.ReadAsync(intents, Node.Incarnation, Now, Ct);

    private static Generation First() => new() { Id = Guid.CreateVersion7(Now), Number = 1, BeganAt = Now, SeenAt = Now };

    private async Task<Intent> PublishingAsync(DateTimeOffset at)
    {
        var channel = Guid.CreateVersion7(at);
        await Jobs.AddLanesAsync(channel, 3, Ct);
        var job = await AddAsync(TestJob.ReadyToPublish(channel, Now));
        var running = (await Lanes.ClaimAsync(LaneKind.Publish, Node.Incarnation, at, DateTimeOffset.UnixEpoch, 10, Ct)).Single(claimed => claimed.Job.Id == job.Id);
        var intent = TestJob.IntentOf(job) with { Id = Guid.CreateVersion7(at), IntentAt = at, DeadlineAt = at.AddSeconds(30) };
        Assert.Equal(IntentGrant.Granted, await Lanes.OpenIntentAsync(running.Lease, running.Job, intent, PublishAllowance.Unlimited, at, Ct));
        return intent;
    }
}

public sealed class SqliteGenerationStoreTests() : GenerationStoreContract(new SqliteTestDatabase());

public sealed class PostgresGenerationStoreTests() : GenerationStoreContract(new PostgresTestDatabase())
{
    [Fact]
    public async Task A_database_is_told_from_its_copy_and_from_its_tables_made_anew()
    {
        var place = (await ReadAsync()).Place!;

        Assert.NotNull(place.System);
        Assert.Equal(8, place.Timeline!.Length);
        Assert.Equal(place, DatabasePlace.Read(place.ToString()));
        Assert.Equal(place, (await ReadAsync()).Place);

        await Test.Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync("CREATE TABLE copy AS SELECT * FROM generations; DROP TABLE generations; ALTER TABLE copy RENAME TO generations"), TestContext.Current.CancellationToken);
        Assert.Equal("its tables were made anew", (await ReadAsync()).Place!.DifferenceTo(place));
    }

    [Fact]
    public async Task What_a_server_keeps_from_its_user_is_left_out()
    {
        var ct = TestContext.Current.CancellationToken;
        var user = $"ph_{Guid.NewGuid():N}";
        await Test.Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            $"""
            CREATE USER {user}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {user};
            REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC; REVOKE EXECUTE ON FUNCTION pg_walfile_name(pg_lsn) FROM PUBLIC
            """), ct);
        var settings = new NpgsqlConnectionStringBuilder(((PostgresTestDatabase)Test).ConnectionString) { Username = user };
        try
        {
            await using var limited = new PostgresDatabase(settings.ToString());

            var place = (await limited.ReadPlaceAsync(ct))!;

            Assert.Equal((null, null), (place.System, place.Timeline));
            Assert.Null(place.DifferenceTo((await ReadAsync()).Place!));
        }
        finally
        {
            await Test.Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync($"DROP OWNED BY {user}; DROP USER {user}"), ct);
        }
    }
}
