using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Storage;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;
using Posthaste.Transfer.Feeds;

namespace Posthaste.Tests.Transfer;

/// <summary>What a calendar program reads, on one database.</summary>
public abstract class CalendarFeedContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private Channel _shop = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SqlCalendarFeedStore Feeds => new(_desk.Database);

    private ReadCalendarFeed Read => new(Feeds, _desk.Clock);

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _shop = await _desk.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_feed_shows_titles_and_times_and_nothing_else()
    {
        var post = await PostAsync("Bread", 3);

        var text = await ReadAsync(await CreateAsync());

        Assert.Contains("SUMMARY:Bread\r\n", text, StringComparison.Ordinal);
        Assert.Contains($"DTSTART:{_desk.InHours(3).UtcDateTime:yyyyMMdd'T'HHmmss'Z'}\r\n", text, StringComparison.Ordinal);
        Assert.Contains("STATUS:CONFIRMED", text, StringComparison.Ordinal);
        Assert.DoesNotContain(post.Draft.Caption, text, StringComparison.Ordinal);
        Assert.DoesNotContain(_shop.Username, text, StringComparison.Ordinal);
        Assert.Equal(text, await ReadAsync(await CreateAsync()));
    }

    [Fact]
    public async Task A_move_keeps_the_event_and_raises_its_sequence()
    {
        var post = await PostAsync("Bread", 3);
        var token = await CreateAsync();
        var before = EventOf(await ReadAsync(token));

        Desk.Saved(await _desk.SchedulePost.RunAsync(_desk.WorkspaceId, post.Id, _desk.InHours(5), force: true, "Ann", Ct));

        var after = EventOf(await ReadAsync(token));
        Assert.Equal(before["UID"], after["UID"]);
        Assert.True(int.Parse(after["SEQUENCE"], System.Globalization.CultureInfo.InvariantCulture) > int.Parse(before["SEQUENCE"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.NotEqual(before["DTSTART"], after["DTSTART"]);
    }

    [Fact]
    public async Task What_was_cancelled_or_deleted_is_told_for_thirty_days()
    {
        var (kept, deleted) = (await PostAsync("Unscheduled", 50 * 24), await PostAsync("Deleted", 51 * 24));
        var token = await CreateAsync();

        Desk.Saved(await _desk.UnschedulePost.RunAsync(_desk.WorkspaceId, kept.Id, "Ann", Ct));
        await _desk.DeletePost.RunAsync(_desk.WorkspaceId, deleted.Id, null, "Ann", Ct);

        Assert.Equal(2, Count(await ReadAsync(token), "STATUS:CANCELLED"));
        _desk.Time.Advance(TimeSpan.FromDays(29));
        Assert.Equal(2, Count(await ReadAsync(token), "STATUS:CANCELLED"));
        _desk.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, Count(await ReadAsync(token), "BEGIN:VEVENT"));
    }

    [Fact]
    public async Task A_feed_of_some_channels_or_states_shows_no_others()
    {
        var other = await _desk.ConnectAsync("1785");
        await PostAsync("Bread", 3);
        await PostAsync("Cake", 3, other);

        Assert.Equal(2, Count(await ReadAsync(await CreateAsync()), "BEGIN:VEVENT"));
        Assert.Contains("SUMMARY:Cake", await ReadAsync(await CreateAsync(channels: [other.Id])), StringComparison.Ordinal);
        Assert.Equal(1, Count(await ReadAsync(await CreateAsync(channels: [other.Id])), "BEGIN:VEVENT"));
        Assert.Equal(2, Count(await ReadAsync(await CreateAsync(states: [JobState.Scheduled, JobState.Ready])), "BEGIN:VEVENT"));
        Assert.Equal(0, Count(await ReadAsync(await CreateAsync(states: [JobState.Published])), "BEGIN:VEVENT"));
    }

    [Fact]
    public async Task A_post_that_waits_for_approval_is_tentative()
    {
        await _desk.Workspaces.SaveAsync((await _desk.Workspaces.FindAsync(_desk.WorkspaceId, Ct))! with { ApprovalPolicy = Posthaste.Workspaces.ApprovalPolicy.One }, Ct);
        await PostAsync("Bread", 3);
        await _desk.CreateAsync((await _desk.DraftAsync()) with { Title = "Without a channel" }, _desk.InHours(4));

        var text = await ReadAsync(await CreateAsync());

        Assert.Equal(2, Count(text, "STATUS:TENTATIVE"));
        Assert.Contains("SUMMARY:Without a channel", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_is_read_by_its_secret_alone_and_no_more_once_it_is_revoked()
    {
        var token = await CreateAsync();
        var feed = Assert.Single(await Feeds.ListAsync(_desk.WorkspaceId, Ct));
        var revoke = new RevokeCalendarFeed(Feeds, _desk.Events, _desk.Database, _desk.Clock);

        Assert.NotNull(await Read.RunAsync(token, Ct));
        Assert.Null(await Read.RunAsync(token[1..], Ct));
        Assert.Null(await Read.RunAsync("", Ct));
        Assert.Null(await Read.RunAsync(feed.Id.ToString(), Ct));
        Assert.False(await revoke.RunAsync(Guid.Empty, feed.Id, "Ann", Ct));
        Assert.True(await revoke.RunAsync(_desk.WorkspaceId, feed.Id, "Ann", Ct));
        Assert.False(await revoke.RunAsync(_desk.WorkspaceId, feed.Id, "Ann", Ct));
        Assert.Null(await Read.RunAsync(token, Ct));
        // Both in the same millisecond, so in no order.
        Assert.Equal(["calendar_feed.created", "calendar_feed.revoked"], (await _desk.KindsOfEventsAsync(feed.Id)).Order());
    }

    [Fact]
    public async Task Of_who_reads_it_the_day_is_kept_and_no_more()
    {
        var token = await CreateAsync(channels: [_shop.Id], states: [JobState.Published, JobState.Scheduled]);
        var made = Assert.Single(await Feeds.ListAsync(_desk.WorkspaceId, Ct));
        await Read.RunAsync(token, Ct);
        var first = Assert.Single(await Feeds.ListAsync(_desk.WorkspaceId, Ct));
        _desk.Time.Advance(TimeSpan.FromDays(1));
        await Read.RunAsync(token, Ct);
        var second = Assert.Single(await Feeds.ListAsync(_desk.WorkspaceId, Ct));

        Assert.Null(made.UsedDay);
        Assert.Equal([_shop.Id], made.ChannelIds);
        Assert.Equal([JobState.Scheduled, JobState.Published], made.States);
        Assert.Equal(TimeSpan.Zero, first.UsedDay!.Value.TimeOfDay);
        Assert.Equal(first.UsedDay.Value.AddDays(1), second.UsedDay);
    }

    [Theory]
    [InlineData("", "invalid_name")]
    [InlineData("a\nb", "invalid_name")]
    [InlineData("Of a stranger", "unknown_channel")]
    public async Task A_feed_that_makes_no_sense_is_refused(string name, string code)
    {
        var result = await Create.RunAsync(new NewCalendarFeed(_desk.WorkspaceId, name, [Guid.Empty], []), "Ann", Ct);

        Assert.Equal(code, Assert.IsType<CreateFeedResult.Refused>(result).Code);
        Assert.Empty(await Feeds.ListAsync(_desk.WorkspaceId, Ct));
    }

    private CreateCalendarFeed Create => new(Feeds, _desk.Channels, _desk.Events, _desk.Database, _desk.Clock);

    private async Task<string> CreateAsync(IReadOnlyList<Guid>? channels = null, IReadOnlyList<JobState>? states = null) =>
        Assert.IsType<CreateFeedResult.Created>(await Create.RunAsync(new NewCalendarFeed(_desk.WorkspaceId, "Team", channels ?? [], states ?? []), "Ann", Ct)).Token.Reveal();

    private async Task<string> ReadAsync(string token) => (await Read.RunAsync(token, Ct))!;

    private async Task<Post> PostAsync(string title, double hours, Channel? channel = null) =>
        await _desk.CreateAsync((await _desk.DraftAsync(channel ?? _shop)) with { Title = title, Caption = "not to be seen" }, _desk.InHours(hours));

    private static int Count(string text, string line) => text.Split("\r\n").Count(found => found == line);

    private static Dictionary<string, string> EventOf(string text) =>
        text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n").SkipWhile(line => line != "BEGIN:VEVENT").TakeWhile(line => line != "END:VEVENT").Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}

public sealed class SqliteCalendarFeedTests() : CalendarFeedContract(new SqliteTestDatabase());

public sealed class PostgresCalendarFeedTests() : CalendarFeedContract(new PostgresTestDatabase());
