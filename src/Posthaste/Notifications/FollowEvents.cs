using Microsoft.Extensions.Options;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Workspaces;

namespace Posthaste.Notifications;

/// <summary>Makes deliveries of what happened, for every target that hears it. Nothing is lost while a server is down, and nothing is told twice however many nodes follow.</summary>
/// <remarks>Events become visible in the order of their commits and not of their ids, so each round reads <see cref="EventsOptions.Overlap"/> again (docs/decisions/0019-following-the-event-log.md);
/// that an event becomes a delivery once is the table's to see to.</remarks>
internal sealed class FollowEvents(
    IEventTail tail, IDeliveryStore deliveries, ITargetStore targets, IWorkspaceStore workspaces, ITransactions transactions, EngineClock clock, IOptions<EventsOptions> options)
{
    /// <summary>How far back a hint has the log read: most transactions are shorter, and the others are found by the next whole round.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(2);

    private const int PageSize = 500;

    /// <summary>Written no more often than this: what is read again costs less than a commit.</summary>
    private static readonly TimeSpan Stride = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _overlap = options.Value.Overlap;

    /// <summary>What was looked at since the whole round before the last one.</summary>
    private HashSet<Guid> _seen = [];

    /// <summary>Whether any target was on in the last round.</summary>
    public bool HasHearers { get; private set; }

    /// <param name="whole">Reads the whole overlap again; else only what is young.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    /// <returns>How many deliveries were made.</returns>
    public async Task<int> RunAsync(bool whole, CancellationToken ct)
    {
        var now = await tail.ReadClockAsync(ct);
        var cursor = await deliveries.ReadCursorAsync(ct);
        var hearers = (await targets.ListOnAsync(ct)).ToLookup(target => target.WorkspaceId);
        HasHearers = hearers.Count > 0;
        // What happened before this server told anybody is no news.
        if (cursor is not { } since || !HasHearers)
        {
            if (cursor is not { } last || now - last >= Stride) await deliveries.MoveCursorAsync(now, ct);
            return 0;
        }

        var (made, read) = (0, new HashSet<Guid>());
        var from = since - (whole ? _overlap : Near);
        for (Guid? after = null; ;)
        {
            var page = await tail.ReadAsync(from, after, PageSize, ct);
            made += await TellAsync(page.Where(notice => read.Add(notice.Id) && !_seen.Contains(notice.Id)).ToList(), hearers, ct);
            if (page.Count < PageSize) break;
            after = page[^1].Id;
            // A long way to catch up: what is done is not done again after a restart.
            if (TimeOf(page[^1].Id) is var reached && reached > since && reached < now) await deliveries.MoveCursorAsync(reached, ct);
        }
        if (whole) _seen = read;
        else _seen.UnionWith(read);
        if (now - since >= Stride) await deliveries.MoveCursorAsync(now, ct);
        return made;
    }

    private async Task<int> TellAsync(List<EventNotice> fresh, ILookup<Guid, Target> hearers, CancellationToken ct)
    {
        Guid[] heard = [.. fresh.Where(notice => hearers[notice.WorkspaceId].Any(target => Hearing.Hears(target.Hears, notice.Kind))).Select(notice => notice.Id)];
        if (heard.Length == 0) return 0;
        var now = clock.Now;
        var made = new List<Delivery>();
        var zones = new Dictionary<Guid, TimeZoneInfo>();
        foreach (var what in await deliveries.ReadHappeningsAsync(heard, ct))
        {
            var notice = NoticeText.Of(what);
            foreach (var target in hearers[notice.WorkspaceId].Where(target => Hearing.Hears(target.Hears, notice.Kind) && notice.At >= target.HearsSince && !IsAboutItself(target, notice)))
            {
                if (!zones.TryGetValue(notice.WorkspaceId, out var zone)) zones[notice.WorkspaceId] = zone = await ZoneAsync(notice.WorkspaceId, ct);
                made.Add(new Delivery
                {
                    Id = Guid.CreateVersion7(now),
                    TargetId = target.Id,
                    Notice = notice,
                    State = DeliveryState.Waiting,
                    CreatedAt = now,
                    DueAt = DueRule.DueAt(target, notice.Urgent, zone, now),
                });
            }
        }
        // In one order on all nodes, so that none waits for a row of one that waits for it.
        return made.Count == 0 ? 0 : await transactions.RunAsync(() => deliveries.AddAsync([.. made.OrderBy(delivery => delivery.TargetId).ThenBy(delivery => delivery.Notice.EventId)], ct), ct);
    }

    /// <summary>A target that takes nothing is not told so: that would not arrive, and be told again.</summary>
    private static bool IsAboutItself(Target target, Notice notice) => notice.SubjectId == target.Id;

    private async Task<TimeZoneInfo> ZoneAsync(Guid workspaceId, CancellationToken ct) =>
        await workspaces.FindAsync(workspaceId, ct) is { TimeZone: var name } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    private static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16);
    }
}
