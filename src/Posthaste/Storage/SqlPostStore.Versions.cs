using System.Text.Json;
using Dapper;
using Posthaste.Posts;
using Posthaste.Posts.Versions;

namespace Posthaste.Storage;

// What posts were when people decided about them, in the table post_versions.
internal sealed partial class SqlPostStore
{
    public Task AddVersionAsync(PostVersion version, CancellationToken ct)
    {
        const string add =
            """
            INSERT INTO post_versions (post_id, version, kind, at, actor, note, content, planned_at, sent)
            VALUES (@PostId, @Version, @Kind, @At, @Actor, @Note, @Content, @PlannedAt, @Sent)
            """;
        const string forget =
            """
            DELETE FROM post_versions
            WHERE post_id = @PostId AND version <= (SELECT v.version FROM post_versions v WHERE v.post_id = @PostId ORDER BY v.version DESC LIMIT 1 OFFSET @Kept)
            """;
        return database.WriteAsync(WritePriority.Api, async connection =>
        {
            await connection.ExecuteAsync(new CommandDefinition(add, new
            {
                version.PostId,
                version.Version,
                Kind = Words.Of(version.Kind),
                version.At,
                Actor = version.By,
                version.Note,
                Content = JsonSerializer.Serialize(version.Draft, PostDraft.Json),
                version.PlannedAt,
                Sent = version.Contents.Count == 0 ? null : JsonSerializer.Serialize(version.Contents, PostDraft.Json),
            }, cancellationToken: ct));
            return await connection.ExecuteAsync(new CommandDefinition(forget, new { version.PostId, PostVersion.Kept }, cancellationToken: ct));
        }, ct);
    }

    public async Task<IReadOnlyList<PostVersion>> ListVersionsAsync(Guid postId, CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<VersionRow>(new CommandDefinition(
            "SELECT post_id, version, kind, at, actor, note, content, planned_at, sent FROM post_versions WHERE post_id = @PostId ORDER BY version DESC",
            new { PostId = postId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToVersion())];
    }

    private sealed class VersionRow
    {
        public Guid PostId { get; init; }
        public long Version { get; init; }
        public string Kind { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public string Actor { get; init; } = "";
        public string? Note { get; init; }
        public string Content { get; init; } = "";
        public DateTimeOffset? PlannedAt { get; init; }
        public string? Sent { get; init; }

        public PostVersion ToVersion() => new()
        {
            PostId = PostId,
            Version = Version,
            Kind = Words.Parse<VersionKind>(Kind),
            At = At,
            By = Actor,
            Note = Note,
            Draft = JsonSerializer.Deserialize<PostDraft>(Content, PostDraft.Json)!,
            PlannedAt = PlannedAt,
            Contents = Sent is null ? [] : JsonSerializer.Deserialize<List<SignedContent>>(Sent, PostDraft.Json)!,
        };
    }
}
