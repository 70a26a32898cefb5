using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Posthaste.Events;

/// <summary>Follows the event log of all nodes while somebody listens, and tells each event once. With nobody listening it reads nothing.</summary>
/// <remarks>Ids are given in the order of time and become visible in the order of commits, so no place in the log is one behind which nothing is missing. Every
/// hint has the last seconds read again, every poll interval all of <see cref="EventsOptions.Overlap"/>; what was told already is known by its id.</remarks>
internal sealed partial class EventFeed(
    IEventTail tail, EventSignal signal, IOptions<EventsOptions> options, TimeProvider time, ILogger<EventFeed> log) : BackgroundService
{
    /// <summary>How far back a hint has the log read: most transactions are shorter, and the others are found by the next poll.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(2);

    /// <summary>More than this at once is a gap: to look afresh is less work than to look at each.</summary>
    private const int MostTold = 1_000;

    private const int PageSize = 2_000;

    private readonly EventsOptions _options = options.Value;
    private readonly Lock _gate = new();
    private readonly List<Action<FeedNews>> _listeners = [];
    private TaskCompletionSource _wanted = NewWish();
    private bool _following;

    /// <summary>Whether whoever listens from now on misses nothing; else a <see cref="FeedNews.Gap"/> says when that begins.</summary>
    public bool IsFollowing
    {
        get
        {
            lock (_gate) return _following;
        }
    }

    /// <summary>Tells what happens from now on.</summary>
    /// <param name="hear">Called from one thread at a time; must return at once.</param>
    /// <returns>Ends it when disposed.</returns>
    public IDisposable Listen(Action<FeedNews> hear)
    {
        lock (_gate)
        {
            _listeners.Add(hear);
            _wanted.TrySetResult();
        }
        return new Listening(() => Leave(hear));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            Task wanted;
            lock (_gate) wanted = _wanted.Task;
            await wanted.WaitAsync(stoppingToken);
            await FollowAsync(stoppingToken);
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        var (round, failing) = (new Round(), false);
        while (IsWanted())
        {
            var rung = signal.Next;
            try
            {
                await TurnAsync(round, stopping);
                failing = false;
            }
            catch (Exception e) when (e is DbException or TimeoutException or IOException)
            {
                if (!failing) LogFailed(e);
                (round, failing) = (new Round(), true);
                rung = Task.Delay(_options.PollInterval, time, stopping);
            }
            await Task.Delay(_options.Gather, time, stopping);
            await Task.WhenAny(rung, Task.Delay(_options.PollInterval, time, stopping));
            stopping.ThrowIfCancellationRequested();
        }
    }

    private async Task TurnAsync(Round round, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        var first = !round.HasRead;
        var whole = first || time.GetElapsedTime(round.WholeAt, begun) >= round.WholeEvery;
        if (whole) round.SetClock(await tail.ReadClockAsync(ct), begun);
        var now = round.Clock + time.GetElapsedTime(round.ClockAt, begun);
        var fresh = await ReadAsync(round, now - (whole ? _options.Overlap : Near), whole, ct);
        if (whole)
        {
            round.WholeAt = begun;
            // However much is written, following it takes a tenth of the time at the most.
            round.WholeEvery = Later(_options.PollInterval, time.GetElapsedTime(begun) * 10);
        }
        // What happened before anybody listened is no news.
        if (first || fresh.Count > MostTold) Tell(new FeedNews.Gap());
        else if (fresh.Count > 0) Tell(new FeedNews.Happened(await WithPostsAsync(fresh, ct)));
    }

    /// <returns>What was not there before.</returns>
    private async Task<List<EventNotice>> ReadAsync(Round round, DateTimeOffset from, bool whole, CancellationToken ct)
    {
        var fresh = new List<EventNotice>();
        var found = new HashSet<Guid>();
        IReadOnlyList<EventNotice> page;
        Guid? after = null;
        do
        {
            page = await tail.ReadAsync(from, after, PageSize, ct);
            foreach (var notice in page)
            {
                found.Add(notice.Id);
                if (!round.Told.Contains(notice.Id)) fresh.Add(notice);
            }
            if (page.Count > 0) after = page[^1].Id;
        }
        while (page.Count == PageSize);
        // A whole read has all that can be read again; what is older is forgotten.
        if (whole) round.Told = found;
        else round.Told.UnionWith(found);
        return fresh;
    }

    private async Task<IReadOnlyList<EventNotice>> WithPostsAsync(IReadOnlyList<EventNotice> notices, CancellationToken ct)
    {
        Guid[] jobs = [.. notices.Where(IsOfJob).Select(notice => notice.SubjectId).Distinct()];
        if (jobs.Length == 0) return notices;
        var posts = await tail.FindPostsAsync(jobs, ct);
        return [.. notices.Select(notice => IsOfJob(notice) && posts.TryGetValue(notice.SubjectId, out var post) ? notice with { PostId = post } : notice)];
    }

    private static bool IsOfJob(EventNotice notice) => notice.Kind.StartsWith(EventNotice.OfJobs, StringComparison.Ordinal);

    private bool IsWanted()
    {
        lock (_gate)
        {
            if (_listeners.Count > 0) return true;
            _following = false;
            _wanted = NewWish();
            return false;
        }
    }

    private void Tell(FeedNews news)
    {
        Action<FeedNews>[] listeners;
        lock (_gate)
        {
            _following = true;
            listeners = [.. _listeners];
        }
        foreach (var hear in listeners) hear(news);
    }

    private void Leave(Action<FeedNews> hear)
    {
        lock (_gate) _listeners.Remove(hear);
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TaskCompletionSource NewWish() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Warning, "The event log cannot be read; live events pause, and go on when it can")]
    private partial void LogFailed(Exception exception);

    /// <summary>From the first listener until the last has left, or the database was away.</summary>
    private sealed class Round
    {
        /// <summary>Ids that were read since the last whole read, and by it.</summary>
        public HashSet<Guid> Told { get; set; } = [];

        public bool HasRead { get; private set; }
        public DateTimeOffset Clock { get; private set; }
        public long ClockAt { get; private set; }
        public long WholeAt { get; set; }
        public TimeSpan WholeEvery { get; set; }

        public void SetClock(DateTimeOffset clock, long at) => (Clock, ClockAt, HasRead) = (clock, at, true);
    }

    private sealed class Listening(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
