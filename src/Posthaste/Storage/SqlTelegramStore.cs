using Dapper;
using Posthaste.Handover;
using Posthaste.Handover.Telegram;

namespace Posthaste.Storage;

/// <summary>Readers of bots, and the messages of cards, in <c>telegram_bots</c> and <c>telegram_messages</c>.</summary>
internal sealed class SqlTelegramStore(Database database) : ITelegramStore
{
    private const string MessageColumns = "chat_id, message_id, code, awaits, html, sent_at";

    public Task<long?> TakeReadingAsync(long botId, Guid reader, DateTimeOffset until, DateTimeOffset now, CancellationToken ct)
    {
        const string insert = "INSERT INTO telegram_bots (bot_id, lease_until, next_update) VALUES (@BotId, 0, 0) ON CONFLICT DO NOTHING";
        // The condition is the fence: of two that come at once the second finds the lease of the first.
        const string sql =
            """
            UPDATE telegram_bots SET reader = @Reader, lease_until = @Until
            WHERE bot_id = @BotId AND (reader = @Reader OR lease_until <= @Now)
            RETURNING next_update
            """;
        var values = new { BotId = botId, Reader = reader, Until = until, Now = now };
        return database.WriteAsync(WritePriority.Upkeep, async connection =>
        {
            await connection.ExecuteAsync(new CommandDefinition(insert, values, cancellationToken: ct));
            return await connection.QuerySingleOrDefaultAsync<long?>(new CommandDefinition(sql, values, cancellationToken: ct));
        }, ct);
    }

    public async Task<bool> SaveReadAsync(long botId, Guid reader, long next, CancellationToken ct)
    {
        const string sql = "UPDATE telegram_bots SET next_update = CASE WHEN next_update < @Next THEN @Next ELSE next_update END WHERE bot_id = @BotId AND reader = @Reader";
        return await WriteAsync(WritePriority.Api, sql, new { BotId = botId, Reader = reader, Next = next }, ct) == 1;
    }

    public Task LeaveReadingAsync(long botId, Guid reader, CancellationToken ct) =>
        WriteAsync(WritePriority.Upkeep, "UPDATE telegram_bots SET reader = NULL, lease_until = 0 WHERE bot_id = @BotId AND reader = @Reader", new { BotId = botId, Reader = reader }, ct);

    public Task SaveMessagesAsync(IReadOnlyList<CardMessage> messages, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO telegram_messages ({MessageColumns}) VALUES (@ChatId, @MessageId, @Code, @Awaits, @Html, @SentAt)
            ON CONFLICT (chat_id, message_id) DO UPDATE SET code = excluded.code, awaits = excluded.awaits, html = excluded.html, sent_at = excluded.sent_at
            """;
        return WriteAsync(WritePriority.Api, sql, messages.Select(message => new
        {
            message.ChatId,
            message.MessageId,
            message.Code,
            Awaits = message.Awaits is { } awaits ? Words.Of(awaits) : null,
            message.Html,
            message.SentAt,
        }), ct);
    }

    public async Task<CardMessage?> FindMessageAsync(string chatId, long messageId, CancellationToken ct)
    {
        const string sql = $"SELECT {MessageColumns} FROM telegram_messages WHERE chat_id = @ChatId AND message_id = @MessageId";
        return (await FindAsync(sql, new { ChatId = chatId, MessageId = messageId }, ct))?.ToMessage();
    }

    public Task<CardMessage?> FindCardAsync(string chatId, string code, CancellationToken ct) => FindNewestAsync("html", chatId, code, ct);

    public Task<CardMessage?> FindQuestionAsync(string chatId, string code, CancellationToken ct) => FindNewestAsync("awaits", chatId, code, ct);

    public Task<int> PruneMessagesAsync(DateTimeOffset before, CancellationToken ct) =>
        WriteAsync(WritePriority.Upkeep, "DELETE FROM telegram_messages WHERE sent_at < @Before", new { Before = before }, ct);

    /// <param name="has">A column of ours that only those have that are looked for.</param>
    private async Task<CardMessage?> FindNewestAsync(string has, string chatId, string code, CancellationToken ct)
    {
        var sql =
            $"""
            SELECT {MessageColumns} FROM telegram_messages
            WHERE chat_id = @ChatId AND code = @Code AND {has} IS NOT NULL
            ORDER BY message_id DESC
            LIMIT 1
            """;
        return (await FindAsync(sql, new { ChatId = chatId, Code = code }, ct))?.ToMessage();
    }

    private Task<Row?> FindAsync(string sql, object values, CancellationToken ct) =>
        database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private Task<int> WriteAsync(WritePriority priority, string sql, object values, CancellationToken ct) =>
        database.WriteAsync(priority, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private sealed class Row
    {
        public string ChatId { get; init; } = "";
        public long MessageId { get; init; }
        public string Code { get; init; } = "";
        public string? Awaits { get; init; }
        public string? Html { get; init; }
        public DateTimeOffset SentAt { get; init; }

        public CardMessage ToMessage() => new(ChatId, MessageId, Code, Awaits is { } awaits ? Words.Parse<CardAction>(awaits) : null, Html, SentAt);
    }
}
