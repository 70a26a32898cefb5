using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Planning;
using Posthaste.Planning.Bulk;
using Posthaste.Planning.Hashtags;
using Posthaste.Planning.Recurring;
using Posthaste.Posts;
using Posthaste.Tests.Posts;

namespace Posthaste.Tests.Planning;

/// <summary>Planning put on a desk of posts.</summary>
internal sealed class PlanningDesk(Desk desk)
{
    public CreateCategory CreateCategory => new(desk.Categories, desk.Events, desk.Database, desk.Clock);

    public ChangeCategory ChangeCategory => new(desk.Categories, desk.Events, desk.Database, desk.Clock);

    public DeleteCategory DeleteCategory => new(desk.Categories, desk.Events, desk.Database, desk.Clock);

    public CreateHashtagSet CreateHashtagSet => new(desk.HashtagSets, desk.Events, desk.Database, desk.Clock);

    public ChangeHashtagSet ChangeHashtagSet => new(desk.HashtagSets, desk.Events, desk.Database, desk.Clock);

    public DeleteHashtagSet DeleteHashtagSet => new(desk.HashtagSets, desk.Events, desk.Database, desk.Clock);

    public CreateSlot CreateSlot => new(desk.Slots, desk.Categories, desk.Channels, desk.Events, desk.Database, desk.Clock);

    public ChangeSlot ChangeSlot => new(desk.Slots, desk.Categories, desk.Channels, desk.Events, desk.Database, desk.Clock);

    public DeleteSlot DeleteSlot => new(desk.Slots, desk.Events, desk.Database, desk.Clock);

    public ListPlaces ListPlaces => new(desk.Slots, desk.Workspaces);

    public FindNextSlots FindNextSlots => new(desk.Slots, desk.Workspaces, desk.CheckPlan, desk.Clock, Options.Create(desk.JobsOptions), Options.Create(desk.Publishing));

    public ScheduleInNextSlot ScheduleInNextSlot => new(desk.Posts, desk.CheckPost, TakePlace, desk.SchedulePost, desk.Database);

    public CreateInNextSlot CreateInNextSlot => new(desk.CheckPost, TakePlace, desk.CreatePost, desk.Database);

    public ChangePosts ChangePosts => new(
        desk.Posts, desk.Workspaces, desk.SchedulePost, ScheduleInNextSlot, desk.UnschedulePost, desk.SubmitPost, desk.ApprovePost, desk.DeletePost, desk.CheckPost, desk.PrepareMedia,
        desk.Database);

    public RehearseChange RehearseChange => new(
        ChangePosts, LockPosts, desk.Posts, desk.CheckPost, desk.Schedule, desk.Platform, desk.Database, Options.Create(desk.JobsOptions), Options.Create(desk.Publishing));

    public CreateSeries CreateSeries => new(desk.Series, desk.Posts, desk.Workspaces, desk.Events, desk.Database, desk.Clock, new SeriesSignal());

    public ChangeSeries ChangeSeries => new(desk.Series, desk.Workspaces, LockPosts, desk.DeletePost, desk.Events, desk.Database, desk.Clock, new SeriesSignal());

    public DeleteSeries DeleteSeries => new(desk.Series, LockPosts, desk.UnschedulePost, desk.Events, desk.Database, desk.Clock);

    public MakeSeriesPosts MakeSeriesPosts => new(
        desk.Series, desk.Posts, desk.Workspaces, new MakeOccurrence(desk.Series, desk.Posts, desk.CreatePost, desk.CheckPost, desk.SubmitPost, desk.SchedulePost, desk.Events, desk.Clock),
        desk.PrepareMedia, desk.Events, desk.Database, desk.Clock, Options.Create(new PlanningOptions()), Options.Create(desk.JobsOptions));

    private LockPosts LockPosts => new(desk.Posts, desk.Channels);

    private TakePlace TakePlace => new(FindNextSlots, desk.Channels);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task<Category> CategoryAsync(string name = "Recipes") =>
        Assert.IsType<CategoryResult.Saved>(await CreateCategory.RunAsync(desk.WorkspaceId, name, "#2f9e44", "Ann", Ct)).Category;

    /// <summary>On every day of the week, unless told otherwise.</summary>
    public async Task<Slot> SlotAsync(Channel channel, string time, Category? category = null, params DayOfWeek[] weekdays)
    {
        var wanted = ASlot(channel, time, weekdays) with { CategoryId = category?.Id };
        return Assert.IsType<SlotResult.Saved>(await CreateSlot.RunAsync(wanted, "Ann", Ct)).Slot;
    }

    public Slot ASlot(Channel channel, string time, params DayOfWeek[] weekdays) => new()
    {
        Id = Guid.Empty,
        WorkspaceId = desk.WorkspaceId,
        ChannelId = channel.Id,
        Weekdays = weekdays.Length == 0 ? Enum.GetValues<DayOfWeek>() : weekdays,
        Time = TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture),
        CreatedAt = desk.Time.GetUtcNow(),
    };

    public Task<PostResult> TakeAsync(Post post, bool force = false) => ScheduleInNextSlot.RunAsync(desk.WorkspaceId, post.Id, force, "Ann", Ct);

    public Task<IReadOnlyList<DateTimeOffset>> NextAsync(int count, Guid? categoryId, params Channel[] channels) => FindNextSlots.RunAsync(new SlotWish
    {
        WorkspaceId = desk.WorkspaceId,
        Channels = [.. channels.Select(channel => new SlotChannel(channel, Post: null))],
        CategoryId = categoryId,
    }, count, Ct);
}
