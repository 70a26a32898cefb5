using Dapper;
using Posthaste.Planning;

namespace Posthaste.Storage;

/// <summary>Categories in the table of that name.</summary>
internal sealed class SqlCategoryStore(Database database) : ICategoryStore
{
    private const string Columns = "id, workspace_id, name, colour, created_at";

    public async Task<IReadOnlyList<Category>> ListAsync(Guid workspaceId, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM categories WHERE workspace_id = @WorkspaceId ORDER BY LOWER(name), id";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<CategoryRow>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToCategory())];
    }

    public async Task<Category?> FindAsync(Guid workspaceId, Guid categoryId, CancellationToken ct) =>
        (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<CategoryRow>(new CommandDefinition(
            $"SELECT {Columns} FROM categories WHERE workspace_id = @WorkspaceId AND id = @Id", new { WorkspaceId = workspaceId, Id = categoryId }, cancellationToken: ct)), ct))?.ToCategory();

    public async Task<bool> HoldAsync(Guid workspaceId, Guid categoryId, CancellationToken ct) =>
        (await database.ReadAsync(connection => connection.QueryAsync<Guid>(new CommandDefinition(
            $"SELECT id FROM categories WHERE workspace_id = @WorkspaceId AND id = @Id {database.ForKeyShare}",
            new { WorkspaceId = workspaceId, Id = categoryId }, cancellationToken: ct)), ct)).Any();

    public async Task<IReadOnlyList<Category>> LockAllAsync(Guid workspaceId, CancellationToken ct)
    {
        await WorkspaceLock.TakeAsync(database, workspaceId, ct);
        return await ListAsync(workspaceId, ct);
    }

    public Task AddAsync(Category category, CancellationToken ct) =>
        WriteAsync($"INSERT INTO categories ({Columns}) VALUES (@Id, @WorkspaceId, @Name, @Colour, @CreatedAt)", category, ct);

    public Task SaveAsync(Category category, CancellationToken ct) =>
        WriteAsync("UPDATE categories SET name = @Name, colour = @Colour WHERE id = @Id", category, ct);

    public Task<CategoryUse?> RemoveAsync(Guid workspaceId, Guid categoryId, CancellationToken ct)
    {
        var values = new { WorkspaceId = workspaceId, Id = categoryId };
        return database.WriteAsync<CategoryUse?>(WritePriority.Api, async connection =>
        {
            // Posts and slots before the category, as those lock who save one: in another order the two could wait for each other.
            var posts = await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE posts SET category_id = NULL WHERE workspace_id = @WorkspaceId AND category_id = @Id AND deleted_at IS NULL", values, cancellationToken: ct));
            var slots = await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE slots SET category_id = NULL WHERE workspace_id = @WorkspaceId AND category_id = @Id", values, cancellationToken: ct));
            // What came to it meanwhile, and deleted posts, lose it by their reference.
            var removed = await connection.ExecuteAsync(new CommandDefinition("DELETE FROM categories WHERE workspace_id = @WorkspaceId AND id = @Id", values, cancellationToken: ct));
            return removed == 0 ? null : new CategoryUse(posts, slots);
        }, ct);
    }

    private Task<int> WriteAsync(string sql, Category category, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, category, cancellationToken: ct)), ct);

    private sealed class CategoryRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public string Name { get; init; } = "";
        public string Colour { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }

        public Category ToCategory() => new() { Id = Id, WorkspaceId = WorkspaceId, Name = Name, Colour = Colour, CreatedAt = CreatedAt };
    }
}
