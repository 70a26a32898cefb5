using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Posthaste.Events;

namespace Posthaste.Tests.Events;

/// <summary>R-OPS-1: each event is told once, however its commit and the readings fall.</summary>
public sealed class EventFeedTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 7, 29, 10, 0, 0, TimeSpan.Zero);

    private readonly ScriptedTail _tail = new();
    private readonly EventSignal _signal = new();
    private readonly System.Threading.Channels.Channel<FeedNews> _news = System.Threading.Channels.Channel.CreateUnbounded<FeedNews>();
    private EventFeed _feed = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // The real clock, and a poll that no test waits for unless it says so.
        await StartAsync(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.StopAsync(CancellationToken.None);
        _feed.Dispose();
    }

    [Fact]
    public async Task What_is_committed_is_told_once()
    {
        using var listening = await ListenAsync();
        var first = _tail.Commit("post.created", Start);
        _signal.Ring();
        Assert.Equal([first], await HappenedAsync());

        var second = _tail.Commit("post.approved", Start.AddMilliseconds(5));
        _signal.Ring();

        Assert.Equal([second], await HappenedAsync());
    }

    [Fact]
    public async Task An_event_that_is_committed_after_a_younger_one_is_told_too()
    {
        using var listening = await ListenAsync();
        var young = _tail.Commit("post.created", Start.AddSeconds(1));
        _signal.Ring();
        Assert.Equal([young], await HappenedAsync());

        var old = _tail.Commit("post.created", Start);
        _signal.Ring();

        Assert.Equal([old], await HappenedAsync());
    }

    [Fact]
    public async Task An_event_that_took_long_to_commit_is_found_by_the_next_poll()
    {
        await RestartAsync(TimeSpan.FromMilliseconds(50));
        using var listening = await ListenAsync();

        var late = _tail.Commit("post.created", Start.AddSeconds(-20));

        Assert.Equal([late], await HappenedAsync());
    }

    [Fact]
    public async Task A_lost_hint_costs_a_poll_interval()
    {
        await RestartAsync(TimeSpan.FromMilliseconds(50));
        using var listening = await ListenAsync();

        var committed = _tail.Commit("job.published", Start);

        Assert.Equal([committed], await HappenedAsync());
    }

    [Fact]
    public async Task What_happened_before_anybody_listened_is_no_news()
    {
        _tail.Commit("post.created", Start);
        using var listening = await ListenAsync();

        var next = _tail.Commit("post.approved", Start);
        _signal.Ring();

        Assert.Equal([next], await HappenedAsync());
    }

    [Fact]
    public async Task With_nobody_listening_nothing_is_read()
    {
        (await ListenAsync()).Dispose();
        _signal.Ring();
        while (_feed.IsFollowing) await Task.Yield();
        var reads = _tail.Reads;

        _tail.Commit("post.created", Start);
        _signal.Ring();
        using var listening = await ListenAsync();

        Assert.Equal(reads + 1, _tail.Reads);
    }

    [Fact]
    public async Task A_database_that_was_away_is_a_gap()
    {
        await RestartAsync(TimeSpan.FromMilliseconds(50));
        using var listening = await ListenAsync();

        _tail.IsAway = true;
        await _tail.RefusedAsync();
        _tail.Commit("post.created", Start);
        _tail.IsAway = false;

        Assert.IsType<FeedNews.Gap>(await _news.Reader.ReadAsync(Ct));
        var next = _tail.Commit("post.approved", Start);
        Assert.Equal([next], await HappenedAsync());
    }

    [Fact]
    public async Task So_much_at_once_that_looking_afresh_is_quicker_is_a_gap()
    {
        using var listening = await ListenAsync();

        foreach (var n in Enumerable.Range(0, 4_100)) _tail.Commit("job.published", Start.AddMilliseconds(n % 900));
        _signal.Ring();

        Assert.IsType<FeedNews.Gap>(await _news.Reader.ReadAsync(Ct));
        var next = _tail.Commit("post.approved", Start);
        _signal.Ring();
        Assert.Equal([next], await HappenedAsync());
    }

    [Fact]
    public async Task A_job_is_told_with_its_post()
    {
        using var listening = await ListenAsync();
        var (job, post) = (Guid.CreateVersion7(Start), Guid.CreateVersion7(Start));
        _tail.Posts[job] = post;

        _tail.Commit("job.published", Start, job);
        _signal.RingFromElsewhere();

        var told = Assert.Single(await HappenedAsync());
        Assert.Equal((job, (Guid?)post), (told.SubjectId, told.PostId));
    }

    private async Task<IDisposable> ListenAsync()
    {
        var listening = _feed.Listen(news => _news.Writer.TryWrite(news));
        Assert.IsType<FeedNews.Gap>(await _news.Reader.ReadAsync(Ct));
        return listening;
    }

    private async Task<IReadOnlyList<EventNotice>> HappenedAsync() => Assert.IsType<FeedNews.Happened>(await _news.Reader.ReadAsync(Ct)).Notices;

    private async Task RestartAsync(TimeSpan poll)
    {
        await DisposeAsync();
        await StartAsync(poll);
    }

    private async Task StartAsync(TimeSpan poll)
    {
        var options = Options.Create(new EventsOptions { PollInterval = poll, Gather = TimeSpan.Zero });
        _feed = new EventFeed(_tail, _signal, options, TimeProvider.System, NullLogger<EventFeed>.Instance);
        await _feed.StartAsync(Ct);
    }

    /// <summary>A log whose clock stands a second after <see cref="Start"/>, and into which a test commits what it likes.</summary>
    private sealed class ScriptedTail : IEventTail
    {
        private readonly Lock _gate = new();
        private readonly SortedDictionary<Guid, EventNotice> _committed = [];
        private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _isAway;

        public bool IsAway
        {
            get => _isAway;
            set => _isAway = value;
        }

        public int Reads { get; private set; }

        public Dictionary<Guid, Guid> Posts { get; } = [];

        public EventNotice Commit(string kind, DateTimeOffset at, Guid? subject = null)
        {
            var notice = new EventNotice(Guid.CreateVersion7(at), Guid.Empty, kind, subject ?? Guid.CreateVersion7(at));
            lock (_gate) _committed.Add(notice.Id, notice);
            return notice;
        }

        public Task RefusedAsync() => _refused.Task.WaitAsync(Ct);

        public Task<DateTimeOffset> ReadClockAsync(CancellationToken ct)
        {
            if (!IsAway) return Task.FromResult(Start.AddSeconds(1));
            _refused.TrySetResult();
            throw new AwayException();
        }

        public Task<IReadOnlyList<EventNotice>> ReadAsync(DateTimeOffset from, Guid? after, int max, CancellationToken ct)
        {
            lock (_gate)
            {
                Reads++;
                return Task.FromResult<IReadOnlyList<EventNotice>>([.. _committed.Values
                    .Where(notice => after is { } last ? notice.Id.CompareTo(last) > 0 : TimeOf(notice.Id) >= from)
                    .Take(max)]);
            }
        }

        public Task<IReadOnlyDictionary<Guid, Guid>> FindPostsAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken ct) =>
            Task.FromResult<IReadOnlyDictionary<Guid, Guid>>(Posts);

        private static DateTimeOffset TimeOf(Guid id) =>
            DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id.ToString("N")[..12], 16));

        private sealed class AwayException : DbException;
    }
}
