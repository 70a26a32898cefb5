using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Planning;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Storage;
using Posthaste.Tests.Jobs;

namespace Posthaste.Tests.Storage;

/// <summary>What the stores of categories and slots must do on both databases.</summary>
public abstract class PlanningStoreContract(TestDatabase database) : StoreContract(database)
{
    private readonly Channel _channel = AChannel();

    private SqlCategoryStore Categories => new(Database);

    private SqlSlotStore Slots => new(Database);

    private SqlPostStore Posts => new(Database);

    private SqlJobStore Jobs => new(Database);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await new SqlChannelStore(Database).AddAsync(_channel, new SealedTokens("sealed"), Ct);
        await Jobs.AddLanesAsync(_channel.Id, 3, Ct);
    }

    [Fact]
    public async Task Categories_come_back_as_they_were_saved_in_the_order_of_their_names()
    {
        var (recipes, news) = (ACategory("recipes"), ACategory("News"));
        await Categories.AddAsync(recipes, Ct);
        await Categories.AddAsync(news, Ct);

        await Categories.SaveAsync(recipes with { Name = "Rezepte & Café", Colour = "#010203" }, Ct);

        Assert.Equal([news, recipes with { Name = "Rezepte & Café", Colour = "#010203" }], await Categories.ListAsync(WorkspaceId, Ct));
        Assert.Equal(news, await Categories.FindAsync(WorkspaceId, news.Id, Ct));
        Assert.True(await Categories.HoldAsync(WorkspaceId, news.Id, Ct));
        Assert.Null(await Categories.FindAsync(NewId(), news.Id, Ct));
        Assert.False(await Categories.HoldAsync(NewId(), news.Id, Ct));
        Assert.Empty(await Categories.ListAsync(NewId(), Ct));
    }

    [Fact]
    public async Task A_removed_category_is_taken_from_posts_and_slots_and_says_how_many()
    {
        var (gone, stays) = (ACategory("gone"), ACategory("stays"));
        foreach (var category in new[] { gone, stays }) await Categories.AddAsync(category, Ct);
        var (post, deleted, other) = (APost(gone.Id), APost(gone.Id), APost(stays.Id));
        foreach (var added in new[] { post, deleted, other }) await Posts.AddAsync(added, Ct);
        await Posts.SaveAsync(deleted with { Version = 2, DeletedAt = Start }, Ct);
        var (slot, otherSlot) = (ASlot(gone.Id), ASlot(stays.Id) with { Time = new TimeOnly(9, 0) });
        foreach (var added in new[] { slot, otherSlot }) await Slots.AddAsync(added, Ct);

        Assert.Null(await Categories.RemoveAsync(NewId(), gone.Id, Ct));
        Assert.Equal(new CategoryUse(1, 1), await Categories.RemoveAsync(WorkspaceId, gone.Id, Ct));
        Assert.Null(await Categories.RemoveAsync(WorkspaceId, gone.Id, Ct));

        Assert.Null((await Posts.FindAsync(WorkspaceId, post.Id, Ct))!.Draft.CategoryId);
        Assert.Null((await Posts.FindEvenDeletedAsync(deleted.Id, Ct))!.Draft.CategoryId);
        Assert.Equal(stays.Id, (await Posts.FindAsync(WorkspaceId, other.Id, Ct))!.Draft.CategoryId);
        Assert.Equal([(otherSlot.Id, stays.Id), (slot.Id, (Guid?)null)], (await Slots.ListAsync(WorkspaceId, Ct)).Select(found => (found.Id, found.CategoryId)));
    }

    [Fact]
    public async Task Posts_are_listed_by_their_category()
    {
        var category = ACategory("recipes");
        await Categories.AddAsync(category, Ct);
        var (post, other) = (APost(category.Id) with { PlannedAt = Start }, APost(null));
        foreach (var added in new[] { post, other }) await Posts.AddAsync(added, Ct);

        var page = await Posts.ListAsync(new PostQuery { WorkspaceId = WorkspaceId, CategoryId = category.Id, Limit = 10 }, Ct);
        await Posts.SaveAsync(post with { Version = 2, Draft = post.Draft with { CategoryId = null } }, Ct);

        Assert.Equal([post.Id], page.Items.Select(found => found.Id));
        Assert.Equal(category.Id, page.Items[0].Draft.CategoryId);
        Assert.Empty((await Posts.ListAsync(new PostQuery { WorkspaceId = WorkspaceId, CategoryId = category.Id, Limit = 10 }, Ct)).Items);
        Assert.Null(Assert.Single(await Posts.ListCalendarAsync(WorkspaceId, Start, Start.AddHours(1), 10, Ct)).CategoryId);
    }

    [Fact]
    public async Task A_slot_comes_back_as_it_was_saved()
    {
        var category = ACategory("recipes");
        await Categories.AddAsync(category, Ct);
        var slot = ASlot(null);
        await Slots.AddAsync(slot, Ct);
        AssertSame(slot, await Slots.LockAsync(WorkspaceId, slot.Id, Ct));

        var changed = slot with { CategoryId = category.Id, Weekdays = [DayOfWeek.Saturday, DayOfWeek.Sunday], Time = new TimeOnly(23, 59) };
        await Slots.SaveAsync(changed, Ct);

        AssertSame(changed, Assert.Single(await Slots.ListAsync(WorkspaceId, Ct)));
        Assert.Null(await Slots.LockAsync(NewId(), slot.Id, Ct));
        Assert.False(await Slots.RemoveAsync(NewId(), slot.Id, Ct));
        Assert.True(await Slots.RemoveAsync(WorkspaceId, slot.Id, Ct));
        Assert.False(await Slots.RemoveAsync(WorkspaceId, slot.Id, Ct));
        Assert.Empty(await Slots.ListAsync(WorkspaceId, Ct));
    }

    [Fact]
    public async Task Taken_times_are_those_of_jobs_that_may_be_live_and_of_plans_without_jobs()
    {
        var (scheduled, cancelled, failed, planned, deleted, elsewhere) = (APost(null), APost(null), APost(null), APost(null), APost(null), APost(null));
        await AddAsync(scheduled with { PlannedAt = Start }, Start.AddHours(1), JobState.Ready);
        await AddAsync(cancelled with { PlannedAt = Start.AddHours(2) }, Start.AddHours(3), JobState.Cancelled);
        await AddAsync(failed with { PlannedAt = Start.AddHours(2) }, Start.AddHours(2), JobState.Failed);
        await AddAsync(planned with { PlannedAt = Start.AddHours(4) });
        await AddAsync(deleted with { PlannedAt = Start.AddHours(4), DeletedAt = Start });
        await AddAsync(elsewhere with { PlannedAt = Start.AddHours(4), Draft = elsewhere.Draft with { ChannelIds = [NewId()] } });

        var taken = await Slots.ListTakenAsync(WorkspaceId, [_channel.Id, NewId()], Start.AddMinutes(1), Start.AddHours(5), Ct);

        Assert.Equal([(Start.AddHours(1), scheduled.Id), (Start.AddHours(2), cancelled.Id), (Start.AddHours(4), planned.Id)], taken.Select(found => (found.At, found.PostId)));
        Assert.All(taken, found => Assert.Equal(_channel.Id, found.ChannelId));
        Assert.Empty(await Slots.ListTakenAsync(NewId(), [_channel.Id], Start, Start.AddHours(5), Ct));
        Assert.Single(await Slots.ListTakenAsync(WorkspaceId, [_channel.Id], Start.AddHours(1), Start.AddHours(2), Ct));
    }

    private static void AssertSame(Slot expected, Slot? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected with { Weekdays = actual.Weekdays }, actual);
        Assert.Equal(expected.Weekdays, actual.Weekdays);
    }

    private static Category ACategory(string name) => new() { Id = NewId(), WorkspaceId = WorkspaceId, Name = name, Colour = "#2f9e44", CreatedAt = Start };

    private Slot ASlot(Guid? category) => new()
    {
        Id = NewId(),
        WorkspaceId = WorkspaceId,
        ChannelId = _channel.Id,
        CategoryId = category,
        Weekdays = [DayOfWeek.Monday, DayOfWeek.Sunday],
        Time = new TimeOnly(18, 5),
        CreatedAt = Start,
    };

    private Post APost(Guid? category) => new()
    {
        Id = NewId(),
        WorkspaceId = WorkspaceId,
        Title = "Title",
        Draft = new PostDraft { Type = PostType.Image, ChannelIds = [_channel.Id], CategoryId = category },
        CreatedBy = "Ann",
        ChangedBy = "Ann",
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    private async Task AddAsync(Post post, DateTimeOffset? due = null, JobState state = JobState.Scheduled)
    {
        await Posts.AddAsync(post, Ct);
        if (due is { } at) await Jobs.AddAsync(TestJob.Of(post, _channel.Id, at, state), new JobEvent("job.scheduled", "Ann"), Start, Ct);
    }
}

public sealed class SqlitePlanningStoreTests() : PlanningStoreContract(new SqliteTestDatabase());

public sealed class PostgresPlanningStoreTests() : PlanningStoreContract(new PostgresTestDatabase());
