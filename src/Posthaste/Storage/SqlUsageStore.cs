using Dapper;
using Posthaste.Channels.Usage;
using Posthaste.Media.Hosting;

namespace Posthaste.Storage;

/// <summary>Usage by the day. The hours that it is made of are <see cref="SqlLaneStore"/>'s.</summary>
internal sealed class SqlUsageStore(Database database) : IUsageStore, IHostedUsageStore
{
    private const long HourMs = 3_600_000;
    private const long DayMs = 24 * HourMs;

    public async Task<IReadOnlyList<ChannelDay>> ListDaysAsync(IReadOnlyCollection<Guid> channelIds, DateOnly from, DateOnly to, CancellationToken ct)
    {
        if (channelIds.Count == 0) return [];
        // A day that is just being added up stands in both tables for a while, each hour of it in one.
        var sql =
            $"""
            SELECT channel_id, day, CAST(SUM(calls) AS bigint) AS calls, CAST(SUM(publishes) AS bigint) AS publishes, CAST(SUM(errors) AS bigint) AS errors,
                   CAST(SUM(bytes_out) AS bigint) AS bytes_out, CAST(SUM(bytes_in) AS bigint) AS bytes_in
            FROM (
                SELECT channel_id, day, calls, publishes, errors, bytes_out, bytes_in FROM channel_usage_days
                WHERE channel_id {database.AnyOf("Ids")} AND day >= @From AND day < @End
                UNION ALL
                SELECT channel_id, hour - hour % {DayMs}, calls, publishes, errors, bytes_out, bytes_in FROM channel_usage
                WHERE channel_id {database.AnyOf("Ids")} AND hour >= @From AND hour < @End) ledger
            GROUP BY channel_id, day
            ORDER BY day, channel_id
            """;
        var values = database.ListOf(channelIds);
        values.AddDynamicParams(new { From = StartOf(from), End = StartOf(to) + DayMs });
        var rows = await database.ReadAsync(connection => connection.QueryAsync<DayRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
        return [.. rows.Select(row => new ChannelDay(row.ChannelId, DayOf(row.Day), new UsageSum(row.Calls, row.Publishes, row.Errors, row.BytesOut, row.BytesIn)))];
    }

    public async Task<IReadOnlyList<HostedDay>> ListHostedDaysAsync(Guid workspaceId, DateOnly from, DateOnly to, CancellationToken ct)
    {
        const string sql =
            """
            SELECT day, uploaded_bytes, served_bytes, stored_byte_hours FROM hosted_usage
            WHERE workspace_id = @WorkspaceId AND day >= @From AND day < @End
            ORDER BY day
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(long Day, long Uploaded, long Served, long Stored)>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId, From = StartOf(from), End = StartOf(to) + DayMs }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => new HostedDay(DayOf(row.Day), new HostedSum(row.Uploaded, row.Served, row.Stored)))];
    }

    public Task<int> RollUpAsync(DateOnly before, int max, CancellationToken ct) => database.WriteAsync(WritePriority.Upkeep, async connection =>
    {
        // What was deleted is added, in one transaction: two nodes that do it at once never add an hour twice.
        var hours = (await connection.QueryAsync<DayRow>(new CommandDefinition(
            $"""
            DELETE FROM channel_usage
            WHERE (channel_id, hour) IN (
                SELECT channel_id, hour FROM channel_usage WHERE hour < @Before ORDER BY hour, channel_id LIMIT @Max {database.ForUpdateSkipLocked})
            RETURNING channel_id, hour - hour % {DayMs} AS day, calls, publishes, errors, bytes_out, bytes_in
            """, new { Before = StartOf(before), Max = max }, cancellationToken: ct))).AsList();
        // In one order everywhere, so that two nodes wait for each other and do not deadlock.
        foreach (var day in hours.GroupBy(hour => (hour.ChannelId, hour.Day)).OrderBy(day => day.Key))
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO channel_usage_days (channel_id, day, calls, publishes, errors, bytes_out, bytes_in)
                VALUES (@ChannelId, @Day, @Calls, @Publishes, @Errors, @BytesOut, @BytesIn)
                ON CONFLICT (channel_id, day) DO UPDATE SET calls = channel_usage_days.calls + excluded.calls,
                    publishes = channel_usage_days.publishes + excluded.publishes, errors = channel_usage_days.errors + excluded.errors,
                    bytes_out = channel_usage_days.bytes_out + excluded.bytes_out, bytes_in = channel_usage_days.bytes_in + excluded.bytes_in
                """, new
                {
                    day.Key.ChannelId,
                    day.Key.Day,
                    Calls = day.Sum(hour => hour.Calls),
                    Publishes = day.Sum(hour => hour.Publishes),
                    Errors = day.Sum(hour => hour.Errors),
                    BytesOut = day.Sum(hour => hour.BytesOut),
                    BytesIn = day.Sum(hour => hour.BytesIn),
                });
        }
        return hours.Count;
    }, ct);

    public Task<int> PruneDaysAsync(DateOnly before, int max, CancellationToken ct) => database.WriteAsync(WritePriority.Upkeep, async connection =>
    {
        var values = new { Before = StartOf(before), Max = max };
        return await connection.ExecuteAsync(new CommandDefinition(
                "DELETE FROM token_renewals WHERE (channel_id, token_at) IN (SELECT channel_id, token_at FROM token_renewals WHERE tried_at < @Before ORDER BY tried_at LIMIT @Max)",
                values, cancellationToken: ct))
            + await connection.ExecuteAsync(new CommandDefinition(
                "DELETE FROM channel_usage_days WHERE (channel_id, day) IN (SELECT channel_id, day FROM channel_usage_days WHERE day < @Before ORDER BY day LIMIT @Max)",
                values, cancellationToken: ct))
            + await connection.ExecuteAsync(new CommandDefinition(
                "DELETE FROM hosted_usage WHERE (workspace_id, day) IN (SELECT workspace_id, day FROM hosted_usage WHERE day < @Before ORDER BY day LIMIT @Max)",
                values, cancellationToken: ct));
    }, ct);

    public Task CountHostedAsync(IReadOnlyCollection<KeyValuePair<Guid, HostedBytes>> counts, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Upkeep, async connection =>
        {
            var ids = counts.Select(count => count.Key);
            var owners = (await connection.QueryAsync<(Guid Id, Guid WorkspaceId)>(new CommandDefinition(
                $"SELECT id, workspace_id FROM media WHERE id {database.AnyOf("Ids")}", database.ListOf(ids), cancellationToken: ct))).ToDictionary(row => row.Id, row => row.WorkspaceId);
            var sums = counts.Where(count => owners.ContainsKey(count.Key)).GroupBy(count => owners[count.Key], count => count.Value);
            foreach (var workspace in sums.OrderBy(sum => sum.Key))
            {
                await connection.ExecuteAsync(
                    """
                    INSERT INTO hosted_usage (workspace_id, day, uploaded_bytes, served_bytes, stored_byte_hours, stored_hour)
                    VALUES (@WorkspaceId, @Day, @Uploaded, @Served, 0, 0)
                    ON CONFLICT (workspace_id, day) DO UPDATE SET uploaded_bytes = hosted_usage.uploaded_bytes + excluded.uploaded_bytes,
                        served_bytes = hosted_usage.served_bytes + excluded.served_bytes
                    """, new { WorkspaceId = workspace.Key, Day = Floor(now, DayMs), Uploaded = workspace.Sum(bytes => bytes.Uploaded), Served = workspace.Sum(bytes => bytes.Served) });
            }
            return true;
        }, ct);

    public Task<int> CountStoredAsync(DateTimeOffset now, CancellationToken ct) => database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(new CommandDefinition(
        // A copy of this server's own is a row and takes no place: its file is the library's.
        """
        INSERT INTO hosted_usage (workspace_id, day, uploaded_bytes, served_bytes, stored_byte_hours, stored_hour)
        SELECT media.workspace_id, @Day, 0, 0, CAST(SUM(hosted_copies.bytes) AS bigint), @Hour
        FROM hosted_copies JOIN media ON media.id = hosted_copies.media_id
        WHERE hosted_copies.hosting <> @Local
        GROUP BY media.workspace_id
        ORDER BY media.workspace_id
        ON CONFLICT (workspace_id, day) DO UPDATE SET stored_byte_hours = hosted_usage.stored_byte_hours + excluded.stored_byte_hours, stored_hour = excluded.stored_hour
        WHERE hosted_usage.stored_hour < excluded.stored_hour
        """, new { Day = Floor(now, DayMs), Hour = Floor(now, HourMs), Local = Words.Of(Media.MediaHosting.Local) }, cancellationToken: ct)), ct);

    public async Task<HostedNow> CountLivingAsync(Guid workspaceId, DateTimeOffset now, CancellationToken ct)
    {
        const string sql =
            """
            SELECT CAST(COUNT(*) AS bigint) AS files, CAST(COALESCE(SUM(hosted_copies.bytes), 0) AS bigint) AS bytes
            FROM hosted_copies JOIN media ON media.id = hosted_copies.media_id
            WHERE media.workspace_id = @WorkspaceId AND hosted_copies.expires_at > @Now
            """;
        var (files, bytes) = await database.ReadAsync(connection => connection.QuerySingleAsync<(long Files, long Bytes)>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId, Now = now }, cancellationToken: ct)), ct);
        return new HostedNow(files, bytes);
    }

    private static long Floor(DateTimeOffset at, long step) => at.ToUnixTimeMilliseconds() / step * step;

    private static long StartOf(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static DateOnly DayOf(long start) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(start).UtcDateTime);

    private sealed class DayRow
    {
        public Guid ChannelId { get; init; }
        public long Day { get; init; }
        public long Calls { get; init; }
        public long Publishes { get; init; }
        public long Errors { get; init; }
        public long BytesOut { get; init; }
        public long BytesIn { get; init; }
    }
}
