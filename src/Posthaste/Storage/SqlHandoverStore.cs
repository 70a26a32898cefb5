using System.Text.Json;
using Dapper;
using Posthaste.Handover;
using Posthaste.Jobs;

namespace Posthaste.Storage;

/// <summary>Hand-overs in the table of that name.</summary>
internal sealed partial class SqlHandoverStore(Database database) : IHandoverStore
{
    private static readonly string[] Fallbacks = [.. Enum.GetValues<HandoverCause>().Where(HandoverOrder.IsFallbackFor).Select(Words.Of)];

    public Task<HandoverItem?> FindAsync(Guid handoverId, CancellationToken ct) =>
        FindOneAsync($"SELECT {Columns} FROM handovers WHERE id = @Id", new { Id = handoverId }, ct);

    public Task<HandoverItem?> FindByCodeAsync(string code, CancellationToken ct) =>
        FindOneAsync($"SELECT {Columns} FROM handovers WHERE code = @Code", new { Code = code }, ct);

    public Task<IReadOnlyList<HandoverItem>> ListAsync(HandoverQuery query, CancellationToken ct)
    {
        List<string> wanted = ["workspace_id = @WorkspaceId"];
        if (query.States.Count > 0) wanted.Add($"state {database.AnyOf("States")}");
        if (query.JobId is not null) wanted.Add("job_id = @JobId");
        if (query.After is not null) wanted.Add("id < @After");
        var values = new { query.WorkspaceId, States = query.States.Select(Words.Of).ToArray(), query.JobId, query.After, query.Limit };
        return ListAsync($"SELECT {Columns} FROM handovers WHERE {string.Join(" AND ", wanted)} ORDER BY id DESC LIMIT @Limit", values, ct);
    }

    public Task<IReadOnlyList<HandoverItem>> ListNewestAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken ct) =>
        ListAsync(
            $"""
            SELECT {Columns} FROM handovers
            WHERE job_id {database.AnyOf("Ids")} AND NOT EXISTS (SELECT 1 FROM handovers later WHERE later.job_id = handovers.job_id AND later.id > handovers.id)
            """, database.ListOf(jobIds), ct);

    public async Task<RouteFacts?> FindRouteFactsAsync(Job job, CancellationToken ct)
    {
        // Few jobs have a hand-over at all: those two look-ups find nothing in the index.
        var sql =
            $"""
            SELECT w.id AS workspace_id, w.time_zone, c.username, c.automation, c.automated_per_day, p.content,
                   s.fallback_on, s.lead_minutes, s.escalate_minutes, s.expire_minutes, s.allowed_people, s.chat_id, s.chat_title,
                   (SELECT COUNT(*) FROM handovers WHERE job_id = @Id AND cause {database.AnyOf("Fallbacks")}) AS fallbacks,
                   (SELECT late_by FROM handovers WHERE job_id = @Id AND late_by IS NOT NULL ORDER BY id DESC LIMIT 1) AS posted_by
            FROM posts p
            JOIN workspaces w ON w.id = p.workspace_id
            JOIN channels c ON c.id = @ChannelId AND c.workspace_id = w.id
            LEFT JOIN handover_settings s ON s.workspace_id = w.id
            WHERE p.id = @PostId AND p.workspace_id = @WorkspaceId
            """;
        var values = new { job.Id, job.PostId, job.ChannelId, job.WorkspaceId, Fallbacks };
        return (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<RouteRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct))?.ToFacts();
    }

    public async Task<int> CountAutomatedAsync(AutomatedBefore before, CancellationToken ct)
    {
        const string sql =
            """
            SELECT COUNT(*) FROM publish_jobs
            WHERE workspace_id = (SELECT workspace_id FROM publish_jobs WHERE id = @JobId) AND channel_id = @ChannelId AND id <> @JobId
              AND due_at >= @From AND due_at < @To AND (due_at < @DueAt OR (due_at = @DueAt AND id < @JobId))
              AND method = 'api' AND state IN ('scheduled', 'preparing', 'ready', 'publishing', 'published')
            """;
        return (int)await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, before, cancellationToken: ct)), ct);
    }

    public async Task<int> CountFailuresAsync(Guid channelId, DateTimeOffset since, CancellationToken ct)
    {
        // Ids sort by time: the newest attempts are one range of the primary key.
        const string sql =
            """
            SELECT COUNT(*) FROM publish_attempts a JOIN publish_jobs j ON j.id = a.job_id
            WHERE a.id >= @First AND a.ended_at >= @Since AND j.channel_id = @ChannelId AND a.outcome IN ('unavailable', 'unknown', 'settled_not_published')
            """;
        var values = new { First = SqlTypes.FirstIdAt(since), Since = since, ChannelId = channelId };
        return (int)await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
    }

    public Task<IReadOnlyList<HandoverItem>> ClaimAsync(DateTimeOffset now, DateTimeOffset heldUntil, int max, CancellationToken ct) =>
        database.WriteAsync<IReadOnlyList<HandoverItem>>(WritePriority.Upkeep, async connection =>
        {
            var rows = (await connection.QueryAsync<HandoverRow>(new CommandDefinition(
                $"""
                SELECT {Columns} FROM handovers
                WHERE next_at <= @Now AND (held_until IS NULL OR held_until <= @Now)
                ORDER BY next_at, id
                LIMIT @Max {database.ForUpdateSkipLocked}
                """, new { Now = now, Max = max }, cancellationToken: ct))).ToList();
            foreach (var row in rows)
                await connection.ExecuteAsync(new CommandDefinition("UPDATE handovers SET held_until = @Until WHERE id = @Id", new { row.Id, Until = heldUntil }, cancellationToken: ct));
            return [.. rows.Select(row => row.ToItem())];
        }, ct);

    public Task<int?> BeginSendAsync(Guid handoverId, string chatId, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync<int?>(WritePriority.Api, async connection =>
        {
            var begun = await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE handovers SET state = 'sending', copies = copies + 1, chat_id = @ChatId, updated_at = @Now WHERE id = @Id AND state IN ('waiting', 'sending')",
                new { Id = handoverId, ChatId = chatId, Now = now }, cancellationToken: ct));
            if (begun == 0)
            {
                await connection.ExecuteAsync(new CommandDefinition("UPDATE handovers SET held_until = NULL WHERE id = @Id", new { Id = handoverId }, cancellationToken: ct));
                return null;
            }
            return await connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT copies FROM handovers WHERE id = @Id", new { Id = handoverId }, cancellationToken: ct));
        }, ct);

    public Task SaveSentAsync(Guid handoverId, CardPlace? place, string? error, DateTimeOffset nextAt, DateTimeOffset now, CancellationToken ct) =>
        WriteAsync(
            """
            UPDATE handovers
            SET state = CASE WHEN state = 'ended' THEN 'ended' ELSE 'with_person' END,
                chat_id = COALESCE(@ChatId, chat_id), message_id = @MessageId, message_ids = @MessageIds, last_error = @Error,
                next_at = CASE WHEN state = 'ended' THEN @Now ELSE @NextAt END, held_until = NULL, updated_at = @Now
            WHERE id = @Id
            """,
            new
            {
                Id = handoverId,
                place?.ChatId,
                place?.MessageId,
                MessageIds = place is null ? null : JsonSerializer.Serialize(place.AllMessageIds),
                Error = error,
                NextAt = nextAt,
                Now = now,
            }, ct);

    public Task SaveWaitingAsync(Guid handoverId, string error, DateTimeOffset nextAt, DateTimeOffset now, CancellationToken ct) =>
        WriteAsync(
            """
            UPDATE handovers
            SET state = CASE WHEN state = 'ended' THEN 'ended' ELSE 'waiting' END, copies = copies - 1, last_error = @Error,
                next_at = CASE WHEN state = 'ended' THEN @Now ELSE @NextAt END, held_until = NULL, updated_at = @Now
            WHERE id = @Id
            """, new { Id = handoverId, Error = error, NextAt = nextAt, Now = now }, ct);

    // What has ended since this node took it is looked at again: its card is still to be closed.
    public Task SaveNextAsync(HandoverItem item, DateTimeOffset? nextAt, DateTimeOffset now, CancellationToken ct) =>
        WriteAsync(
            """
            UPDATE handovers
            SET next_at = CASE WHEN state = 'ended' AND @Seen <> 'ended' THEN @Now ELSE @NextAt END, held_until = NULL, updated_at = @Now
            WHERE id = @Id
            """, new { item.Id, Seen = Words.Of(item.State), NextAt = nextAt, Now = now }, ct);

    public async Task<bool> SaveRemindedAsync(Guid handoverId, DateTimeOffset now, CancellationToken ct) =>
        await WriteAsync("UPDATE handovers SET reminded_at = @Now WHERE id = @Id AND reminded_at IS NULL AND state <> 'ended'", new { Id = handoverId, Now = now }, ct) == 1;

    public Task SaveVerdictAsync(Guid handoverId, string verdict, HandoverOutcome outcome, DateTimeOffset now, CancellationToken ct) =>
        WriteAsync(
            "UPDATE handovers SET verdict = @Verdict, outcome = @Outcome, next_at = @Now, updated_at = @Now WHERE id = @Id AND state = 'ended'",
            new { Id = handoverId, Verdict = verdict, Outcome = Words.Of(outcome), Now = now }, ct);

    public Task SaveLinkAsync(Guid handoverId, string link, bool isChecked, DateTimeOffset now, CancellationToken ct) =>
        WriteAsync(
            "UPDATE handovers SET link = @Link, link_checked = @Checked, updated_at = @Now WHERE id = @Id",
            new { Id = handoverId, Link = link, Checked = isChecked ? 1 : 0, Now = now }, ct);

    public async Task<bool> SaveLateAsync(Guid handoverId, string by, DateTimeOffset now, CancellationToken ct) =>
        await WriteAsync("UPDATE handovers SET late_by = @By, updated_at = @Now WHERE id = @Id AND late_by IS NULL", new { Id = handoverId, By = by, Now = now }, ct) == 1;

    public async Task<bool> ForgetLateAsync(Guid jobId, CancellationToken ct) =>
        await WriteAsync("UPDATE handovers SET late_by = NULL WHERE job_id = @JobId AND late_by IS NOT NULL", new { JobId = jobId }, ct) > 0;

    public Task MoveChatAsync(string chatId, string newChatId, CancellationToken ct) =>
        WriteAsync("UPDATE handovers SET chat_id = @NewChatId WHERE chat_id = @ChatId", new { ChatId = chatId, NewChatId = newChatId }, ct);

    private async Task<HandoverItem?> FindOneAsync(string sql, object values, CancellationToken ct) =>
        (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<HandoverRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct))?.ToItem();

    private async Task<IReadOnlyList<HandoverItem>> ListAsync(string sql, object values, CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<HandoverRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToItem())];
    }

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
}
