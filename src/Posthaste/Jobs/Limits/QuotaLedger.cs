using System.Globalization;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Limits;

/// <summary>What a channel's limits leave room for. Pure: everything is decided on what was counted, and the time.</summary>
internal sealed class QuotaLedger
{
    /// <summary>The publish call and what may have to settle it, or read its link.</summary>
    public const int ReservePerJob = 3;

    /// <summary>A reading of the platform's own figure is believed for so long.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>Posts of other programs leave the window when only the platform knows: it is asked again after this.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromHours(1);

    /// <summary>What is kept for others may be given free at any time.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ChannelCounts _counts;
    private readonly PlatformLimits _limits;
    private readonly DateTimeOffset _now;
    private readonly int? _perDay;
    private readonly int? _perHour;
    private readonly int _others;
    private readonly RollingWindow _day;
    private readonly RollingWindow _hour;
    private readonly RollingWindow _inbox;
    private readonly HourlyWindow _containers;
    private readonly HourlyWindow _calls;

    /// <param name="counts">What was counted.</param>
    /// <param name="limits">The platform's.</param>
    /// <param name="postsPerHour">0 for no limit.</param>
    /// <param name="now">When it was counted.</param>
    public QuotaLedger(ChannelCounts counts, PlatformLimits limits, int postsPerHour, DateTimeOffset now)
    {
        (_counts, _limits, _now) = (counts, limits, now);
        _perHour = postsPerHour == 0 ? null : postsPerHour;
        _perDay = limits.PostsPerDay is null ? null : counts.Quota?.Total ?? limits.PostsPerDay;
        var window = counts.Quota?.Window is { } told && told > TimeSpan.Zero ? told : Day;
        var own = new RollingWindow(counts.Publishes, window);
        _others = CountOthers(own);
        // Nobody knows when they went out; at the latest when they were counted.
        _day = own with { Times = [.. counts.Publishes, .. counts.Planned, .. Enumerable.Repeat(counts.Quota?.ReadAt ?? now, _others)] };
        _hour = new RollingWindow([.. counts.Publishes, .. counts.Planned], Hour);
        _inbox = new RollingWindow(counts.Deliveries, Day);
        _containers = new HourlyWindow([.. counts.Hours.Select(hour => (hour.Hour, hour.Containers))], Day, now);
        _calls = new HourlyWindow([.. counts.Hours.Select(hour => (hour.Hour, hour.Calls))], Hour, now);
    }

    /// <summary>The platform should be asked before anything is decided on its figure.</summary>
    public bool NeedsReading => _limits.PostsPerDay is not null && (_counts.Quota is null || _now - _counts.Quota.ReadAt > Fresh);

    /// <summary>Before a post of that time is prepared, the platform is asked anew: until then its figure is a guess.</summary>
    public bool WillBeAskedFor(DateTimeOffset at) => NeedsReading && at < _now + AskAgain;

    /// <summary>What the database lets through, whatever was decided before.</summary>
    public PublishAllowance Allowance => new(_perDay - _others, _day.Length, _perHour);

    /// <summary>The same for what ends in the account's own inbox, and counts as no post.</summary>
    public PublishAllowance InboxAllowance => PublishAllowance.Unlimited with { Inbox = _limits.InboxPerDay };

    public IReadOnlyList<LimitState> States
    {
        get
        {
            var states = new List<LimitState>();
            if (_perDay is { } perDay) states.Add(State(LimitName.PostsPerDay, perDay, _day, _counts.Quota?.Total is null ? LimitSource.Default : LimitSource.Platform));
            if (_perHour is { } perHour) states.Add(State(LimitName.PostsPerHour, perHour, _hour, LimitSource.Setting));
            if (_limits.InboxPerDay is { } inbox) states.Add(State(LimitName.InboxPerDay, inbox, _inbox, LimitSource.Default));
            if (_limits.ContainersPerDay is { } containers) states.Add(State(LimitName.ContainersPerDay, containers, _containers, LimitSource.Default));
            if (_limits.CallsPerHour is { } calls) states.Add(State(LimitName.CallsPerHour, calls, _calls, LimitSource.Setting));
            return states;
        }
    }

    /// <summary>Whether so many publish calls fit at that time.</summary>
    /// <returns>Null where they do.</returns>
    public LimitWait? ForPublishing(DateTimeOffset at, int parts)
    {
        var day = _perDay is { } perDay ? Wait(_day.FitsAt(at, perDay, parts), perDay, "posts in 24 hours") : null;
        // Told from what we know; others' posts may leave earlier, and the account may be allowed more.
        if ((_others > 0 || _counts.Quota?.Total is null) && at < _now + AskAgain && day?.Until > _now + AskAgain) day = day with { Until = _now + AskAgain };
        var hour = _perHour is { } perHour ? Wait(_hour.FitsAt(at, perHour, parts), perHour, "posts in an hour") : null;
        var wait = day is null || hour?.Until > day.Until ? hour : day;
        return wait?.Until > at ? wait : null;
    }

    /// <summary>Whether one more may wait in the account's own inbox at that time, if its owner finishes none of those that do.</summary>
    /// <returns>Null where it may.</returns>
    public LimitWait? ForDelivering(DateTimeOffset at) =>
        _limits.InboxPerDay is { } limit && Wait(_inbox.FitsAt(at, limit), limit, "posts waiting in its inbox, of 24 hours") is { } wait && wait.Until > at
            ? wait with { Error = wait.Error with { Advice = "Finish or discard some of them in the network's app. Posthaste goes on when there is room again." } }
            : null;

    /// <summary>The same, and when to look again: its owner may finish one at any time.</summary>
    public LimitWait? ForDeliveringSoon(DateTimeOffset at) =>
        ForDelivering(at) is not { } wait ? null : wait.Until > _now + LookAgain ? wait with { Until = _now + LookAgain } : wait;

    /// <summary>Whether a call may be made that prepares a post, or looks at one in the works.</summary>
    /// <param name="creates">It makes a container.</param>
    /// <returns>Null where it may.</returns>
    public LimitWait? ForPreparing(bool creates)
    {
        if (creates && _limits.ContainersPerDay is { } containers && _containers.CountAt(_now) >= containers)
            return Wait(_containers.FitsAt(_now, containers), containers, "prepared posts in 24 hours");
        return ForCalls(1.0);
    }

    /// <summary>Whether a call may be made that no post waits for.</summary>
    /// <returns>Null where it may.</returns>
    public LimitWait? ForMetrics() => ForCalls(0.8);

    private LimitWait? ForCalls(double share)
    {
        if (_limits.CallsPerHour is not { } calls) return null;
        // No more posts than the hour allows can need their calls in it.
        var room = (int)(calls * share) - (Math.Min(_counts.ReadyJobs, _perHour ?? int.MaxValue) * ReservePerJob);
        var used = _calls.CountAt(_now);
        if (used < room) return null;
        var wait = Wait(_calls.FitsAt(_now, room), calls, "calls in an hour");
        var kept = used < calls && wait.Until > _now + LookAgain;
        return kept ? wait with { Until = _now + LookAgain } : wait;
    }

    private int CountOthers(RollingWindow own)
    {
        if (_counts.Quota is not { } quota || _now - quota.ReadAt >= own.Length) return 0;
        var since = _counts.Publishes.Count(time => time > quota.ReadAt);
        return Math.Max(0, quota.Used + since - own.CountAt(_now));
    }

    private LimitState State(LimitName name, int limit, RollingWindow window, LimitSource source) =>
        new(name, limit, window.CountAt(_now), window.FitsAt(_now, Math.Min(limit, window.CountAt(_now))), source);

    private LimitState State(LimitName name, int limit, HourlyWindow window, LimitSource source) =>
        new(name, limit, window.CountAt(_now), window.FitsAt(_now, Math.Min(limit, window.CountAt(_now))), source);

    private LimitWait Wait(DateTimeOffset? fits, int limit, string things)
    {
        var what = $"{limit.ToString(CultureInfo.InvariantCulture)} {things}";
        return new LimitWait(fits ?? _now + AskAgain, new PlatformError
        {
            Kind = ErrorKind.WaitUntil,
            Code = "limit_spent",
            Message = $"The channel's limit of {what} is spent.",
            Advice = "Nothing to do: Posthaste goes on when there is room again. Reschedule the post if that is too late.",
        }, what);
    }
}
