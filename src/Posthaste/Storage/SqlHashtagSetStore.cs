using System.Text.Json;
using Dapper;
using Posthaste.Planning.Hashtags;

namespace Posthaste.Storage;

/// <summary>Hashtag sets in the table of that name; the tags of one are one JSON text.</summary>
internal sealed class SqlHashtagSetStore(Database database) : IHashtagSetStore
{
    private const string Columns = "id, workspace_id, name, hashtags, created_at";

    public async Task<IReadOnlyList<HashtagSet>> ListAsync(Guid workspaceId, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM hashtag_sets WHERE workspace_id = @WorkspaceId ORDER BY LOWER(name), id";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<SetRow>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToSet())];
    }

    public async Task<HashtagSet?> FindAsync(Guid workspaceId, Guid setId, CancellationToken ct) =>
        (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<SetRow>(new CommandDefinition(
            $"SELECT {Columns} FROM hashtag_sets WHERE workspace_id = @WorkspaceId AND id = @Id", new { WorkspaceId = workspaceId, Id = setId }, cancellationToken: ct)), ct))?.ToSet();

    public async Task<IReadOnlyList<HashtagSet>> LockAllAsync(Guid workspaceId, CancellationToken ct)
    {
        await WorkspaceLock.TakeAsync(database, workspaceId, ct);
        return await ListAsync(workspaceId, ct);
    }

    public Task AddAsync(HashtagSet set, CancellationToken ct) =>
        WriteAsync($"INSERT INTO hashtag_sets ({Columns}) VALUES (@Id, @WorkspaceId, @Name, @Hashtags, @CreatedAt)", SetRow.From(set), ct);

    public Task SaveAsync(HashtagSet set, CancellationToken ct) =>
        WriteAsync("UPDATE hashtag_sets SET name = @Name, hashtags = @Hashtags WHERE id = @Id", SetRow.From(set), ct);

    public async Task<bool> RemoveAsync(Guid workspaceId, Guid setId, CancellationToken ct) =>
        await WriteAsync("DELETE FROM hashtag_sets WHERE workspace_id = @WorkspaceId AND id = @Id", new { WorkspaceId = workspaceId, Id = setId }, ct) == 1;

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private sealed class SetRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public string Name { get; init; } = "";
        public string Hashtags { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }

        public static SetRow From(HashtagSet set) =>
            new() { Id = set.Id, WorkspaceId = set.WorkspaceId, Name = set.Name, Hashtags = JsonSerializer.Serialize(set.Hashtags), CreatedAt = set.CreatedAt };

        public HashtagSet ToSet() =>
            new() { Id = Id, WorkspaceId = WorkspaceId, Name = Name, Hashtags = JsonSerializer.Deserialize<string[]>(Hashtags)!, CreatedAt = CreatedAt };
    }
}
