using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Planning;
using Posthaste.Posts;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Planning;

/// <summary>Taking the next free slot, on both databases. The clock stands at Wednesday, 2026-07-29 10:00 UTC.</summary>
public abstract class NextSlotContract(TestDatabase database) : IAsyncLifetime
{
    private const int AtOnce = 20;

    private static readonly DateTimeOffset Today = new(2026, 7, 29, 0, 0, 0, TimeSpan.Zero);

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

    [Fact]
    public async Task Twenty_at_once_take_twenty_places()
    {
        foreach (var time in new[] { "11:00", "15:00", "19:00" }) await _planning.SlotAsync(_channel, time);
        var posts = new List<Post>();
        foreach (var _ in Enumerable.Range(0, AtOnce)) posts.Add(await PostAsync());

        var results = await Task.WhenAll(posts.Select(post => Task.Run(() => _planning.TakeAsync(post), Ct)));

        var times = results.Select(result => Desk.Saved(result).PlannedAt!.Value).Order().ToList();
        var places = (await _planning.ListPlaces.RunAsync(_desk.WorkspaceId, _desk.InHours(0), _desk.InHours(24 * 7), Ct)).Take(AtOnce).ToList();
        Assert.Equal(places.Select(place => place.At), times);
        Assert.Equal(posts.Select(post => post.Id).Order(), places.Select(place => place.PostId!.Value).Order());
    }

    [Fact]
    public async Task Twenty_posts_made_at_once_for_two_channels_take_twenty_places()
    {
        var other = await _desk.ConnectAsync("2");
        foreach (var channel in new[] { _channel, other }) await _planning.SlotAsync(channel, "18:00");
        var (draft, reverse) = (await _desk.DraftAsync(_channel, other), await _desk.DraftAsync(other, _channel));

        var results = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(n => Task.Run(() => CreateAsync(n % 2 == 0 ? draft : reverse), Ct)));

        Assert.Equal(Enumerable.Range(0, AtOnce).Select(day => Today.AddDays(day).AddHours(18)), results.Select(result => Desk.Saved(result).PlannedAt!.Value).Order());
    }

    [Fact]
    public async Task A_post_takes_slots_of_its_category_and_those_without_one()
    {
        var (recipes, news) = (await _planning.CategoryAsync(), await _planning.CategoryAsync("News"));
        await _planning.SlotAsync(_channel, "11:00", news);
        await _planning.SlotAsync(_channel, "12:00", recipes);
        await _planning.SlotAsync(_channel, "13:00");

        Assert.Equal(Hours(12), await TakenAsync(recipes));
        Assert.Equal(Hours(13), await TakenAsync(recipes));
        Assert.Equal(Hours(11), await TakenAsync(news));
        // The place of 13:00 is taken, and no other takes a post without a category.
        Assert.Equal(Hours(24 + 13), await TakenAsync(null));

        async Task<DateTimeOffset> TakenAsync(Category? category) => Desk.Saved(await _planning.TakeAsync(await PostAsync(category))).PlannedAt!.Value;
    }

    [Fact]
    public async Task A_place_close_to_another_post_or_too_near_to_prepare_is_left_out()
    {
        foreach (var time in new[] { "10:02", "12:00", "14:00" }) await _planning.SlotAsync(_channel, time);
        await _desk.CreateAsync(await _desk.DraftAsync(_channel), Hours(12).AddMinutes(-14));

        Assert.Equal([Hours(14), Hours(24 + 10).AddMinutes(2), Hours(24 + 12)], await _planning.NextAsync(3, null, _channel));
    }

    [Fact]
    public async Task A_place_beyond_the_posts_of_the_hour_is_left_out()
    {
        _desk.Publishing = new PublishingOptions { ConflictDistance = TimeSpan.Zero, RepeatWindow = TimeSpan.Zero };
        await _planning.SlotAsync(_channel, "12:30");
        foreach (var n in Enumerable.Range(0, _desk.JobsOptions.PostsPerHour)) await _desk.CreateAsync(await _desk.DraftAsync(_channel), Hours(12).AddMinutes(n));

        Assert.Equal([Hours(24 + 12).AddMinutes(30)], await _planning.NextAsync(1, null, _channel));
        Assert.Equal(Hours(24 + 12).AddMinutes(30), Desk.Saved(await _planning.TakeAsync(await PostAsync())).PlannedAt);
    }

    [Fact]
    public async Task Where_there_is_no_free_slot_the_post_stays_as_it_is()
    {
        var other = await _desk.ConnectAsync("2");
        await _planning.SlotAsync(_channel, "18:00");
        var post = await _desk.CreateAsync(await _desk.DraftAsync(_channel, other));

        var finding = Assert.IsType<PostResult.Invalid>(await _planning.TakeAsync(post)).Findings[0];

        Assert.Equal(("no_slot", "nextSlot"), (finding.Code, finding.Field));
        Assert.Contains("@shop1784 and @shop2 together", finding.Message, StringComparison.Ordinal);
        Assert.Equal(post.Version, (await _desk.Posts.FindAsync(_desk.WorkspaceId, post.Id, Ct))!.Version);
        Assert.IsType<PostResult.NotFound>(await _planning.ScheduleInNextSlot.RunAsync(_desk.WorkspaceId, _channel.Id, false, "Ann", Ct));
        Assert.Equal("channels_missing", Assert.IsType<PostResult.Invalid>(await _planning.TakeAsync(await _desk.CreateAsync(await _desk.DraftAsync()))).Findings[0].Code);
    }

    [Fact]
    public async Task A_post_that_has_a_place_may_take_it_again_and_a_locked_one_stays()
    {
        await _planning.SlotAsync(_channel, "18:00");
        var post = await PostAsync();
        Desk.Saved(await _planning.TakeAsync(post));

        Assert.Equal(Hours(18), Desk.Saved(await _planning.TakeAsync(post)).PlannedAt);
        _desk.Time.Advance(TimeSpan.FromHours(7) + TimeSpan.FromMinutes(59));
        Assert.Equal("locked", Desk.RefusedCode(await _planning.TakeAsync(post)));
        Assert.Equal(Hours(24 + 18), Desk.Saved(await _planning.TakeAsync(post, force: true)).PlannedAt);
    }

    [Fact]
    public async Task What_must_be_approved_first_keeps_its_place_until_then()
    {
        await _desk.Workspaces.SaveAsync((await _desk.Workspaces.FindAsync(_desk.WorkspaceId, Ct))! with { ApprovalPolicy = ApprovalPolicy.One }, Ct);
        await _planning.SlotAsync(_channel, "18:00");

        var (first, second) = (Desk.Saved(await CreateAsync(await _desk.DraftAsync(_channel))), Desk.Saved(await CreateAsync(await _desk.DraftAsync(_channel))));

        Assert.Equal((Hours(18), Hours(24 + 18)), (first.PlannedAt!.Value, second.PlannedAt!.Value));
        Assert.Empty(await _desk.JobsOfAsync(first));
        Assert.Equal("not_approved", Desk.RefusedCode(await _planning.TakeAsync(first)));
        Desk.Saved(await _desk.SubmitPost.RunAsync(_desk.WorkspaceId, first.Id, "Ann", Ct));
        Desk.Saved(await _desk.ApprovePost.RunAsync(_desk.WorkspaceId, first.Id, null, "Bob", Ct));
        Assert.Equal(Hours(18), Desk.Saved(await _planning.TakeAsync(first)).PlannedAt);
    }

    [Fact]
    public async Task Slots_keep_to_the_clocks_of_the_workspace()
    {
        await _desk.Workspaces.SaveAsync((await _desk.Workspaces.FindAsync(_desk.WorkspaceId, Ct))! with { TimeZone = "Europe/Berlin" }, Ct);
        await _planning.SlotAsync(_channel, "18:00", weekdays: [DayOfWeek.Sunday, DayOfWeek.Sunday, DayOfWeek.Monday]);
        var changeOfClocks = new DateTimeOffset(2026, 10, 25, 0, 0, 0, TimeSpan.Zero);

        var places = await _planning.ListPlaces.RunAsync(_desk.WorkspaceId, changeOfClocks.AddDays(-7), changeOfClocks.AddDays(2), Ct);

        Assert.Equal(
            [changeOfClocks.AddDays(-7).AddHours(16), changeOfClocks.AddDays(-6).AddHours(16), changeOfClocks.AddHours(17), changeOfClocks.AddDays(1).AddHours(17)],
            places.Select(place => place.At));
    }

    [Fact]
    public async Task A_slot_is_refused_where_it_could_never_be_filled_or_names_what_is_not_there()
    {
        var slot = await _planning.SlotAsync(_channel, "18:00", weekdays: [DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Sunday]);
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Sunday], slot.Weekdays);
        var free = await _planning.SlotAsync(_channel, "18:00", weekdays: [DayOfWeek.Friday]);

        Assert.Equal("duplicate", await CodeAsync(_planning.ASlot(_channel, "18:00", DayOfWeek.Monday)));
        Assert.Equal("out_of_range", await CodeAsync(_planning.ASlot(_channel, "18:01") with { Weekdays = [] }));
        Assert.Equal("unknown_category", await CodeAsync(_planning.ASlot(_channel, "18:01") with { CategoryId = slot.Id }));
        Assert.Equal("unknown_channel", await CodeAsync(_planning.ASlot(_channel, "18:01") with { ChannelId = slot.Id }));
        var changed = await _planning.ChangeSlot.RunAsync(_desk.WorkspaceId, free.Id, found => found with { Weekdays = slot.Weekdays }, "Ann", Ct);
        Assert.Equal("duplicate", Assert.IsType<SlotResult.Refused>(changed).Code);
        Assert.IsType<SlotResult.Saved>(await _planning.ChangeSlot.RunAsync(_desk.WorkspaceId, slot.Id, found => found with { Time = new TimeOnly(17, 0) }, "Ann", Ct));
        Assert.True(await _planning.DeleteSlot.RunAsync(_desk.WorkspaceId, slot.Id, "Ann", Ct));
        Assert.Equal(["slot.changed", "slot.created", "slot.deleted"], (await _desk.KindsOfEventsAsync(slot.Id)).Order());

        async Task<string> CodeAsync(Slot wanted) => Assert.IsType<SlotResult.Refused>(await _planning.CreateSlot.RunAsync(wanted, "Ann", Ct)).Code;
    }

    [Fact]
    public async Task Names_of_categories_are_unique_also_when_many_come_at_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(n =>
            Task.Run(() => _planning.CreateCategory.RunAsync(_desk.WorkspaceId, n % 2 == 0 ? " Recipes " : "RECIPES", "#ABCDEF", "Ann", Ct), Ct)));

        var made = Assert.IsType<CategoryResult.Saved>(Assert.Single(results, result => result is CategoryResult.Saved)).Category;
        Assert.Equal("#abcdef", made.Colour);
        Assert.Equal(made, Assert.Single(await _desk.Categories.ListAsync(_desk.WorkspaceId, Ct)));
        Assert.All(results.OfType<CategoryResult.Refused>(), refused => Assert.Equal("name_taken", refused.Code));
        var news = await _planning.CategoryAsync("News");
        Assert.Equal("name_taken", Assert.IsType<CategoryResult.Refused>(await ChangeAsync(category => category with { Name = "recipes" })).Code);
        Assert.Equal("colour_malformed", Assert.IsType<CategoryResult.Refused>(await ChangeAsync(category => category with { Colour = "red" })).Code);
        Assert.Equal("invalid_name", Assert.IsType<CategoryResult.Refused>(await ChangeAsync(category => category with { Name = "  " })).Code);
        Assert.Equal("NEWS", Assert.IsType<CategoryResult.Saved>(await ChangeAsync(category => category with { Name = "NEWS" })).Category.Name);

        Task<CategoryResult> ChangeAsync(Func<Category, Category> change) => _planning.ChangeCategory.RunAsync(_desk.WorkspaceId, news.Id, change, "Ann", Ct);
    }

    [Fact]
    public async Task A_post_has_no_category_that_is_not_there_and_keeps_its_approval_when_it_changes()
    {
        var category = await _planning.CategoryAsync();
        var draft = await _desk.DraftAsync(_channel);
        Assert.Equal("unknown_category", Assert.IsType<PostResult.Invalid>(
            await _desk.CreatePost.RunAsync(new NewPost { WorkspaceId = _desk.WorkspaceId, Draft = draft with { CategoryId = _channel.Id } }, "Ann", Ct)).Findings[0].Code);
        var post = await _desk.CreateAsync(draft, _desk.InHours(3));

        var sorted = Desk.Saved(await _desk.ReviseAsync(post, found => found with { CategoryId = category.Id }));
        var copy = Desk.Saved(await _desk.CopyPost.RunAsync(_desk.WorkspaceId, post.Id, "Bob", Ct));

        Assert.Equal((ApprovalState.Approved, post.ApprovedHash, category.Id), (sorted.Approval, sorted.ApprovedHash, sorted.Draft.CategoryId));
        Assert.Equal(JobState.Scheduled, (await _desk.JobOfAsync(post, _channel)).State);
        Assert.Equal((ApprovalState.Draft, null, category.Id, "Bob"), (copy.Approval, copy.PlannedAt, copy.Draft.CategoryId, copy.CreatedBy));
        Assert.Equal(draft.Caption, copy.Draft.Caption);
        Assert.Equal(draft.MediaIds, copy.Draft.MediaIds);
        Assert.Empty(await _desk.JobsOfAsync(copy));
        Assert.Equal(new CategoryUse(2, 0), await _planning.DeleteCategory.RunAsync(_desk.WorkspaceId, category.Id, "Ann", Ct));
    }

    private static DateTimeOffset Hours(double hours) => Today.AddHours(hours);

    private async Task<Post> PostAsync(Category? category = null) => await _desk.CreateAsync(await _desk.DraftAsync(_channel) with { CategoryId = category?.Id });

    private Task<PostResult> CreateAsync(PostDraft draft) => _planning.CreateInNextSlot.RunAsync(new NewPost { WorkspaceId = _desk.WorkspaceId, Draft = draft }, "Ann", Ct);
}

public sealed class SqliteNextSlotTests() : NextSlotContract(new SqliteTestDatabase());

public sealed class PostgresNextSlotTests() : NextSlotContract(new PostgresTestDatabase { MaxPoolSize = 24, IsPatient = true });
