using Dapper;
using Posthaste.Jobs;
using Posthaste.Jobs.Handoff;

namespace Posthaste.Storage;

/// <summary>Lanes that are ready, along the index of the claim, without taking them.</summary>
internal sealed class SqlDueLanes(Database database) : IDueLanes
{
    // Each share by itself, or the lanes of a crowded workspace could hide all others; and only the few that are listed have their head looked up.
    private static readonly string Ready =
        $"""
        SELECT l.channel_id AS ChannelId, CAST(l.slot AS integer) AS Slot, l.epoch AS Epoch, (
            SELECT j.id FROM publish_jobs j WHERE j.channel_id = l.channel_id AND j.lane_kind = l.kind AND j.lane_slot = l.slot AND j.wake_at IS NOT NULL
            ORDER BY j.wake_at, j.id LIMIT 1) AS JobId
        FROM (SELECT * FROM ({ReadyIn(0)}) few UNION ALL SELECT * FROM ({ReadyIn(1)}) crowded) l
        ORDER BY l.ready_at, l.channel_id, l.slot
        """;

    public Task<IReadOnlyList<LaneHint>> ListAsync(LaneKind kind, DateTimeOffset now, DateTimeOffset floor, int max, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<LaneHint>>(async connection => [.. (await connection.QueryAsync<(Guid ChannelId, int Slot, long Epoch, Guid? JobId)>(
            new CommandDefinition(Ready, new { Kind = (int)kind, Now = now, Floor = floor, Half = max / 2 }, cancellationToken: ct)))
            // Without a job at its head there is nothing to tell; its clock is set anew by the next claim that comes upon it.
            .Where(lane => lane.JobId is not null)
            .Select(lane => new LaneHint(new LaneKey(lane.ChannelId, kind, lane.Slot), lane.JobId!.Value, lane.Epoch))], ct);

    private static string ReadyIn(int share) =>
        $"""
        SELECT channel_id, kind, slot, epoch, ready_at FROM lanes
        WHERE kind = @Kind AND share = {share} AND ready_at IS NOT NULL AND ready_at BETWEEN @Floor AND @Now
        ORDER BY ready_at, channel_id, slot LIMIT @Half
        """;
}
