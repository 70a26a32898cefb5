using Dapper;
using Posthaste.Events;

namespace Posthaste.Storage;

/// <summary>Events in the table of that name. They are only ever added.</summary>
internal sealed partial class SqlEventLog(Database database) : IEventLog
{
    private const string Columns = "id, workspace_id, kind, subject_id, at, actor, data";

    public Task AppendAsync(Event @event, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO events ({Columns})
            VALUES (@Id, @WorkspaceId, @Kind, @SubjectId, @At, @Actor, @Data)
            """;
        return database.WriteAsync(WritePriority.Api, connection =>
        {
            database.AfterCommit(database.Events.Ring);
            return connection.ExecuteAsync(new CommandDefinition(sql, @event, cancellationToken: ct));
        }, ct);
    }

    public async Task<IReadOnlyList<Event>> ListAsync(Guid workspaceId, Guid subjectId, CancellationToken ct)
    {
        // By time before id: within one millisecond the rest of a UUIDv7 is random, between two it must not decide.
        const string sql =
            $"""
            SELECT {Columns}
            FROM events
            WHERE workspace_id = @WorkspaceId AND subject_id = @SubjectId
            ORDER BY at, id
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Event>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId, SubjectId = subjectId }, cancellationToken: ct)), ct);
        return rows.AsList();
    }
}
