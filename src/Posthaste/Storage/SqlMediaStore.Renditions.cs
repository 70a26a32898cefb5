using Dapper;
using Posthaste.Media;
using Posthaste.Media.Renditions;

namespace Posthaste.Storage;

// What was made of originals, in the table media_renditions.
internal sealed partial class SqlMediaStore
{
    private const string RenditionColumns =
        "id, media_id, source_sha256, recipe, placement, content_type, kind, bytes, sha256, width, height, duration_ms, codec, details, created_at, used_at";

    public Task<Rendition?> AddRenditionAsync(Rendition rendition, CancellationToken ct)
    {
        // The no-op update makes the row that stands come back, whichever of two was first.
        const string sql =
            $"""
            INSERT INTO media_renditions ({RenditionColumns})
            SELECT @Id, @MediaId, @SourceSha256, @Recipe, @Placement, @ContentType, @Kind, @Bytes, @Sha256, @Width, @Height, @DurationMs, @Codec, @Details, @CreatedAt, @UsedAt
            WHERE EXISTS (SELECT 1 FROM media WHERE id = @MediaId)
            ON CONFLICT (media_id, recipe) DO UPDATE SET used_at = media_renditions.used_at
            RETURNING {RenditionColumns}
            """;
        return database.WriteAsync(WritePriority.Api, async connection => (await connection.QuerySingleOrDefaultAsync<RenditionRow>(
            new CommandDefinition(sql, RenditionRow.From(rendition), cancellationToken: ct)))?.ToRendition(), ct);
    }

    public Task<Rendition?> UseRenditionAsync(Guid mediaId, string recipe, DateTimeOffset usedAt, CancellationToken ct)
    {
        const string sql =
            $"""
            UPDATE media_renditions
            SET used_at = CASE WHEN used_at < @UsedAt THEN @UsedAt ELSE used_at END
            WHERE media_id = @MediaId AND recipe = @Recipe
            RETURNING {RenditionColumns}
            """;
        return database.WriteAsync(WritePriority.Api, async connection => (await connection.QuerySingleOrDefaultAsync<RenditionRow>(
            new CommandDefinition(sql, new { MediaId = mediaId, Recipe = recipe, UsedAt = usedAt }, cancellationToken: ct)))?.ToRendition(), ct);
    }

    public async Task<Rendition?> FindRenditionOfBytesAsync(string sourceSha256, string recipe, CancellationToken ct) =>
        (await QueryRenditionsAsync(
            $"SELECT {RenditionColumns} FROM media_renditions WHERE source_sha256 = @Source AND recipe = @Recipe ORDER BY id LIMIT 1",
            new { Source = sourceSha256, Recipe = recipe }, ct)).SingleOrDefault();

    public Task<IReadOnlyList<Rendition>> ListRenditionsAsync(Guid mediaId, CancellationToken ct) =>
        QueryRenditionsAsync($"SELECT {RenditionColumns} FROM media_renditions WHERE media_id = @MediaId ORDER BY id", new { MediaId = mediaId }, ct);

    public Task<IReadOnlyList<Rendition>> ListUnaskedRenditionsAsync(DateTimeOffset before, Rendition? after, int limit, CancellationToken ct) =>
        QueryRenditionsAsync(
            $"""
            SELECT {RenditionColumns}
            FROM media_renditions
            WHERE used_at < @Before AND (used_at > @AfterUse OR (used_at = @AfterUse AND id > @AfterId))
            ORDER BY used_at, id
            LIMIT @Limit
            """,
            new { Before = before, AfterUse = after?.UsedAt ?? DateTimeOffset.MinValue, AfterId = after?.Id ?? Guid.Empty, Limit = limit }, ct);

    public async Task<bool> DeleteRenditionAsync(Guid renditionId, DateTimeOffset? unaskedSince, CancellationToken ct) =>
        await database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM media_renditions WHERE id = @Id AND used_at < @Before",
            new { Id = renditionId, Before = unaskedSince ?? DateTimeOffset.MaxValue }, cancellationToken: ct)), ct) == 1;

    private async Task<IReadOnlyList<Rendition>> QueryRenditionsAsync(string sql, object values, CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<RenditionRow>(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToRendition())];
    }

    private sealed class RenditionRow
    {
        public Guid Id { get; init; }
        public Guid MediaId { get; init; }
        public string SourceSha256 { get; init; } = "";
        public string Recipe { get; init; } = "";
        public string Placement { get; init; } = "";
        public string ContentType { get; init; } = "";
        public string Kind { get; init; } = "";
        public long Bytes { get; init; }
        public string Sha256 { get; init; } = "";
        public int Width { get; init; }
        public int Height { get; init; }
        public long? DurationMs { get; init; }
        public string Codec { get; init; } = "";
        public string Details { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset UsedAt { get; init; }

        public static RenditionRow From(Rendition made) => new()
        {
            Id = made.Id,
            MediaId = made.MediaId,
            SourceSha256 = made.SourceSha256,
            Recipe = made.Recipe,
            Placement = made.Placement,
            ContentType = made.ContentType,
            Kind = Words.Of(made.Kind),
            Bytes = made.Bytes,
            Sha256 = made.Sha256,
            Width = made.Width,
            Height = made.Height,
            DurationMs = made.DurationMs,
            Codec = made.Codec,
            Details = ToJson(made.Details),
            CreatedAt = made.CreatedAt,
            UsedAt = made.UsedAt,
        };

        public Rendition ToRendition() => new()
        {
            Id = Id,
            MediaId = MediaId,
            SourceSha256 = SourceSha256,
            Recipe = Recipe,
            Placement = Placement,
            ContentType = ContentType,
            Kind = Words.Parse<MediaKind>(Kind),
            Bytes = Bytes,
            Sha256 = Sha256,
            Width = Width,
            Height = Height,
            DurationMs = DurationMs,
            Codec = Codec,
            Details = FromJson(Details),
            CreatedAt = CreatedAt,
            UsedAt = UsedAt,
        };
    }
}
