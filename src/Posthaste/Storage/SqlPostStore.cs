using System.Data.Common;
using Dapper;
using Posthaste.Posts;
using Posthaste.Posts.Variants;

namespace Posthaste.Storage;

/// <summary>Posts in the table of that name. The draft is one JSON text, so that a post is read as one row; the tables
/// <c>post_media</c> and <c>post_channels</c> repeat its ids, to be searched by.</summary>
internal sealed partial class SqlPostStore(Database database) : IPostStore
{
    private const string Columns =
        """
        id, workspace_id, version, title, content, planned_at, category_id, approval, approved_hash, approved_by, approved_through, approval_note, submitted_by, submitted_at,
        created_by, changed_by, created_at, updated_at, deleted_at, series_id, series_day
        """;

    public Task<Post?> FindAsync(Guid workspaceId, Guid postId, CancellationToken ct) =>
        FindOneAsync($"SELECT {Columns} FROM posts WHERE workspace_id = @WorkspaceId AND id = @Id AND deleted_at IS NULL", new { WorkspaceId = workspaceId, Id = postId }, ct);

    public Task<Post?> FindEvenDeletedAsync(Guid postId, CancellationToken ct) =>
        FindOneAsync($"SELECT {Columns} FROM posts WHERE id = @Id", new { Id = postId }, ct);

    // Locked before the jobs: two edits of one post run one after the other, each on what the other left.
    public Task<Post?> LockAsync(Guid workspaceId, Guid postId, CancellationToken ct) =>
        FindOneAsync(
            $"SELECT {Columns} FROM posts WHERE workspace_id = @WorkspaceId AND id = @Id AND deleted_at IS NULL {database.ForUpdate}",
            new { WorkspaceId = workspaceId, Id = postId }, ct);

    public Task AddAsync(Post post, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO posts ({Columns}, type, late_policy, late_minutes)
            VALUES (@Id, @WorkspaceId, @Version, @Title, @Content, @PlannedAt, @CategoryId, @Approval, @ApprovedHash, @ApprovedBy, @ApprovedThrough, @ApprovalNote,
                    @SubmittedBy, @SubmittedAt, @CreatedBy, @ChangedBy, @CreatedAt, @UpdatedAt, @DeletedAt, @SeriesId, @SeriesDay, @Type, @LatePolicy, @LateMinutes)
            """;
        return database.WriteAsync(WritePriority.Api, async connection =>
        {
            await connection.ExecuteAsync(new CommandDefinition(sql, PostRow.From(post), cancellationToken: ct));
            await AddLinksAsync(connection, post, ct);
            return post;
        }, ct);
    }

    public Task SaveAsync(Post post, CancellationToken ct)
    {
        const string sql =
            """
            UPDATE posts
            SET version = @Version, title = @Title, type = @Type, content = @Content, planned_at = @PlannedAt, category_id = @CategoryId, late_policy = @LatePolicy,
                late_minutes = @LateMinutes, approval = @Approval, approved_hash = @ApprovedHash, approved_by = @ApprovedBy,
                approved_through = @ApprovedThrough, approval_note = @ApprovalNote, submitted_by = @SubmittedBy, submitted_at = @SubmittedAt, changed_by = @ChangedBy, updated_at = @UpdatedAt, deleted_at = @DeletedAt
            WHERE id = @Id AND version = @Version - 1
            """;
        return database.WriteAsync(WritePriority.Api, async connection =>
        {
            if (await connection.ExecuteAsync(new CommandDefinition(sql, PostRow.From(post), cancellationToken: ct)) != 1)
                throw new InvalidOperationException($"Post {post.Id} was saved without its lock.");
            await connection.ExecuteAsync(new CommandDefinition("DELETE FROM post_media WHERE post_id = @Id AND position >= @Count",
                new { post.Id, Count = LinksOf(post.Draft).Count() }, cancellationToken: ct));
            await connection.ExecuteAsync(new CommandDefinition("DELETE FROM post_channels WHERE post_id = @Id", new { post.Id }, cancellationToken: ct));
            await AddLinksAsync(connection, post, ct);
            // What nobody stands behind any more need not be kept for it.
            if (post.Approval != ApprovalState.Approved)
                await connection.ExecuteAsync(new CommandDefinition("DELETE FROM post_files WHERE post_id = @Id", new { post.Id }, cancellationToken: ct));
            return post;
        }, ct);
    }

    private static async Task AddLinksAsync(DbConnection connection, Post post, CancellationToken ct)
    {
        // What stays keeps the hash it has: the library may have forgotten the item since. A cover has none, being no content of its own.
        const string media =
            """
            INSERT INTO post_media (post_id, position, media_id, channel_id, sha256)
            VALUES (@PostId, @Position, @MediaId, @ChannelId, (SELECT m.sha256 FROM media m WHERE m.id = @MediaId AND @IsCover = 0))
            ON CONFLICT (post_id, position) DO UPDATE
            SET media_id = excluded.media_id,
                channel_id = excluded.channel_id,
                sha256 = CASE WHEN @IsCover = 1 THEN NULL
                              WHEN post_media.media_id = excluded.media_id THEN COALESCE(excluded.sha256, post_media.sha256)
                              ELSE excluded.sha256 END
            """;
        await connection.ExecuteAsync(new CommandDefinition(media, LinksOf(post.Draft).Select((link, i) =>
            new { PostId = post.Id, Position = i, link.MediaId, link.ChannelId, IsCover = link.IsCover ? 1 : 0 }), cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition("INSERT INTO post_channels (post_id, position, channel_id) VALUES (@PostId, @Position, @ChannelId)",
            post.Draft.ChannelIds.Select((id, i) => new { PostId = post.Id, Position = i, ChannelId = id }), cancellationToken: ct));
    }

    /// <summary>What the post shows, in a lasting order. As soon as one channel has media of its own, every channel has its rows, so that a row says all
    /// about itself.</summary>
    private static IEnumerable<MediaLink> LinksOf(PostDraft draft) =>
        draft.Variants.All(variant => variant.MediaIds is null && variant.Options?.CoverMediaId is null)
            ? LinksOf(draft, channelId: null)
            : ChannelDraft.AllOf(draft).SelectMany(own => LinksOf(own.Content, own.ChannelId));

    private static IEnumerable<MediaLink> LinksOf(PostDraft content, Guid? channelId) =>
        content.AllMediaIds.Select((id, i) => new MediaLink(id, channelId, IsCover: i >= content.MediaIds.Count));

    /// <param name="ChannelId">Null for all of the post's channels.</param>
    private sealed record MediaLink(Guid MediaId, Guid? ChannelId, bool IsCover);

    private async Task<Post?> FindOneAsync(string sql, object values, CancellationToken ct) =>
        (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<PostRow>(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct))?.ToPost();
}
