using System.Data.Common;
using Dapper;
using Posthaste.Jobs;

namespace Posthaste.Storage;

/// <summary>A lane whose row this transaction holds.</summary>
internal sealed record LockedLane(LaneKey Key, Gate Gate, DateTimeOffset? PausedUntil, long Epoch, Guid? RunningJob, Guid? Owner, DateTimeOffset? ClaimedAt);

/// <summary>Locks a channel for a change from outside the engine.</summary>
internal static class LaneLock
{
    /// <summary>Takes all lanes of the channel, prepare before publish: the one lock order. Needed even to add a job:
    /// a worker that cannot see an uncommitted one would otherwise park its lane for ever.</summary>
    public static async Task<IReadOnlyList<LockedLane>> TakeAsync(DbConnection connection, Database database, Guid channelId)
    {
        var rows = await connection.QueryAsync<Row>(
            $"""
            SELECT kind, slot, gate, paused_until, epoch, running_job, owner, claimed_at FROM lanes
            WHERE channel_id = @ChannelId ORDER BY kind, slot {database.ForUpdate}
            """, new { ChannelId = channelId });
        return [.. rows.Select(row => new LockedLane(
            new LaneKey(channelId, (LaneKind)row.Kind, row.Slot), (Gate)row.Gate, row.PausedUntil, row.Epoch, row.RunningJob, row.Owner, row.ClaimedAt))];
    }

    private sealed class Row
    {
        public int Kind { get; init; }
        public int Slot { get; init; }
        public int Gate { get; init; }
        public DateTimeOffset? PausedUntil { get; init; }
        public long Epoch { get; init; }
        public Guid? RunningJob { get; init; }
        public Guid? Owner { get; init; }
        public DateTimeOffset? ClaimedAt { get; init; }
    }
}
