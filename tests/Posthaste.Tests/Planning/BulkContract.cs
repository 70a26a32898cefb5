using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Planning.Bulk;
using Posthaste.Posts;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Planning;

/// <summary>The same for many posts, on both databases. The clock stands at 2026-07-29 10:00 UTC.</summary>
public abstract class BulkContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private PlanningDesk _planning = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _planning = new PlanningDesk(_desk);
        _channel = await _desk.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(-15)]
    public async Task A_row_of_posts_moves_without_its_posts_standing_in_each_others_way(int minutes)
    {
        var posts = await RowAsync(4, TimeSpan.FromMinutes(15));

        var items = await ChangeAsync(posts, new BulkChange.Move(0, minutes, Force: false));

        Assert.Equal(posts.Select(post => post.Id), items.Select(item => item.PostId));
        Assert.Equal(posts.Select(post => post.PlannedAt + TimeSpan.FromMinutes(minutes)), items.Select(item => Desk.Saved(item.Result).PlannedAt));
        foreach (var post in posts) Assert.Equal(post.PlannedAt + TimeSpan.FromMinutes(minutes), (await _desk.JobOfAsync(post, _channel)).DueAt);
    }

    [Fact]
    public async Task Moving_by_days_keeps_the_time_of_day_in_the_workspaces_zone()
    {
        await ChangeWorkspaceAsync(workspace => workspace with { TimeZone = "Europe/Berlin" });
        var saturday = new DateTimeOffset(2026, 10, 24, 16, 0, 0, TimeSpan.Zero);
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel), saturday);

        var items = await ChangeAsync([post], new BulkChange.Move(1, 0, Force: false));

        // 18:00 is 16:00 UTC in summer and 17:00 in winter.
        Assert.Equal(saturday.AddHours(25), Desk.Saved(items[0].Result).PlannedAt);
    }

    [Fact]
    public async Task One_that_refuses_keeps_no_other_from_going_on()
    {
        var posts = await RowAsync(3, TimeSpan.FromHours(1));
        await _desk.OpenIntentAsync(await _desk.JobOfAsync(posts[1], _channel));
        var draft = await _desk.CreateAsync(await _desk.DraftAsync(_channel));

        var items = await _planning.ChangePosts.RunAsync(
            _desk.WorkspaceId, [.. posts.Select(post => post.Id), draft.Id, _channel.Id], new BulkChange.Move(1, 0, Force: false), "Ann", Ct);

        Assert.IsType<PostResult.Saved>(items[0].Result);
        Assert.Equal("publishing_now", Desk.RefusedCode(items[1].Result));
        Assert.IsType<PostResult.Saved>(items[2].Result);
        Assert.Equal("not_scheduled", Desk.RefusedCode(items[3].Result));
        Assert.IsType<PostResult.NotFound>(items[4].Result);
        Assert.Equal(posts[1].PlannedAt, (await _desk.JobOfAsync(posts[1], _channel)).DueAt);
    }

    [Fact]
    public async Task What_somebody_changed_since_it_was_looked_at_is_left_alone()
    {
        var post = Assert.Single(await RowAsync(1, TimeSpan.Zero));
        var change = new BulkChange.Move(1, 0, Force: false);
        var target = Assert.Single(await _planning.ChangePosts.PlanAsync(_desk.WorkspaceId, [post.Id], change, Ct));

        var first = await _planning.ChangePosts.DoAsync(_desk.WorkspaceId, target, change, "Ann", Ct);
        var second = await _planning.ChangePosts.DoAsync(_desk.WorkspaceId, target, change, "Ann", Ct);

        Assert.Equal(post.PlannedAt!.Value.AddDays(1), Desk.Saved(first.Result).PlannedAt);
        Assert.IsType<PostResult.Conflict>(second.Result);
        Assert.Equal(post.PlannedAt.Value.AddDays(1), (await _desk.JobOfAsync(post, _channel)).DueAt);
    }

    [Fact]
    public async Task Each_action_is_the_one_of_a_single_post()
    {
        await ChangeWorkspaceAsync(workspace => workspace with { ApprovalPolicy = ApprovalPolicy.One });
        await _planning.SlotAsync(_channel, "18:00");
        var posts = new[] { await _desk.CreateAsync(await _desk.DraftAsync(_channel)), await _desk.CreateAsync(await _desk.DraftAsync(_channel)) };

        Assert.All(await ChangeAsync(posts, new BulkChange.TakeNextSlot(false)), item => Assert.Equal("not_approved", Desk.RefusedCode(item.Result)));
        Assert.All(await ChangeAsync(posts, new BulkChange.Submit()), item => Assert.Equal(ApprovalState.Pending, Desk.Saved(item.Result).Approval));
        Assert.All(await ChangeAsync(posts, new BulkChange.Approve()), item => Assert.Equal(ApprovalState.Approved, Desk.Saved(item.Result).Approval));
        var taken = await ChangeAsync(posts, new BulkChange.TakeNextSlot(false));
        Assert.Equal([_desk.InHours(8), _desk.InHours(32)], taken.Select(item => Desk.Saved(item.Result).PlannedAt!.Value));
        Assert.All(await ChangeAsync(posts, new BulkChange.Unschedule()), item => Assert.Null(Desk.Saved(item.Result).PlannedAt));
        Assert.All(await ChangeAsync(posts, new BulkChange.Delete()), item => Assert.NotNull(Desk.Saved(item.Result).DeletedAt));
        Assert.All(await ChangeAsync(posts, new BulkChange.Delete()), item => Assert.IsType<PostResult.NotFound>(item.Result));
    }

    [Fact]
    public async Task A_rehearsal_says_what_would_happen_and_changes_nothing()
    {
        await _planning.SlotAsync(_channel, "18:00");
        var posts = new List<Post>();
        foreach (var _ in Enumerable.Range(0, 3)) posts.Add(await _desk.CreateAsync(await _desk.DraftAsync(_channel)));

        var rehearsed = await RehearseAsync(posts, new BulkChange.TakeNextSlot(false));

        Assert.Equal([_desk.InHours(8), _desk.InHours(32), _desk.InHours(56)], rehearsed.Select(item => Desk.Saved(item.Result).PlannedAt!.Value));
        foreach (var post in posts)
        {
            Assert.Empty(await _desk.JobsOfAsync(post));
            Assert.Equal(post.Version, (await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct))!.Version);
            Assert.Equal(["post.created"], await _desk.KindsOfEventsAsync(post.Id));
        }
        Assert.Equal(rehearsed.Select(item => Desk.Saved(item.Result).PlannedAt), (await ChangeAsync(posts, new BulkChange.TakeNextSlot(false))).Select(item => Desk.Saved(item.Result).PlannedAt));
    }

    [Fact]
    public async Task A_batch_that_does_not_fit_is_proposed_evenly_spaced_times_that_do()
    {
        var posts = new List<Post>();
        foreach (var _ in Enumerable.Range(0, 4)) posts.Add(await _desk.CreateAsync(await _desk.DraftAsync(_channel)));
        var at = _desk.InHours(5);
        // Somebody else's post is in the way of one of the steps.
        await _desk.CreateAsync(await _desk.DraftAsync(_channel), at.AddMinutes(35));

        var items = await RehearseAsync(posts, new BulkChange.Schedule(at, Force: false));

        Assert.Equal(at, Desk.Saved(items[0].Result).PlannedAt);
        Assert.Null(items[0].ProposedAt);
        Assert.All(items.Skip(1), item => Assert.Equal("conflict", Desk.RefusedCode(item.Result)));
        Assert.Equal([at.AddMinutes(15), at.AddMinutes(60), at.AddMinutes(75)], items.Skip(1).Select(item => item.ProposedAt!.Value));
        Assert.Empty(await _desk.JobsOfAsync(posts[0]));
    }

    [Fact]
    public async Task Posts_beyond_the_limit_of_the_hour_are_proposed_times_within_it()
    {
        _desk.Publishing = new PublishingOptions { ConflictDistance = TimeSpan.Zero, RepeatWindow = TimeSpan.Zero };
        var posts = await RowAsync(27, TimeSpan.FromMinutes(1));

        var items = await RehearseAsync(posts, new BulkChange.Move(1, 0, Force: false));

        var proposed = items.Where(item => item.ProposedAt is not null).ToList();
        Assert.NotEmpty(proposed);
        Assert.All(items, item => Assert.Equal(item.ProposedAt is not null, Assert.IsType<PostResult.Saved>(item.Result).Warnings.Any(warning => warning.Code == "quota_exceeded")));
        // Applied one by one, none waits.
        Assert.All(await ChangeAsync(posts.Where(post => proposed.All(item => item.PostId != post.Id)), new BulkChange.Move(1, 0, Force: false)), AssertFits);
        foreach (var item in proposed)
        {
            var applied = await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, item.PostId, item.ProposedAt!.Value, force: false, "Ann", Ct);
            Assert.DoesNotContain(Assert.IsType<PostResult.Saved>(applied).Warnings, warning => warning.Code == "quota_exceeded");
        }

        static void AssertFits(BulkItem item) => Assert.DoesNotContain(Assert.IsType<PostResult.Saved>(item.Result).Warnings, warning => warning.Code == "quota_exceeded");
    }

    [Fact]
    public async Task Batches_and_single_changes_at_once_end_with_jobs_that_match_their_posts()
    {
        var other = await _desk.ConnectAsync("2");
        var posts = new List<Post>();
        foreach (var n in Enumerable.Range(0, 6)) posts.Add(await _desk.CreateAsync(await _desk.DraftAsync(_channel, other), _desk.InHours(2 + n)));
        var reversed = Enumerable.Reverse(posts).ToList();

        await Task.WhenAll(
            Task.Run(() => ChangeAsync(posts, new BulkChange.Move(1, 0, Force: true)), Ct),
            Task.Run(() => RehearseAsync(reversed, new BulkChange.Move(2, 0, Force: true)), Ct),
            Task.Run(() => ChangeAsync(reversed, new BulkChange.Move(3, 0, Force: true)), Ct),
            Task.Run(() => RehearseAsync(posts, new BulkChange.Unschedule()), Ct),
            Task.Run(() => _desk.SchedulePost.RunAsync(_desk.WorkspaceId, posts[3].Id, _desk.InHours(300), force: true, "Ann", Ct), Ct));

        foreach (var post in posts)
        {
            var now = (await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct))!;
            Assert.All(await _desk.JobsOfAsync(post), job => Assert.Equal((JobState.Scheduled, now.PlannedAt), (job.State, (DateTimeOffset?)job.DueAt)));
            Assert.NotEqual(post.PlannedAt, now.PlannedAt);
        }
    }

    /// <summary>Scheduled posts, one after the other.</summary>
    private async Task<List<Post>> RowAsync(int count, TimeSpan apart)
    {
        var posts = new List<Post>();
        foreach (var n in Enumerable.Range(0, count)) posts.Add(await _desk.CreateAsync(await _desk.DraftAsync(_channel), _desk.InHours(2) + (apart * n)));
        return posts;
    }

    private Task<IReadOnlyList<BulkItem>> ChangeAsync(IEnumerable<Post> posts, BulkChange change) =>
        _planning.ChangePosts.RunAsync(_desk.WorkspaceId, [.. posts.Select(post => post.Id)], change, "Ann", Ct);

    private Task<IReadOnlyList<BulkItem>> RehearseAsync(IEnumerable<Post> posts, BulkChange change) =>
        _planning.RehearseChange.RunAsync(_desk.WorkspaceId, [.. posts.Select(post => post.Id)], change, "Ann", Ct);

    private async Task ChangeWorkspaceAsync(Func<Workspace, Workspace> change) =>
        await _desk.Workspaces.SaveAsync(change((await _desk.Workspaces.FindAsync(_desk.WorkspaceId, Ct))!), Ct);
}

public sealed class SqliteBulkTests() : BulkContract(new SqliteTestDatabase());

public sealed class PostgresBulkTests() : BulkContract(new PostgresTestDatabase());
