using System.Text.Json;
using Dapper;
using Posthaste.Posts.Comments;

namespace Posthaste.Storage;

/// <summary>Comments on posts in the table <c>post_comments</c>.</summary>
internal sealed class SqlCommentStore(Database database) : ICommentStore
{
    private const string Columns = "id, post_id, author_id, author, reply_to, text, mentions, created_at, edited_at, deleted_at, deleted_by";

    public Task AddAsync(PostComment comment, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO post_comments ({Columns})
            VALUES (@Id, @PostId, @AuthorId, @Author, @ReplyTo, @Text, @Mentions, @CreatedAt, @EditedAt, @DeletedAt, @DeletedBy)
            """;
        return database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, CommentRow.From(comment), cancellationToken: ct)), ct);
    }

    public async Task<PostComment?> FindAsync(Guid postId, Guid commentId, CancellationToken ct) =>
        (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<CommentRow>(new CommandDefinition(
            $"SELECT {Columns} FROM post_comments WHERE id = @Id AND post_id = @PostId", new { Id = commentId, PostId = postId }, cancellationToken: ct)), ct))?.ToComment();

    public async Task<bool> SaveAsync(PostComment comment, CancellationToken ct)
    {
        // An edit that comes after the deletion must not bring the words back.
        const string sql =
            """
            UPDATE post_comments
            SET text = @Text, mentions = @Mentions, edited_at = @EditedAt, deleted_at = @DeletedAt, deleted_by = @DeletedBy
            WHERE id = @Id AND deleted_at IS NULL
            """;
        return await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, CommentRow.From(comment), cancellationToken: ct)), ct) == 1;
    }

    public async Task<IReadOnlyList<PostComment>> ListAsync(Guid postId, (DateTimeOffset At, Guid Id)? after, int limit, CancellationToken ct)
    {
        var sql =
            $"""
            SELECT {Columns}
            FROM post_comments
            WHERE post_id = @PostId {(after is null ? "" : "AND (created_at, id) > (@At, @Id)")}
            ORDER BY created_at, id
            LIMIT @Limit
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<CommentRow>(new CommandDefinition(
            sql, new { PostId = postId, after?.At, after?.Id, Limit = limit }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToComment())];
    }

    private sealed class CommentRow
    {
        public Guid Id { get; init; }
        public Guid PostId { get; init; }
        public Guid AuthorId { get; init; }
        public string Author { get; init; } = "";
        public Guid? ReplyTo { get; init; }
        public string Text { get; init; } = "";
        public string Mentions { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? EditedAt { get; init; }
        public DateTimeOffset? DeletedAt { get; init; }
        public string? DeletedBy { get; init; }

        public static CommentRow From(PostComment comment) => new()
        {
            Id = comment.Id,
            PostId = comment.PostId,
            AuthorId = comment.Author.Id,
            Author = comment.Author.Name,
            ReplyTo = comment.ReplyTo,
            Text = comment.Text,
            Mentions = JsonSerializer.Serialize(comment.Mentions),
            CreatedAt = comment.CreatedAt,
            EditedAt = comment.EditedAt,
            DeletedAt = comment.DeletedAt,
            DeletedBy = comment.DeletedBy,
        };

        public PostComment ToComment() => new()
        {
            Id = Id,
            PostId = PostId,
            Author = new CommentAuthor(AuthorId, Author),
            ReplyTo = ReplyTo,
            Text = Text,
            Mentions = JsonSerializer.Deserialize<List<Guid>>(Mentions)!,
            CreatedAt = CreatedAt,
            EditedAt = EditedAt,
            DeletedAt = DeletedAt,
            DeletedBy = DeletedBy,
        };
    }
}
