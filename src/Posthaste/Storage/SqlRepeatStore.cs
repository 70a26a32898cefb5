using Dapper;
using Posthaste.Media;
using Posthaste.Posts.Repeats;

namespace Posthaste.Storage;

/// <summary>Finds repeats by the hashes beside the posts' media, and by the bands of their likenesses.</summary>
internal sealed class SqlRepeatStore(Database database) : IRepeatStore
{
    public async Task<RepeatedPost?> FindSameAsync(RepeatQuery query, MediaItem item, CancellationToken ct)
    {
        // Along post_media_by_sha256, then the one job that a post has on a channel.
        var sql =
            $"""
            SELECT p.id AS post_id, p.title, j.due_at
            FROM post_media m
            JOIN posts p ON p.id = m.post_id
            JOIN publish_jobs j ON j.post_id = m.post_id AND j.channel_id = @ChannelId
            WHERE m.sha256 = @Sha256 AND {Where(query)}
            ORDER BY ABS(j.due_at - @At), p.id
            LIMIT 1
            """;
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(sql, Values(query, item), cancellationToken: ct)), ct);
        return row?.ToPost();
    }

    public async Task<RepeatedPost?> FindAlikeAsync(RepeatQuery query, MediaItem item, CancellationToken ct)
    {
        if (item.Likeness is not { } likeness) return null;
        // A band in common makes a candidate; the bits are counted here, since SQLite cannot. A row for each band, so some come twice.
        var sql =
            $"""
            SELECT p.id AS post_id, p.title, j.due_at, a.likeness
            FROM media_bands b
            JOIN media a ON a.id = b.media_id
            JOIN post_media m ON m.media_id = a.id AND m.sha256 IS NOT NULL
            JOIN posts p ON p.id = m.post_id
            JOIN publish_jobs j ON j.post_id = m.post_id AND j.channel_id = @ChannelId
            WHERE b.workspace_id = @WorkspaceId AND b.band IN (@Band0, @Band1, @Band2, @Band3, @Band4) AND m.sha256 <> @Sha256 AND {Where(query)}
            ORDER BY ABS(j.due_at - @At), p.id
            """;
        var values = new DynamicParameters(Values(query, item));
        foreach (var (i, band) in Likeness.Bands(likeness).Index()) values.Add($"Band{i}", band);
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
        return rows.FirstOrDefault(row => Likeness.AreAlike(row.Likeness, likeness))?.ToPost();
    }

    // A job that needs attention may still go out; a failed one does not without being scheduled again.
    private static string Where(RepeatQuery query) =>
        $"""
        m.post_id <> @PostId AND (m.channel_id IS NULL OR m.channel_id = @ChannelId) AND j.state NOT IN ('cancelled', 'failed') AND j.due_at > @From AND j.due_at < @To AND p.type {(query.IsStory ? "=" : "<>")} 'story'
        AND (p.series_id IS NULL OR p.series_id <> @SeriesId)
        AND NOT EXISTS (SELECT 1 FROM series s WHERE (s.id = @SeriesId AND s.post_id = p.id) OR (s.id = p.series_id AND s.post_id = @PostId))
        """;

    private static object Values(RepeatQuery query, MediaItem item) => new
    {
        query.ChannelId,
        query.PostId,
        query.At,
        // Of no series, where it has none: a null would have no type.
        SeriesId = query.SeriesId ?? Guid.Empty,
        From = query.At - query.Window,
        To = query.At + query.Window,
        item.WorkspaceId,
        item.Sha256,
    };

    private sealed class Row
    {
        public Guid PostId { get; init; }
        public string Title { get; init; } = "";
        public DateTimeOffset DueAt { get; init; }
        public long Likeness { get; init; }

        public RepeatedPost ToPost() => new(PostId, Title, DueAt);
    }
}
