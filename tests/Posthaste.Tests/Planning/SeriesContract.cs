using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Planning.Recurring;
using Posthaste.Posts;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Planning;

/// <summary>Posts that come again and again, on both databases. The clock stands at Wednesday, 2026-07-29 10:00 UTC.</summary>
public abstract class SeriesContract(TestDatabase database) : IAsyncLifetime
{
    private static readonly DateTimeOffset Today = new(2026, 7, 29, 0, 0, 0, TimeSpan.Zero);

    private Desk _desk = null!;
    private PlanningDesk _planning = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static SeriesRule Weekly => new() { Every = SeriesEvery.Week, Time = new TimeOnly(18, 0) };

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        // Repeats are refused, as on a server that was just installed.
        _desk.Publishing = new PublishingOptions();
        _planning = new PlanningDesk(_desk);
        _channel = await _desk.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Posts_are_made_a_month_ahead_and_each_once_by_however_many_nodes()
    {
        var (post, series) = await StartAsync(Weekly);

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _planning.MakeSeriesPosts.RunAsync(Ct), Ct)));

        Assert.Equal(4, made.Sum());
        Assert.Equal(Weeks(1, 2, 3, 4), await TimesAsync(series));
        foreach (var copy in await PostsAsync(series))
        {
            Assert.Equal((series.Id, "Ann", ApprovalState.Approved, post.ApprovedHash), (copy.SeriesId!.Value, copy.CreatedBy, copy.Approval, copy.ApprovedHash));
            Assert.Equal(copy.PlannedAt, (await _desk.JobOfAsync(copy, _channel)).DueAt);
        }
        _desk.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await _planning.MakeSeriesPosts.RunAsync(Ct));
        Assert.Equal(0, await _planning.MakeSeriesPosts.RunAsync(Ct));
        Assert.Null((await FindAsync(series)).Problem);
    }

    [Fact]
    public async Task What_somebody_edited_moved_or_deleted_is_left_alone()
    {
        var (_, series) = await StartAsync(Weekly);
        await _planning.MakeSeriesPosts.RunAsync(Ct);
        var posts = await PostsAsync(series);
        Desk.Saved(await _desk.ReviseAsync(posts[0], draft => draft with { Caption = "This week only" }));
        Desk.Saved(await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, posts[1].Id, posts[1].PlannedAt!.Value.AddHours(1), force: true, "Ann", Ct));
        Desk.Saved(await _desk.DeletePost.RunAsync(_desk.WorkspaceId, posts[2].Id, null, "Ann", Ct));

        Assert.Equal(0, await _planning.MakeSeriesPosts.RunAsync(Ct));
        Saved(await ChangeAsync(series, found => found with { Rule = Weekly with { Weekdays = [DayOfWeek.Wednesday], Time = new TimeOnly(9, 0) } }));
        await _planning.MakeSeriesPosts.RunAsync(Ct);

        // The edited and the moved one stay; the day of the deleted one stays empty; the last is made anew, nine hours earlier.
        Assert.Equal([.. Weeks(1), Weeks(2)[0].AddHours(1), Weeks(4)[0].AddHours(-9)], await TimesAsync(series));
        Assert.Equal("This week only", (await PostsAsync(series))[0].Draft.Caption);
    }

    [Fact]
    public async Task A_series_with_a_count_or_a_last_day_ends()
    {
        _desk.Publishing = new PublishingOptions { RepeatWindow = TimeSpan.Zero };
        var (post, counted) = await StartAsync(Weekly, series => series with { Total = 2 });
        var dated = Saved(await _planning.CreateSeries.RunAsync(ASeries(post, Weekly with { Time = new TimeOnly(12, 0) }) with { UntilDay = new DateOnly(2026, 8, 12) }, Ct));

        await _planning.MakeSeriesPosts.RunAsync(Ct);

        Assert.Equal(Weeks(1, 2), await TimesAsync(counted));
        Assert.Equal(Weeks(1, 2).Select(at => at.AddHours(-6)), await TimesAsync(dated));
        Assert.NotNull((await FindAsync(counted)).EndedAt);
        Assert.Null((await FindAsync(dated)).EndedAt);
        _desk.Time.Advance(TimeSpan.FromDays(15));
        await _planning.MakeSeriesPosts.RunAsync(Ct);
        Assert.NotNull((await FindAsync(dated)).EndedAt);
        Assert.Equal(["series.created", "series.ended"], (await _desk.KindsOfEventsAsync(dated.Id)).Order());
        // A longer one goes on.
        Saved(await ChangeAsync(counted, series => series with { Total = 5 }));
        Assert.True(await _planning.MakeSeriesPosts.RunAsync(Ct) > 0);
    }

    [Fact]
    public async Task A_copy_carries_the_approval_of_exactly_what_was_approved()
    {
        await ChangePolicyAsync(ApprovalPolicy.NotTheAuthor);
        var (post, series) = await StartAsync(Weekly, schedule: false);
        Desk.Saved(await _desk.SubmitPost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct));
        Desk.Saved(await _desk.ApprovePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Bob", Ct));

        await _planning.MakeSeriesPosts.RunAsync(Ct);

        var posts = await PostsAsync(series);
        Assert.NotEmpty(posts);
        foreach (var copy in posts)
        {
            Assert.Equal((ApprovalState.Approved, "Bob"), (copy.Approval, copy.ApprovedBy));
            Assert.Equal(JobState.Scheduled, (await _desk.JobOfAsync(copy, _channel)).State);
        }
    }

    [Theory]
    [InlineData(ApprovalPolicy.One, false)]
    [InlineData(ApprovalPolicy.NotTheAuthor, true)]
    public async Task Without_an_approval_that_counts_a_copy_waits_for_its_own(ApprovalPolicy policy, bool approvedByAuthor)
    {
        await ChangePolicyAsync(ApprovalPolicy.One);
        var (post, series) = await StartAsync(Weekly, schedule: false);
        if (approvedByAuthor)
        {
            Desk.Saved(await _desk.SubmitPost.RunAsync(_desk.WorkspaceId, post.Id, "Ann", Ct));
            Desk.Saved(await _desk.ApprovePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Ann", Ct));
        }
        await ChangePolicyAsync(policy);

        await _planning.MakeSeriesPosts.RunAsync(Ct);

        var posts = await PostsAsync(series);
        Assert.NotEmpty(posts);
        foreach (var copy in posts)
        {
            Assert.Equal(ApprovalState.Pending, copy.Approval);
            Assert.Empty(await _desk.JobsOfAsync(copy));
            Assert.NotNull(copy.PlannedAt);
        }
    }

    [Fact]
    public async Task What_is_in_the_way_is_told_and_tried_again()
    {
        var (_, series) = await StartAsync(Weekly);
        // Another picture, so that it is the distance that is in the way.
        var draft = await _desk.DraftAsync(_channel) with { MediaIds = [(await _desk.UploadAsync("bb")).Id] };
        var other = await _desk.CreateAsync(draft, Weeks(2)[0].AddMinutes(5));

        Assert.Equal(3, await _planning.MakeSeriesPosts.RunAsync(Ct));
        Assert.Equal(0, await _planning.MakeSeriesPosts.RunAsync(Ct));

        Assert.StartsWith("2026-08-12: Another post on @shop1784", (await FindAsync(series)).Problem, StringComparison.Ordinal);
        Assert.Single(await _desk.KindsOfEventsAsync(series.Id), kind => kind == "series.post_not_made");
        Desk.Saved(await _desk.DeletePost.RunAsync(_desk.WorkspaceId, other.Id, null, "Ann", Ct));
        Assert.Equal(1, await _planning.MakeSeriesPosts.RunAsync(Ct));
        Assert.Null((await FindAsync(series)).Problem);
        Assert.Equal(Weeks(1, 2, 3, 4), await TimesAsync(series));
    }

    [Fact]
    public async Task A_series_says_yes_to_repeats_of_itself_and_to_no_others()
    {
        var (post, series) = await StartAsync(Weekly);
        await _planning.MakeSeriesPosts.RunAsync(Ct);
        var copies = await PostsAsync(series);

        var moved = await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, copies[0].Id, copies[0].PlannedAt!.Value.AddHours(1), force: false, "Ann", Ct);
        var template = await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, post.PlannedAt!.Value.AddHours(1), force: false, "Ann", Ct);
        var stranger = await _desk.CreatePost.RunAsync(new NewPost { WorkspaceId = _desk.WorkspaceId, Draft = post.Draft, At = Today.AddDays(3) }, "Ann", Ct);

        Desk.Saved(moved);
        Desk.Saved(template);
        Assert.Equal("repeat", Desk.RefusedCode(stranger));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deleted_series_leaves_its_posts_or_takes_their_time(bool unschedule)
    {
        var (_, series) = await StartAsync(Weekly);
        await _planning.MakeSeriesPosts.RunAsync(Ct);
        var posts = await PostsAsync(series);

        Assert.Equal(unschedule ? 4 : 0, await _planning.DeleteSeries.RunAsync(_desk.WorkspaceId, series.Id, unschedule, "Ann", Ct));
        Assert.Null(await _planning.DeleteSeries.RunAsync(_desk.WorkspaceId, series.Id, unschedule, "Ann", Ct));

        foreach (var post in posts)
        {
            var now = (await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct))!;
            Assert.Equal((null, null, unschedule), (now.SeriesId, now.SeriesDay, now.PlannedAt is null));
            Assert.Equal(unschedule ? JobState.Cancelled : JobState.Scheduled, (await _desk.JobOfAsync(post, _channel)).State);
        }
        Assert.Equal(0, await _planning.MakeSeriesPosts.RunAsync(Ct));
    }

    [Fact]
    public async Task A_series_ends_with_the_post_that_it_repeats()
    {
        var (post, series) = await StartAsync(Weekly);
        Desk.Saved(await _desk.DeletePost.RunAsync(_desk.WorkspaceId, post.Id, null, "Ann", Ct));

        Assert.Equal(0, await _planning.MakeSeriesPosts.RunAsync(Ct));

        Assert.NotNull((await FindAsync(series)).EndedAt);
        Assert.IsType<SeriesResult.Refused>(await _planning.CreateSeries.RunAsync(ASeries(post, Weekly), Ct));
    }

    [Fact]
    public async Task A_series_comes_back_as_it_was_saved()
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel));
        var rule = new SeriesRule { Every = SeriesEvery.Month, Interval = 3, DayOfMonth = 31, Time = new TimeOnly(23, 59) };
        var series = Saved(await _planning.CreateSeries.RunAsync(ASeries(post, rule) with { UntilDay = new DateOnly(2028, 2, 29), Force = true }, Ct));

        var found = await FindAsync(series);

        Assert.Equal(series with { Rule = found.Rule }, found);
        Assert.Equivalent(series.Rule, found.Rule, strict: true);
        Assert.Equal((new DateOnly(2026, 7, 29), _desk.InHours(0)), (found.AnchorDay, found.StartsAt));
        Assert.Equal(series.Id, Assert.Single(await _desk.Series.ListAsync(_desk.WorkspaceId, Ct)).Id);
        Assert.Null(await _desk.Series.FindAsync(_channel.Id, series.Id, Ct));
        Assert.IsType<SeriesResult.NotFound>(await _planning.ChangeSeries.RunAsync(_desk.WorkspaceId, post.Id, wanted => wanted, "Ann", Ct));
    }

    private static DateTimeOffset[] Weeks(params int[] weeks) => [.. weeks.Select(week => Today.AddDays(7 * week).AddHours(18))];

    private static PostSeries Saved(SeriesResult result) => Assert.IsType<SeriesResult.Saved>(result).Series;

    /// <summary>A post today at six in the evening, or a draft, and a series of it.</summary>
    private async Task<(Post Post, PostSeries Series)> StartAsync(SeriesRule rule, Func<PostSeries, PostSeries>? with = null, bool schedule = true)
    {
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel), schedule ? Today.AddHours(18) : null);
        var wanted = ASeries(post, rule);
        return (post, Saved(await _planning.CreateSeries.RunAsync(with?.Invoke(wanted) ?? wanted, Ct)));
    }

    private PostSeries ASeries(Post post, SeriesRule rule) => new()
    {
        Id = Guid.Empty,
        WorkspaceId = _desk.WorkspaceId,
        PostId = post.Id,
        Rule = rule,
        AnchorDay = DateOnly.MinValue,
        StartsAt = Today,
        CreatedBy = "Ann",
        CreatedAt = Today,
        UpdatedAt = Today,
    };

    private Task<SeriesResult> ChangeAsync(PostSeries series, Func<PostSeries, PostSeries> change) => _planning.ChangeSeries.RunAsync(_desk.WorkspaceId, series.Id, change, "Ann", Ct);

    private async Task<PostSeries> FindAsync(PostSeries series) => (await _desk.Series.FindAsync(_desk.WorkspaceId, series.Id, Ct))!;

    private async Task<IReadOnlyList<Post>> PostsAsync(PostSeries series) =>
        [.. (await _desk.Posts.ListAsync(new PostQuery { WorkspaceId = _desk.WorkspaceId, SeriesId = series.Id, Limit = 100 }, Ct)).Items.OrderBy(post => post.PlannedAt)];

    private async Task<IEnumerable<DateTimeOffset>> TimesAsync(PostSeries series) => (await PostsAsync(series)).Select(post => post.PlannedAt!.Value);

    private async Task ChangePolicyAsync(ApprovalPolicy policy) =>
        await _desk.Workspaces.SaveAsync((await _desk.Workspaces.FindAsync(_desk.WorkspaceId, Ct))! with { ApprovalPolicy = policy }, Ct);
}

public sealed class SqliteSeriesTests() : SeriesContract(new SqliteTestDatabase());

public sealed class PostgresSeriesTests() : SeriesContract(new PostgresTestDatabase());
