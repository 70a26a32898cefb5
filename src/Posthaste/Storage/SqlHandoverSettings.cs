using System.Text.Json;
using Dapper;
using Posthaste.Handover;

namespace Posthaste.Storage;

/// <summary>How workspaces hand posts to people, in the table of that name.</summary>
internal sealed class SqlHandoverSettings(Database database) : IHandoverSettings
{
    public async Task<HandoverSettings> FindAsync(Guid workspaceId, CancellationToken ct)
    {
        const string sql =
            """
            SELECT workspace_id, fallback_on, lead_minutes, escalate_minutes, expire_minutes, allowed_people, chat_id, chat_title
            FROM handover_settings
            WHERE workspace_id = @WorkspaceId
            """;
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<HandoverSettingsRow>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId }, cancellationToken: ct)), ct);
        return row?.ToSettings() ?? new HandoverSettings { WorkspaceId = workspaceId };
    }

    public Task SaveAsync(HandoverSettings settings, CancellationToken ct) =>
        WriteAsync(
            """
            INSERT INTO handover_settings (workspace_id, fallback_on, lead_minutes, escalate_minutes, expire_minutes, allowed_people)
            VALUES (@WorkspaceId, @FallbackOn, @LeadMinutes, @EscalateMinutes, @ExpireMinutes, @AllowedPeople)
            ON CONFLICT (workspace_id) DO UPDATE SET fallback_on = excluded.fallback_on, lead_minutes = excluded.lead_minutes,
                escalate_minutes = excluded.escalate_minutes, expire_minutes = excluded.expire_minutes, allowed_people = excluded.allowed_people
            """, ValuesOf(settings), ct);

    public async Task SaveLinkAsync(Guid workspaceId, string hash, DateTimeOffset until, CancellationToken ct)
    {
        var values = ValuesOf(new HandoverSettings { WorkspaceId = workspaceId });
        values.Add("Hash", hash);
        values.Add("Until", until);
        await WriteAsync(
            """
            INSERT INTO handover_settings (workspace_id, fallback_on, lead_minutes, escalate_minutes, expire_minutes, allowed_people, link_hash, link_until)
            VALUES (@WorkspaceId, @FallbackOn, @LeadMinutes, @EscalateMinutes, @ExpireMinutes, @AllowedPeople, @Hash, @Until)
            ON CONFLICT (workspace_id) DO UPDATE SET link_hash = excluded.link_hash, link_until = excluded.link_until
            """, values, ct);
    }

    public Task<Guid?> LinkAsync(string hash, LinkedChat chat, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, async connection =>
        {
            var found = await connection.QueryAsync<Guid>(new CommandDefinition(
                $"SELECT workspace_id FROM handover_settings WHERE link_hash = @Hash AND link_until > @Now {database.ForUpdate}", new { Hash = hash, Now = now }, cancellationToken: ct));
            if (found.ToList() is not [var workspaceId]) return (Guid?)null;
            await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE handover_settings SET chat_id = @ChatId, chat_title = @Title, link_hash = NULL, link_until = NULL WHERE workspace_id = @WorkspaceId",
                new { WorkspaceId = workspaceId, ChatId = chat.Id, chat.Title }, cancellationToken: ct));
            return workspaceId;
        }, ct);

    public async Task<bool> UnlinkAsync(Guid workspaceId, CancellationToken ct) =>
        await WriteAsync("UPDATE handover_settings SET chat_id = NULL, chat_title = NULL WHERE workspace_id = @WorkspaceId AND chat_id IS NOT NULL", new { WorkspaceId = workspaceId }, ct) == 1;

    public Task MoveChatAsync(string chatId, string newChatId, CancellationToken ct) =>
        WriteAsync("UPDATE handover_settings SET chat_id = @NewChatId WHERE chat_id = @ChatId", new { ChatId = chatId, NewChatId = newChatId }, ct);

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private static DynamicParameters ValuesOf(HandoverSettings settings) => new(new
    {
        settings.WorkspaceId,
        FallbackOn = JsonSerializer.Serialize(settings.FallbackOn, HandoverSettingsRow.Json),
        settings.LeadMinutes,
        EscalateMinutes = settings.EscalateAfterMinutes,
        ExpireMinutes = settings.ExpireAfterMinutes,
        AllowedPeople = JsonSerializer.Serialize(settings.AllowedPeople, HandoverSettingsRow.Json),
    });
}
