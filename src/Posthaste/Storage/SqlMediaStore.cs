using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Posthaste.Media;

namespace Posthaste.Storage;

/// <summary>The media library in the table <c>media</c>.</summary>
internal sealed partial class SqlMediaStore(Database database) : IMediaStore
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private const string Columns =
        "id, workspace_id, file_name, content_type, kind, bytes, sha256, width, height, duration_ms, codec, details, likeness, created_at";

    public Task<MediaItem> AddAsync(MediaItem item, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO media ({Columns})
            VALUES (@Id, @WorkspaceId, @FileName, @ContentType, @Kind, @Bytes, @Sha256, @Width, @Height, @DurationMs, @Codec, @Details, @Likeness, @CreatedAt)
            ON CONFLICT (workspace_id, sha256) DO NOTHING
            """;
        return database.WriteAsync(WritePriority.Api, async connection =>
        {
            var added = await connection.ExecuteAsync(new CommandDefinition(sql, MediaRow.From(item), cancellationToken: ct));
            if (added == 1 && item.Likeness is { } likeness)
            {
                await connection.ExecuteAsync(new CommandDefinition("INSERT INTO media_bands (workspace_id, band, media_id) VALUES (@WorkspaceId, @Band, @Id)",
                    Likeness.Bands(likeness).Select(band => new { item.WorkspaceId, Band = band, item.Id }), cancellationToken: ct));
            }
            return added == 1 ? item : (await FindBySha256Async(item.WorkspaceId, item.Sha256, ct))!;
        }, ct);
    }

    public Task<MediaItem?> FindAsync(Guid workspaceId, Guid id, CancellationToken ct) =>
        FindOneAsync($"SELECT {Columns} FROM media WHERE workspace_id = @WorkspaceId AND id = @Id", new { WorkspaceId = workspaceId, Id = id }, ct);

    public Task<MediaItem?> FindBySha256Async(Guid workspaceId, string sha256, CancellationToken ct) =>
        FindOneAsync($"SELECT {Columns} FROM media WHERE workspace_id = @WorkspaceId AND sha256 = @Sha256", new { WorkspaceId = workspaceId, Sha256 = sha256 }, ct);

    public async Task<MediaPage> ListAsync(MediaQuery query, CancellationToken ct)
    {
        List<string> wanted = ["workspace_id = @WorkspaceId"];
        if (query.Kind is not null) wanted.Add("kind = @Kind");
        // SQLite lowers ASCII alone, PostgreSQL what its locale says: what is written the same is found in any case.
        if (query.Search is not null) wanted.Add(@"(LOWER(file_name) LIKE @Lowered ESCAPE '\' OR file_name LIKE @Written ESCAPE '\')");
        if (query.After is not null) wanted.Add("id < @After");
        var sql =
            $"""
            SELECT {Columns}
            FROM media
            WHERE {string.Join(" AND ", wanted)}
            ORDER BY id DESC
            LIMIT @Limit
            """;
        var values = new
        {
            query.WorkspaceId,
            Kind = query.Kind is { } kind ? Words.Of(kind) : null,
            Lowered = query.Search is { } text ? $"%{LikePattern.Escape(text.ToLowerInvariant())}%" : null,
            Written = query.Search is { } same ? $"%{LikePattern.Escape(same)}%" : null,
            query.After,
            // One more than asked for tells whether there is a next page.
            Limit = query.Limit + 1,
        };
        var rows = (await database.ReadAsync(connection => connection.QueryAsync<MediaRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct)).AsList();
        var items = rows.Take(query.Limit).Select(row => row.ToItem()).ToList();
        return new MediaPage(items, rows.Count > query.Limit ? items[^1].Id : null);
    }

    public async Task<bool> DeleteAsync(Guid workspaceId, Guid id, CancellationToken ct) =>
        await database.WriteAsync(WritePriority.Api, async connection =>
        {
            var values = new { WorkspaceId = workspaceId, Id = id };
            await connection.ExecuteAsync(new CommandDefinition("DELETE FROM media_bands WHERE workspace_id = @WorkspaceId AND media_id = @Id", values, cancellationToken: ct));
            return await connection.ExecuteAsync(new CommandDefinition("DELETE FROM media WHERE workspace_id = @WorkspaceId AND id = @Id", values, cancellationToken: ct));
        }, ct) == 1;

    public async Task<bool> IsFileNeededAsync(string sha256, CancellationToken ct) =>
        await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM media WHERE sha256 = @Sha256 LIMIT 1) AS originals)
                 + (SELECT COUNT(*) FROM (SELECT 1 FROM media_renditions WHERE sha256 = @Sha256 LIMIT 1) AS renditions)
            """, new { Sha256 = sha256 }, cancellationToken: ct)), ct) > 0;

    public Task SetDetailsAsync(Guid mediaId, MediaDetails details, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(
            "UPDATE media SET details = @Details WHERE id = @Id", new { Id = mediaId, Details = ToJson(details) }, cancellationToken: ct)), ct);


    private async Task<MediaItem?> FindOneAsync(string sql, object values, CancellationToken ct) =>
        (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<MediaRow>(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct))?.ToItem();

    private static string ToJson(MediaDetails details) => JsonSerializer.Serialize(details, s_json);

    private static MediaDetails FromJson(string details) => JsonSerializer.Deserialize<MediaDetails>(details, s_json)!;

    private sealed class MediaRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public string FileName { get; init; } = "";
        public string ContentType { get; init; } = "";
        public string Kind { get; init; } = "";
        public long Bytes { get; init; }
        public string Sha256 { get; init; } = "";
        public int Width { get; init; }
        public int Height { get; init; }
        public long? DurationMs { get; init; }
        public string Codec { get; init; } = "";
        public string Details { get; init; } = "";
        public long? Likeness { get; init; }
        public DateTimeOffset CreatedAt { get; init; }

        public static MediaRow From(MediaItem item) => new()
        {
            Id = item.Id,
            WorkspaceId = item.WorkspaceId,
            FileName = item.FileName,
            ContentType = item.ContentType,
            Kind = Words.Of(item.Kind),
            Bytes = item.Bytes,
            Sha256 = item.Sha256,
            Width = item.Width,
            Height = item.Height,
            DurationMs = item.DurationMs,
            Codec = item.Codec,
            Details = ToJson(item.Details),
            Likeness = item.Likeness,
            CreatedAt = item.CreatedAt,
        };

        public MediaItem ToItem() => new()
        {
            Id = Id,
            WorkspaceId = WorkspaceId,
            FileName = FileName,
            ContentType = ContentType,
            Kind = Words.Parse<MediaKind>(Kind),
            Bytes = Bytes,
            Sha256 = Sha256,
            Width = Width,
            Height = Height,
            DurationMs = DurationMs,
            Codec = Codec,
            Details = FromJson(Details),
            Likeness = Likeness,
            CreatedAt = CreatedAt,
        };
    }
}
