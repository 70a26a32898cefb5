using Dapper;
using Posthaste.Channels;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Storage;
using Posthaste.Tests.Jobs;

namespace Posthaste.Tests.Storage;

/// <summary>What searching the activity must do on both databases.</summary>
public abstract class EventSearchContract(TestDatabase database) : StoreContract(database)
{
    private static readonly EventQuery Everything = new() { WorkspaceId = WorkspaceId, Limit = 100 };

    private SqlEventLog Log => new(Database);

    [Fact]
    public async Task The_newest_comes_first_and_pages_follow_each_other_without_a_gap()
    {
        var all = new List<Event>();
        foreach (var n in Enumerable.Range(0, 7)) all.Add(await AppendAsync("post.created", Start.AddMilliseconds(n)));

        var first = await Log.SearchAsync(Everything with { Limit = 4 }, Ct);
        var second = await Log.SearchAsync(Everything with { Limit = 4, After = first[^1].Event.Id }, Ct);

        Assert.Equal(all.AsEnumerable().Reverse(), first.Concat(second).Select(placed => placed.Event));
    }

    [Fact]
    public async Task Each_filter_leaves_out_the_others()
    {
        var wanted = await AppendAsync("post.approved", Start.AddMinutes(10), actor: "Ann");
        await AppendAsync("post.approved", Start.AddMinutes(10), actor: "Bob");
        await AppendAsync("post.created", Start.AddMinutes(10), actor: "Ann");
        await AppendAsync("post.approved", Start, actor: "Ann");
        await AppendAsync("post.approved", Start.AddMinutes(20), actor: "Ann");
        await AppendAsync("post.approved", Start.AddMinutes(10), actor: "Ann", workspace: NewId());

        var query = Everything with { Kinds = ["post.approved"], Actor = "Ann", From = Start.AddMinutes(10), To = Start.AddMinutes(20) };

        Assert.Equal([wanted], await FindAsync(query));
        Assert.Equal([wanted], await FindAsync(Everything with { SubjectId = wanted.SubjectId }));
        Assert.Empty(await FindAsync(query with { SubjectId = NewId() }));
    }

    [Fact]
    public async Task A_first_word_stands_for_all_of_its_kinds_and_for_no_other()
    {
        var (created, updated) = (await AppendAsync("api_key.created", Start), await AppendAsync("workspace.updated", Start.AddMilliseconds(1)));
        await AppendAsync("apixkey.created", Start);
        await AppendAsync("job.published", Start);

        Assert.Equal([created], await FindAsync(Everything with { Kinds = ["api_key"] }));
        Assert.Equal([updated, created], await FindAsync(Everything with { Kinds = ["api_key.created", "workspace"] }));
        Assert.Empty(await FindAsync(Everything with { Kinds = ["work"] }));
    }

    [Fact]
    public async Task What_is_left_out_by_kind_is_not_there()
    {
        var post = await AppendAsync("post.created", Start);
        await AppendAsync("session.ended", Start);
        await AppendAsync("api_key.created", Start);

        Assert.Equal([post], await FindAsync(Everything with { ExceptKinds = ["session.ended", "api_key.created"] }));
    }

    [Fact]
    public async Task A_reader_is_told_the_post_the_channel_and_the_title()
    {
        var channel = AChannel();
        await new SqlChannelStore(Database).AddAsync(channel, new SealedTokens("sealed"), Ct);
        var post = new Post
        {
            Id = NewId(),
            WorkspaceId = WorkspaceId,
            Title = "Fresh bread",
            Draft = new PostDraft { Type = PostType.Image },
            CreatedBy = "Ann",
            ChangedBy = "Ann",
            CreatedAt = Start,
            UpdatedAt = Start,
        };
        await new SqlPostStore(Database).AddAsync(post, Ct);
        var job = TestJob.Scheduled(channel.Id, Start) with { WorkspaceId = WorkspaceId, PostId = post.Id };
        await new SqlJobStore(Database).AddAsync(job, new JobEvent("job.scheduled", "Ann"), Start, Ct);
        await AppendAsync("post.created", Start.AddMilliseconds(1), subject: post.Id);
        await AppendAsync("channel.paused", Start.AddMilliseconds(2), subject: channel.Id);
        await AppendAsync("workspace.updated", Start.AddMilliseconds(3));

        var found = (await Log.SearchAsync(Everything, Ct)).ToDictionary(placed => placed.Event.Kind);

        Assert.Equal<(Guid?, Guid?, string?)>((post.Id, channel.Id, "Fresh bread"), About(found["job.scheduled"]));
        Assert.Equal<(Guid?, Guid?, string?)>((post.Id, null, "Fresh bread"), About(found["post.created"]));
        Assert.Equal<(Guid?, Guid?, string?)>((null, channel.Id, null), About(found["channel.paused"]));
        Assert.Equal<(Guid?, Guid?, string?)>((null, null, null), About(found["workspace.updated"]));

        static (Guid?, Guid?, string?) About(PlacedEvent placed) => (placed.PostId, placed.ChannelId, placed.Title);
    }

    [Fact]
    public async Task What_people_did_is_found_without_walking_over_the_events_of_jobs()
    {
        var plan = await PlanAsync(Everything with { Kinds = ["member"] });

        Assert.Contains("events_of_people", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("events_of_people", await PlanAsync(Everything with { Kinds = ["member", "job"] }), StringComparison.Ordinal);
    }

    private async Task<string> PlanAsync(EventQuery query)
    {
        // Not by a figure, which the machine decides, but by the plan that the database makes.
        var (sql, values) = Log.Search(query);
        return await Database.ReadAsync(async connection => Database.IsExclusive
            ? string.Join('\n', (await connection.QueryAsync("EXPLAIN QUERY PLAN " + sql, values)).Select(row => (string)row.detail))
            : string.Join('\n', await connection.QueryAsync<string>("SET enable_seqscan = off; EXPLAIN " + sql, values)), Ct);
    }

    private async Task<IEnumerable<Event>> FindAsync(EventQuery query) => (await Log.SearchAsync(query, Ct)).Select(placed => placed.Event);

    private async Task<Event> AppendAsync(string kind, DateTimeOffset at, string actor = "Ann", Guid? workspace = null, Guid? subject = null)
    {
        var @event = new Event { Id = Guid.CreateVersion7(at), WorkspaceId = workspace ?? WorkspaceId, Kind = kind, SubjectId = subject ?? NewId(), At = at, Actor = actor };
        await Log.AppendAsync(@event, Ct);
        return @event;
    }
}

public sealed class SqliteEventSearchTests() : EventSearchContract(new SqliteTestDatabase());

public sealed class PostgresEventSearchTests() : EventSearchContract(new PostgresTestDatabase());
