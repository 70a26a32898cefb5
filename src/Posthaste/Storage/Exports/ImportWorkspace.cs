using Microsoft.Data.Sqlite;
using Npgsql;
using Posthaste.Media.Files;
using Posthaste.Storage.Copies;
using Posthaste.Workspaces.Members;

namespace Posthaste.Storage.Exports;

/// <param name="Id">Of the workspace, here.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Rows">How many came with it.</param>
internal sealed record ImportedWorkspace(Guid Id, string Name, long Rows);

/// <summary>Brings an exported workspace into a server that has others. Whatever goes wrong, nothing of it is there afterwards, and the same can be tried again.</summary>
internal sealed class ImportWorkspace(MediaFiles files, TimeProvider time)
{
    private const string Actor = "posthaste-server import";

    /// <param name="export">Whole, as its opening has seen.</param>
    /// <param name="live">The server's database.</param>
    /// <param name="owner">The address of a member of this server who becomes its owner; null for nobody yet.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="BackupException">It is no export, of a newer program, or here already; or there is no such member.</exception>
    public async Task<ImportedWorkspace> RunAsync(BackupReader export, ITableTarget live, string? owner, CancellationToken ct)
    {
        var workspace = export.Manifest.Workspace ?? throw new BackupException("This is the backup of a whole server, and no export of a workspace. Put it into an empty installation with posthaste-server restore.");
        CopyChecks.Readable(export.Manifest);
        var folder = Directory.CreateTempSubdirectory("posthaste-import-");
        try
        {
            // By way of a database of its own: there the export of an older program is brought up to date.
            var path = Path.Combine(folder.FullName, "posthaste.db");
            await using (var draft = new SqliteTarget(path))
            {
                await draft.BeginAsync(export.Manifest.Schema, ct);
                await CopyTables.FillAsync(export, draft, ct);
                await draft.FinishAsync(CopyChecks.Known, ct);
            }
            await using var source = await SqliteSource.OpenAsync(path, time, ct);
            await live.BeginAsync(CopyChecks.Known, ct);
            var imported = await PutAsync(source, live, workspace, ct);
            if (owner is not null) await AddOwnerAsync(live, imported.Id, owner);
            await NoteAsync(live, imported.Id, export.Manifest);
            await KeepMediaAsync(export, ct);
            await live.FinishAsync(CopyChecks.Known, ct);
            return imported;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The files could not be written, and nothing was imported: {e.Message} Make room or give the folder to this user, then try the same again.", e);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<ImportedWorkspace> PutAsync(SqliteSource source, ITableTarget live, BackupManifest.WorkspaceEntry workspace, CancellationToken ct)
    {
        // Every server has a first one with the same id.
        var isTaken = await live.CountAsync("SELECT COUNT(*) FROM workspaces WHERE id = @Id", new { workspace.Id }) > 0;
        var id = isTaken ? Guid.CreateVersion7(time.GetUtcNow()) : workspace.Id;
        var rows = (await WorkspaceRows.ReadAsync(source, workspace.Id, ct)).In(id);
        var count = 0L;
        foreach (var table in source.Tables.Where(table => WorkspaceRows.Tables.Contains(table.Name)))
        {
            try
            {
                count += (await CopyTables.RunAsync(live, CopyChecks.Like(table, live.Tables), Renamed(source.ReadAsync(table, ct), workspace.Id, id), expected: null, ct, rows.OfAsync)).Rows;
            }
            catch (BackupException e) when (e.InnerException is SqliteException { SqliteErrorCode: 19 } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                throw new BackupException($"Parts of the workspace {workspace.Name} are on this server already: it was imported before, or this is the server that it is from. Nothing was changed.", e);
            }
        }
        return new ImportedWorkspace(id, workspace.Name, count);
    }

    private static async IAsyncEnumerable<object?[]> Renamed(IAsyncEnumerable<object?[]> rows, Guid from, Guid to)
    {
        await foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is Guid id && id == from) row[i] = to;
            }
            yield return row;
        }
    }

    private async Task AddOwnerAsync(ITableTarget live, Guid workspaceId, string email)
    {
        var values = new { WorkspaceId = workspaceId, Email = EmailAddress.TryRead(email, out var read) ? read : "", Now = time.GetUtcNow() };
        if (await live.CountAsync("SELECT COUNT(*) FROM members WHERE email = @Email", values) == 0)
            throw new BackupException($"There is no member {email} on this server, and nothing was imported. Give the address of one as --owner, or leave it out.");
        await live.RunAsync("INSERT INTO memberships (workspace_id, member_id, role, created_at) SELECT @WorkspaceId, id, 'owner', @Now FROM members WHERE email = @Email", values);
    }

    private Task NoteAsync(ITableTarget live, Guid workspaceId, BackupManifest manifest) => live.RunAsync(
        "INSERT INTO events (id, workspace_id, kind, subject_id, at, actor, data) VALUES (@Id, @WorkspaceId, @Kind, @WorkspaceId, @Now, @Actor, @Data)",
        new
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            WorkspaceId = workspaceId,
            Kind = "workspace.imported",
            Now = time.GetUtcNow(),
            Actor,
            Data = System.Text.Json.JsonSerializer.Serialize(new { exportedAt = manifest.At, manifest.Program }, BackupManifest.Json),
        });

    /// <summary>Servers may be running, and sweep away files that no row names: what is kept stays young until the rows are there.</summary>
    private async Task KeepMediaAsync(BackupReader export, CancellationToken ct)
    {
        var kept = new List<string>();
        var refreshed = time.GetTimestamp();
        while (await export.ReadFileAsync(ct) is var (_, content))
        {
            kept.Add(await files.KeepAsync(content, ct));
            if (time.GetElapsedTime(refreshed) < MediaFiles.UnlinkGrace / 3) continue;
            files.Refresh(kept);
            refreshed = time.GetTimestamp();
        }
        files.Refresh(kept);
    }
}
