using Dapper;
using Posthaste.Posts;
using Posthaste.Transfer;

namespace Posthaste.Storage;

// Posts as they leave: page after page, each found along the index of the workspace's posts.
internal sealed partial class SqlPostStore : IExportStore
{
    public async Task<IReadOnlyList<Post>> ListPostsAsync(PostExport wanted, Guid? after, int limit, CancellationToken ct)
    {
        List<string> conditions = ["p.workspace_id = @WorkspaceId", "p.deleted_at IS NULL"];
        if (after is not null) conditions.Add("p.id > @After");
        if (Between("p.planned_at") is { } planned) conditions.Add($"(({planned}) OR EXISTS (SELECT 1 FROM publish_jobs j WHERE j.post_id = p.id AND {Between("j.due_at")}))");
        // Words of ours, never input.
        if (wanted.States.Count > 0) conditions.Add($"EXISTS (SELECT 1 FROM publish_jobs j WHERE j.post_id = p.id AND j.state IN ({string.Join(", ", wanted.States.Select(state => $"'{Words.Of(state)}'"))}))");
        var sql =
            $"""
            SELECT {Columns}
            FROM posts p
            WHERE {string.Join(" AND ", conditions)}
            ORDER BY p.id
            LIMIT @Limit
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<PostRow>(
            new CommandDefinition(sql, new { wanted.WorkspaceId, After = after, wanted.From, wanted.To, Limit = limit }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToPost())];

        string? Between(string column) => (wanted.From, wanted.To) switch
        {
            (null, null) => null,
            (_, null) => $"{column} >= @From",
            (null, _) => $"{column} < @To",
            _ => $"{column} >= @From AND {column} < @To",
        };
    }
}
