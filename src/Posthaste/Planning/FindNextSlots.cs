using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Workspaces;

namespace Posthaste.Planning;

/// <summary>What should go into slots.</summary>
internal sealed record SlotWish
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>All of which must have a free place at the same instant; at least one.</summary>
    public required IReadOnlyList<SlotChannel> Channels { get; init; }

    public Guid? CategoryId { get; init; }

    /// <summary>Not before; null for as soon as it can be prepared.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Does not stand in its own way; null for a post that is not there yet.</summary>
    public Guid? PostId { get; init; }
}

/// <param name="Post">What it would get; null where that is not known, which counts as one publish call.</param>
internal sealed record SlotChannel(Channel Channel, PlatformPost? Post);

/// <summary>Finds the next times at which channels have a free place of a category: away from other posts, and within each channel's posts of the day and the hour.</summary>
internal sealed class FindNextSlots(
    ISlotStore slots, IWorkspaceStore workspaces, CheckPlan checkPlan, EngineClock clock, IOptions<JobsOptions> jobs, IOptions<PublishingOptions> publishing)
{
    /// <summary>Further ahead nobody looks.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(100);

    /// <summary>So many days are looked through at once: most wishes are met within the first.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromDays(10);

    /// <param name="wish">What for.</param>
    /// <param name="count">How many times; at least 1.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>Earliest first; fewer than asked for, or none, where <see cref="Horizon"/> has no more.</returns>
    public async Task<IReadOnlyList<DateTimeOffset>> RunAsync(SlotWish wish, int count, CancellationToken ct)
    {
        var found = new List<DateTimeOffset>();
        if (await workspaces.FindAsync(wish.WorkspaceId, ct) is not { } workspace) return found;
        var all = await slots.ListAsync(wish.WorkspaceId, ct);
        var ids = wish.Channels.Select(channel => channel.Channel.Id).ToHashSet();
        if (ids.Any(id => !all.Any(slot => slot.ChannelId == id && slot.Takes(wish.CategoryId)))) return found;

        // Nearer than that it could not be prepared any more.
        var soonest = clock.Now + jobs.Value.LeadTime;
        var from = wish.After > soonest ? wish.After.Value : soonest;
        var (zone, distance) = (TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone), publishing.Value.ConflictDistance);
        for (var (start, end) = (from, from + Horizon); start < end; start += Step)
        {
            var until = start + Step < end ? start + Step : end;
            // A millisecond more: the list ends before its end.
            var taken = await slots.ListTakenAsync(wish.WorkspaceId, ids, start - distance, until + distance + TimeSpan.FromMilliseconds(1), ct);
            var free = new FreePlaces
            {
                Slots = all,
                Zone = zone,
                Taken = [.. taken.Where(other => other.PostId != wish.PostId)],
                ChannelIds = ids,
                CategoryId = wish.CategoryId,
                Distance = distance,
            };
            foreach (var at in free.Between(start, until))
            {
                if (!await FitsAsync(wish, at, ct)) continue;
                found.Add(at);
                if (found.Count == count) return found;
            }
        }
        return found;
    }

    private async Task<bool> FitsAsync(SlotWish wish, DateTimeOffset at, CancellationToken ct)
    {
        foreach (var (channel, post) in wish.Channels)
        {
            if (await checkPlan.RunAsync(channel.Id, channel.Platform, wish.PostId ?? Guid.Empty, post, at, ct) is not null) return false;
        }
        return true;
    }
}
