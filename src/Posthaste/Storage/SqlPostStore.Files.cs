using Dapper;
using Posthaste.Posts.Files;

namespace Posthaste.Storage;

// The files that approvals signed, in the table post_files.
internal sealed partial class SqlPostStore
{
    public Task SaveFilesAsync(Guid postId, IReadOnlyList<PostFile> files, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, async connection =>
        {
            await connection.ExecuteAsync(new CommandDefinition("DELETE FROM post_files WHERE post_id = @PostId", new { PostId = postId }, cancellationToken: ct));
            return await connection.ExecuteAsync(new CommandDefinition(
                "INSERT INTO post_files (post_id, channel_id, position, media_id, rendition_id) VALUES (@PostId, @ChannelId, @Position, @MediaId, @RenditionId)",
                files.Select(file => new { PostId = postId, file.ChannelId, file.Position, file.MediaId, file.RenditionId }), cancellationToken: ct));
        }, ct);

    public async Task<IReadOnlyList<PostFile>> ListFilesAsync(Guid postId, CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<FileRow>(new CommandDefinition(
            "SELECT channel_id, position, media_id, rendition_id FROM post_files WHERE post_id = @PostId ORDER BY channel_id, position",
            new { PostId = postId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => new PostFile(row.ChannelId, row.Position, row.MediaId, row.RenditionId))];
    }

    public async Task<bool> IsRenditionNeededAsync(Guid renditionId, CancellationToken ct)
    {
        // As with media: a job that is over may still have something to do, such as its first comment. Before there is a
        // job, the post itself stands for it.
        const string sql =
            """
            SELECT f.post_id
            FROM post_files f
            JOIN posts p ON p.id = f.post_id
            LEFT JOIN publish_jobs j ON j.post_id = f.post_id AND j.channel_id = f.channel_id
            WHERE f.rendition_id = @RenditionId
              AND ((j.id IS NULL AND p.deleted_at IS NULL)
                OR (j.id IS NOT NULL AND (j.state NOT IN ('published', 'failed', 'cancelled') OR j.wake_at IS NOT NULL)))
            LIMIT 1
            """;
        return (await database.ReadAsync(connection => connection.QueryAsync<Guid>(
            new CommandDefinition(sql, new { RenditionId = renditionId }, cancellationToken: ct)), ct)).Any();
    }

    private sealed class FileRow
    {
        public Guid ChannelId { get; init; }
        public int Position { get; init; }
        public Guid MediaId { get; init; }
        public Guid? RenditionId { get; init; }
    }
}
